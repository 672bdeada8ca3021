package chat.benchmarks.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Gets one page after the other over one connection. By hand, because a client library would take
 * longer than the server. Used by one thread.
 */
final class PageReader implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final String rest;
  private final byte[] buffer = new byte[64 * 1024];
  private int begin;
  private int end;

  PageReader(InetSocketAddress server, String token) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(server, TIMEOUT_MILLIS);
    in = socket.getInputStream();
    rest =
        " HTTP/1.1\r\nHost: "
            + server.getHostString()
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n";
  }

  /**
   * The body of the answer.
   *
   * @throws IOException when it isn't 200
   */
  String get(String target) throws IOException {
    socket.getOutputStream().write(("GET " + target + rest).getBytes(StandardCharsets.US_ASCII));
    var status = line();
    int length = -1;
    boolean isChunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).trim());
      } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
        isChunked = true;
      }
    }
    var body = new ByteArrayOutputStream(16 * 1024);
    if (isChunked) {
      for (int chunk = chunk(); ; chunk = chunk()) {
        copy(chunk, body);
        line();
        if (chunk == 0) {
          break;
        }
      }
    } else {
      copy(length, body);
    }
    var text = body.toString(StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status + ": " + text);
    }
    return text;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().trim(), 16);
  }

  private int read() throws IOException {
    if (begin == end) {
      begin = 0;
      end = in.read(buffer);
      if (end <= 0) {
        throw new IOException("the server ended the connection");
      }
    }
    return buffer[begin++];
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void copy(int length, ByteArrayOutputStream body) throws IOException {
    int left = length;
    while (left > 0) {
      body.write(read());
      left--;
      int more = Math.min(left, end - begin);
      body.write(buffer, begin, more);
      begin += more;
      left -= more;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
