package chat.adapter.web.socket;

import chat.adapter.web.http.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Why a handshake is refused, as RFC 9457 has it. */
enum Problem {
  BAD_HANDSHAKE(400, "Bad Request", "Not a valid WebSocket handshake"),
  NOT_AUTHENTICATED(403, "Forbidden", "Could not validate credentials"),
  NO_SUCH_ROOM(404, "Not Found", "Chat room not found"),
  NOT_A_WEBSOCKET(426, "Upgrade Required", "Only WebSocket is spoken here"),
  INTERNAL(500, "Internal Server Error", "Something went wrong in the server"),
  UNAVAILABLE(503, "Service Unavailable", "The store is away, try again soon"),
  RESTARTING(503, "Service Unavailable", "The server is restarting, try again soon");

  private static final String RETRY_AFTER_SECONDS = "1";

  private final int status;
  private final String body;

  Problem(int status, String title, String detail) {
    this.status = status;
    body =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail);
  }

  void write(Response response, Callback callback) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    response.reset();
    response.setStatus(status);
    var headers = response.getHeaders();
    SecurityHeaders.addTo(headers);
    headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
    if (status == 503) {
      headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (this == NOT_A_WEBSOCKET) {
      headers.put(HttpHeader.UPGRADE, "websocket");
      headers.put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
    }
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
