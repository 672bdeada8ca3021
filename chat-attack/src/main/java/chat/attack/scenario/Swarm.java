package chat.attack.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many connections that all follow one {@link Script}, driven by the thread that calls. */
public final class Swarm {
  private static final int CONNECTING_AT_ONCE = 200;
  private static final long RETURN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int TURN_BYTES = 262_144;
  private static final int PAUSE_MS = 2;

  private final Target target;
  private final Script script;
  private final Selector selector;
  private final ByteBuffer input = ByteBuffer.allocate(65_536);
  private final List<Member> members = new ArrayList<>();
  private final long start = System.nanoTime();
  private long written;
  private int connecting;

  private Swarm(Target target, Script script, Selector selector) {
    this.target = target;
    this.script = script;
    this.selector = selector;
  }

  /** Keeps so many connections busy until the attack's time is up, and then drops them. */
  public static void run(Target target, int connections, Script script) throws IOException {
    try (var selector = Selector.open()) {
      var swarm = new Swarm(target, script, selector);
      try {
        swarm.run(connections);
      } finally {
        swarm.members.forEach(Member::drop);
      }
    }
  }

  private void run(int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      members.add(new Member(i));
    }
    int first = 0;
    while (!target.isOver()) {
      selector.select(PAUSE_MS);
      for (var key : selector.selectedKeys()) {
        ((Member) key.attachment()).ready(key);
      }
      selector.selectedKeys().clear();
      long now = System.nanoTime();
      // Another one begins each time, or the pace would be that of the first ones alone.
      first = (first + 1) % members.size();
      for (int i = 0; i < members.size(); i++) {
        members.get((first + i) % members.size()).work(now);
      }
    }
  }

  private boolean mayWrite(long now) {
    return written <= (double) (now - start) / 1e9 * script.bytesPerSecond + TURN_BYTES;
  }

  /** One connection, and those that follow it when it returns. */
  private final class Member {
    private final int number;
    private @Nullable SocketChannel channel;
    private @Nullable ByteBuffer output;
    private boolean connected;
    private boolean upgraded;
    private boolean begun;
    private long nextAt = System.nanoTime();

    Member(int number) {
      this.number = number;
    }

    void work(long now) {
      try {
        if (channel == null) {
          if (connecting < CONNECTING_AT_ONCE && nextAt - now <= 0) {
            connect();
          }
        } else if (connected) {
          write(now);
        }
      } catch (IOException e) {
        ended(now);
      }
    }

    private void connect() throws IOException {
      var opened = SocketChannel.open();
      channel = opened;
      opened.configureBlocking(false);
      if (script.receiveBuffer > 0) {
        opened.setOption(StandardSocketOptions.SO_RCVBUF, script.receiveBuffer);
      }
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.bind(new InetSocketAddress(Target.attacker(number % script.addresses), 0));
      connecting++;
      opened.register(selector, SelectionKey.OP_CONNECT, this);
      if (opened.connect(target.address())) {
        connected(opened);
      }
    }

    private void connected(SocketChannel opened) {
      connecting--;
      connected = true;
      target.traffic().connected();
      output = ByteBuffer.wrap(script.opening.apply(number));
      nextAt = System.nanoTime() + script.pauseNanos;
      var key = opened.keyFor(selector);
      if (key != null) {
        key.interestOps(script.upgrades || script.reads ? SelectionKey.OP_READ : 0);
      }
    }

    void ready(SelectionKey key) {
      var open = channel;
      if (open == null) {
        return;
      }
      try {
        if (key.isValid() && key.isConnectable() && open.finishConnect()) {
          connected(open);
        } else if (key.isValid() && key.isReadable()) {
          read(open, key);
        }
      } catch (IOException e) {
        ended(System.nanoTime());
      }
    }

    private void read(SocketChannel open, SelectionKey key) throws IOException {
      input.clear();
      int length = open.read(input);
      if (length < 0) {
        ended(System.nanoTime());
        return;
      }
      target.traffic().received(length);
      var head = new String(input.array(), 0, Math.min(length, 12), StandardCharsets.ISO_8859_1);
      if (head.matches("HTTP/1\\.. \\d\\d\\d")) {
        int status = Integer.parseInt(head.substring(9));
        target.traffic().answered(status);
        upgraded |= status == 101;
        if (upgraded && !script.reads) {
          key.interestOps(0);
        }
      }
    }

    private void write(long now) throws IOException {
      var bytes = output;
      if (bytes == null || !bytes.hasRemaining()) {
        boolean due = !begun || script.pauseNanos == 0 || nextAt - now <= 0;
        if (!due || (script.upgrades && !upgraded)) {
          return;
        }
        bytes = ByteBuffer.wrap((begun ? script.again : script.first).apply(number));
        begun = true;
        output = bytes;
        nextAt = now + script.pauseNanos;
      }
      if (bytes.hasRemaining() && mayWrite(now) && channel != null) {
        int length = channel.write(bytes);
        written += length;
        target.traffic().sent(length);
      }
    }

    private void ended(long now) {
      if (connected) {
        target.traffic().closed();
      } else {
        connecting--;
        target.traffic().unreachable();
      }
      drop();
      nextAt = now + RETURN_NANOS;
    }

    void drop() {
      var open = channel;
      channel = null;
      output = null;
      connected = false;
      upgraded = false;
      begun = false;
      if (open != null) {
        try {
          open.setOption(StandardSocketOptions.SO_LINGER, 0);
          open.close();
        } catch (IOException e) {
          // Then it is closed.
        }
      }
    }
  }
}
