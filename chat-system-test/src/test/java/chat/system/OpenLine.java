package chat.system;

import chat.adapter.web.contract.OpenApi;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection to the server, kept open, over which requests are written and answers read by
 * hand: unlike a client of a library it tells when a request has left. Responses are held against
 * {@code openapi.yaml}. For one thread.
 */
final class OpenLine implements AutoCloseable {
  private static final OpenApi CONTRACT = OpenApi.published();
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;
  private final String host;
  private String asked = "";

  record Reply(int status, Map<String, List<String>> headers, String text) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  OpenLine(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    host = server.getAuthority();
  }

  /** Returns when the whole request is on its way. */
  void write(String method, String path, String token, String json) throws IOException {
    asked = path;
    var body = json.getBytes(StandardCharsets.UTF_8);
    var head =
        """
        %s %s HTTP/1.1
        Host: %s
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(method, path, host, token, body.length)
            .replace("\n", "\r\n");
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
  }

  /** The answer to what was written, an {@link IOException} where there is none. */
  Reply read() throws IOException {
    var in = socket.getInputStream();
    var statusLine = line(in);
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).get(0));
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("half an answer");
    }
    CONTRACT.check("POST", asked, status, headers, body);
    return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("no answer");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
