package chat.adapter.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Reply(HttpResponse<byte[]> response) {
  private static final JsonMapper JSON = new JsonMapper();

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return JSON.readTree(response.body());
  }

  String detail() {
    return json().path("detail").asString();
  }

  /** What is wrong with the request, each as in {@code body.username missing}. */
  java.util.List<String> mistakes() {
    return json().path("errors").valueStream().map(Reply::mistake).toList();
  }

  private static String mistake(JsonNode mistake) {
    var loc = mistake.path("loc").valueStream().map(JsonNode::asString).toList();
    return String.join(".", loc) + " " + mistake.path("type").asString();
  }
}
