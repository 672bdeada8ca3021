package chat.adapter.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests as no client library would send them; the server is asked to close afterwards. */
final class RawHttp {
  private RawHttp() {}

  /** What came back: the status, the headers and the body, one character a byte. */
  record Raw(int status, Map<String, List<String>> headers, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends the bytes of a request, one a character, and reads until the connection ends. */
  static Raw send(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      var all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      return parsed(all.toByteArray());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request.lines().findFirst().orElse(""), e);
    }
  }

  private static Raw parsed(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    var lines = text.substring(0, end).split("\r\n", -1);
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      var header = lines[i].split(":", 2);
      headers.computeIfAbsent(header[0], any -> new ArrayList<>()).add(header[1].strip());
    }
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    return new Raw(status, headers, text.substring(end + 4));
  }
}
