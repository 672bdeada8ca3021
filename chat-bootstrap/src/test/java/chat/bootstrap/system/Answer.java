package chat.bootstrap.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What the server answered to one request; {@code body} is missing where it wasn't JSON. */
record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
  String detail() {
    return body.path("detail").asText();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
