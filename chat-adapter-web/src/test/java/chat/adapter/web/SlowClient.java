package chat.adapter.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends and takes as much as it is told, and no more. */
final class SlowClient implements AutoCloseable {
  private final Socket socket = new Socket();

  /**
   * @param address its own, of this machine
   */
  SlowClient(int port, String address) {
    try {
      socket.bind(new InetSocketAddress(address, 0));
      // Before connecting, or the kernel takes more than this ahead.
      socket.setReceiveBufferSize(2_048);
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
    } catch (IOException e) {
      throw new AssertionError("no connection", e);
    }
  }

  SlowClient send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new AssertionError("the server is gone", e);
    }
  }

  /** Waits for the first byte of the answer. */
  SlowClient awaitFirstByte() {
    try {
      if (socket.getInputStream().read() < 0) {
        throw new AssertionError("no answer");
      }
      return this;
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Whether something has come that wasn't read. */
  boolean hasAnswer() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new AssertionError("the connection is closed", e);
    }
  }

  /** What comes until the server ends the connection, one way or the other. */
  String readToEnd() {
    var text = new StringBuilder();
    var bytes = new byte[8_192];
    try {
      for (int read; (read = socket.getInputStream().read(bytes)) >= 0; ) {
        text.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection doesn't end", e);
    } catch (IOException reset) {
      // As good as an end.
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
