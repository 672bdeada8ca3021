package chat.adapter.web.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What a client is told when it doesn't get what it asked for: RFC 9457, with the headers that go
 * with it. Says nothing of the server's inside. Immutable.
 */
public final class Problem {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private final int status;
  private final String type;
  private final String detail;
  private final Map<String, String> headers;
  private final ObjectNode extensions = Json.object();

  private Problem(int status, String type, String detail, Map<String, String> headers) {
    this.status = status;
    this.type = type;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  /** A problem that its status describes well enough for a program. */
  public static Problem of(int status, String detail) {
    return new Problem(status, "about:blank", detail, Map.of());
  }

  /** A problem that a program may want to tell from others of the same status. */
  public static Problem of(int status, String name, String detail) {
    return new Problem(status, "urn:chat:problem:" + name, detail, Map.of());
  }

  /** The caller hasn't shown who they are. */
  public static Problem unauthorized(String detail) {
    return new Problem(401, "about:blank", detail, Map.of("WWW-Authenticate", "Bearer"));
  }

  /** Nothing was done for now; the pause is told in whole seconds, rounded up, at least one. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "about:blank", detail, Map.of("Retry-After", seconds(retryAfter)));
  }

  /** The caller asks too often; the pause is told as with {@link #unavailable}. */
  public static Problem rateLimited(String detail, Duration retryAfter) {
    return new Problem(
        429, "urn:chat:problem:rate_limited", detail, Map.of("Retry-After", seconds(retryAfter)));
  }

  private static String seconds(Duration pause) {
    return Long.toString(Math.max(1, pause.plusNanos(999_999_999).toSeconds()));
  }

  /** There is nothing here but WebSocket. */
  public static Problem upgradeRequired(String detail) {
    return new Problem(
        426, "about:blank", detail, Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"));
  }

  static Problem methodNotAllowed(String allow) {
    return new Problem(405, "about:blank", "Method not allowed", Map.of("Allow", allow));
  }

  static Problem invalid(List<Mistake> mistakes) {
    var problem =
        new Problem(422, "about:blank", "The request breaks the rules listed in errors", Map.of());
    problem.extensions.set("errors", Json.tree(mistakes));
    return problem;
  }

  static Problem fault(String reference) {
    var problem = CommonRefusal.INTERNAL.problem();
    problem.extensions.put("reference", reference);
    return problem;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** The problem in JSON. */
  public byte[] body() {
    var json = Json.object();
    json.put("type", type);
    json.put("title", HttpStatus.getMessage(status));
    json.put("status", status);
    json.put("detail", detail);
    json.setAll(extensions);
    return Json.bytes(json);
  }
}
