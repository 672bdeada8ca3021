package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** What was sent to one room, what of it was acknowledged, and as what. Thread-safe. */
final class Ledger {
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();

  /** To be told before the sending; every content is sent as one message only. */
  void sending(String content) {
    assertThat(sent.add(content)).as("content sent before: " + content).isTrue();
  }

  void acknowledged(String content, JsonNode message) {
    acknowledged.put(content, message);
  }

  boolean isAcknowledged(String content) {
    return acknowledged.containsKey(content);
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** The whole room, the oldest message first, by the links from page to page. */
  static List<JsonNode> history(Caller reader, long room) {
    var newestFirst = new ArrayList<JsonNode>();
    var next = "/api/chat/rooms/" + room + "/messages?limit=100";
    while (!next.isEmpty()) {
      var page = reader.get(next);
      assertThat(page.status()).isEqualTo(200);
      page.body().forEach(newestFirst::add);
      next = page.next();
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /**
   * Holds a room's history against what its people know: numbered 1..n, nothing twice, nothing that
   * nobody sent, and everything that was acknowledged, under the id and the number it was told.
   */
  void check(List<JsonNode> history) {
    assertThat(history)
        .extracting(message -> message.get("seq").asLong())
        .as("numbers without a gap")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
    var stored = new HashMap<String, JsonNode>();
    for (var message : history) {
      var content = message.get("content").asText();
      assertThat(sent).as("what was sent").contains(content);
      assertThat(stored.put(content, message)).as("stored before: " + content).isNull();
    }
    assertThat(stored.keySet()).as("stored").containsAll(acknowledged.keySet());
    acknowledged.forEach(
        (content, told) -> {
          var message = stored.get(content);
          assertThat(message.get("id")).as("id of " + content).isEqualTo(told.get("id"));
          assertThat(message.get("seq")).as("seq of " + content).isEqualTo(told.get("seq"));
        });
  }

  /**
   * Holds what one socket saw against the history: one message after the other as they are numbered
   * there, from wherever it joined.
   */
  static void checkSeen(List<JsonNode> seen, List<JsonNode> history) {
    if (seen.isEmpty()) {
      return;
    }
    int first = seen.get(0).get("seq").asInt();
    assertThat(seen.size())
        .as("messages seen from " + first + " on")
        .isLessThanOrEqualTo(history.size() - first + 1);
    var stored = history.subList(first - 1, first - 1 + seen.size());
    for (var member : List.of("seq", "id", "content", "username", "timestamp")) {
      assertThat(seen)
          .extracting(message -> message.get(member))
          .as(member)
          .containsExactlyElementsOf(stored.stream().map(message -> message.get(member)).toList());
    }
  }
}
