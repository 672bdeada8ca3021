package chat.attack.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many connections that all follow one {@link Script}, driven by the thread that calls. A
 * connection that waits costs no processor time, which the server on the same machine needs.
 */
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

  /** Those without a connection, the one that is due next first. */
  private final PriorityQueue<Member> absent = byDueTime();

  /** Those with a connection that pause, the one that is due next first. */
  private final PriorityQueue<Member> pausing = byDueTime();

  /** Those that write as soon as the pace allows it, in turns. */
  private final ArrayDeque<Member> writing = new ArrayDeque<>();

  private final long start = System.nanoTime();
  private long written;
  private int connecting;

  private Swarm(Target target, Script script, Selector selector) {
    this.target = target;
    this.script = script;
    this.selector = selector;
  }

  private static PriorityQueue<Member> byDueTime() {
    return new PriorityQueue<>((one, other) -> Long.signum(one.dueAt - other.dueAt));
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
    absent.addAll(members);
    while (!target.isOver()) {
      if (!writing.isEmpty() && mayWrite(System.nanoTime())) {
        selector.selectNow();
      } else {
        selector.select(PAUSE_MS);
      }
      for (var key : selector.selectedKeys()) {
        ((Member) key.attachment()).ready(key);
      }
      selector.selectedKeys().clear();
      long now = System.nanoTime();
      while (connecting < CONNECTING_AT_ONCE && isDue(absent.peek(), now)) {
        absent.remove().connect();
      }
      while (isDue(pausing.peek(), now)) {
        pausing.remove().queue();
      }
      for (int turns = writing.size(); turns > 0 && mayWrite(now); turns--) {
        writing.remove().write(now);
      }
    }
  }

  private static boolean isDue(@Nullable Member member, long now) {
    return member != null && member.dueAt - now <= 0;
  }

  private boolean mayWrite(long now) {
    return written <= (double) (now - start) / 1e9 * script.bytesPerSecond + TURN_BYTES;
  }

  /** One connection, and those that follow it when it returns. */
  private final class Member {
    private final int number;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private boolean connected;
    private boolean upgraded;
    private boolean begun;
    private boolean queued;
    private long dueAt = System.nanoTime();

    Member(int number) {
      this.number = number;
    }

    void connect() {
      connecting++;
      try {
        var opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        if (script.receiveBuffer > 0) {
          opened.setOption(StandardSocketOptions.SO_RCVBUF, script.receiveBuffer);
        }
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.bind(new InetSocketAddress(Target.attacker(number % script.addresses), 0));
        key = opened.register(selector, SelectionKey.OP_CONNECT, this);
        if (opened.connect(target.address())) {
          connected();
        }
      } catch (IOException e) {
        ended();
      }
    }

    private void connected() {
      connecting--;
      connected = true;
      target.traffic().connected();
      output = ByteBuffer.wrap(script.opening.apply(number));
      wantsToWrite(false);
      queue();
    }

    /** Gives it a turn to write; once, until it has had it. */
    private void queue() {
      if (!queued) {
        queued = true;
        writing.add(this);
      }
    }

    /** Has the selector say when the kernel takes more, or what has come. */
    private void wantsToWrite(boolean wants) {
      if (key != null && key.isValid()) {
        boolean reads = script.reads || (script.upgrades && !upgraded);
        key.interestOps((reads ? SelectionKey.OP_READ : 0) | (wants ? SelectionKey.OP_WRITE : 0));
      }
    }

    void ready(SelectionKey ready) {
      var open = channel;
      if (open == null || ready != key) {
        return;
      }
      try {
        if (ready.isValid() && ready.isConnectable()) {
          if (open.finishConnect()) {
            connected();
          }
          return;
        }
        if (ready.isValid() && ready.isReadable()) {
          read(open);
        }
        if (ready.isValid() && ready.isWritable()) {
          wantsToWrite(false);
          queue();
        }
      } catch (IOException e) {
        ended();
      }
    }

    private void read(SocketChannel open) throws IOException {
      input.clear();
      int length = open.read(input);
      if (length < 0) {
        ended();
        return;
      }
      target.traffic().received(length);
      var head = new String(input.array(), 0, Math.min(length, 12), StandardCharsets.ISO_8859_1);
      if (head.matches("HTTP/1\\.. \\d\\d\\d")) {
        int status = Integer.parseInt(head.substring(9));
        target.traffic().answered(status);
        if (status == 101 && script.upgrades && !upgraded) {
          upgraded = true;
          wantsToWrite(false);
          queue();
        }
      }
    }

    /** Writes until the kernel takes no more, or what is due now is written. */
    void write(long now) {
      queued = false;
      var open = channel;
      if (open == null || !connected) {
        // It ended while it waited for its turn.
        return;
      }
      try {
        if (!output.hasRemaining()) {
          if (script.upgrades && !upgraded) {
            // The handshake's answer gives it a turn.
            return;
          }
          output = ByteBuffer.wrap((begun ? script.again : script.first).apply(number));
          if (begun && !output.hasRemaining() && script.pauseNanos == 0) {
            // It has said everything.
            return;
          }
          dueAt = now + script.pauseNanos;
          begun = true;
        }
        int length = open.write(output);
        written += length;
        target.traffic().sent(length);
        if (output.hasRemaining()) {
          wantsToWrite(true);
        } else if (dueAt - now > 0) {
          pausing.add(this);
        } else {
          queue();
        }
      } catch (IOException e) {
        ended();
      }
    }

    private void ended() {
      if (connected) {
        target.traffic().closed();
      } else {
        connecting--;
        target.traffic().unreachable();
      }
      drop();
      dueAt = System.nanoTime() + RETURN_NANOS;
      absent.add(this);
    }

    void drop() {
      var open = channel;
      channel = null;
      key = null;
      connected = false;
      upgraded = false;
      begun = false;
      pausing.remove(this);
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
