package chat.proof;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between a server and its clients and swallows one whole frame on its way to the first
 * client, as a server does that forgets to send it. Thread-safe.
 */
final class FrameSwallower implements AutoCloseable {
  private final URI server;
  private final Predicate<String> which;
  private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final AtomicInteger swallowed = new AtomicInteger();

  FrameSwallower(URI server, Predicate<String> which) throws IOException {
    this.server = server;
    this.which = which;
    thread(this::letIn);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  int swallowed() {
    return swallowed.get();
  }

  private void letIn() {
    try {
      while (true) {
        var client = door.accept();
        var other = new Socket(server.getHost(), server.getPort());
        thread(() -> pass(client, other));
        thread(() -> passFrames(other, client));
      }
    } catch (IOException closed) {
      // Nobody is let in any more.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // Then the other side is told by closing its socket.
    }
  }

  private void passFrames(Socket from, Socket to) {
    try (from;
        to) {
      var in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
      var out = to.getOutputStream();
      if (!passHead(in, to)) {
        in.transferTo(out);
        return;
      }
      while (true) {
        var frame = readFrame(in);
        var text = new String(frame, StandardCharsets.UTF_8);
        if (which.test(text) && swallowed.compareAndSet(0, 1)) {
          continue;
        }
        out.write(frame);
      }
    } catch (IOException gone) {
      // Then the other side is told by closing its socket.
    }
  }

  /** Passes the head of the answer; whether frames follow. */
  private static boolean passHead(DataInputStream in, Socket to) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    to.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    return head.toString().startsWith("HTTP/1.1 101");
  }

  /** A frame of a server, which is never masked (RFC 6455, 5.2), with its header. */
  private static byte[] readFrame(DataInputStream in) throws IOException {
    var header = new byte[10];
    in.readFully(header, 0, 2);
    int length = header[1] & 0x7f;
    int size = 2;
    if (length == 126) {
      in.readFully(header, 2, 2);
      size = 4;
      length = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
    } else if (length == 127) {
      throw new IOException("too long for a test");
    }
    var frame = new byte[size + length];
    System.arraycopy(header, 0, frame, 0, size);
    in.readFully(frame, size, length);
    return frame;
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "frame-swallower");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
