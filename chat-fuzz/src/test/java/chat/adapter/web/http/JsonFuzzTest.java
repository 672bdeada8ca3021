package chat.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Any body: the JSON that it is, or refused as malformed. */
class JsonFuzzTest {
  private static final int MAX_DEPTH = 32;

  @FuzzTest
  void any_bytes_are_json_or_malformed(byte[] body) {
    JsonNode value;
    try {
      value = Json.parse(body);
    } catch (Json.Malformed refused) {
      return;
    }
    if (value.isContainerNode()) {
      var text = new String(body, StandardCharsets.UTF_8).strip();
      assertThat(text).matches("(?s)[\\[{].*[\\]}]");
    }
    assertThat(depth(value)).isLessThanOrEqualTo(MAX_DEPTH);
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (var child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }
}
