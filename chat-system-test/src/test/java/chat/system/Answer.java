package chat.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.regex.Pattern;

/** What the server answered to one request; {@code body} is missing where it wasn't JSON. */
public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  public String detail() {
    return body.path("detail").asText();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Where the link to the next page leads; empty when it has none. */
  String next() {
    var next = NEXT.matcher(header("Link"));
    return next.find() ? next.group(1) : "";
  }
}
