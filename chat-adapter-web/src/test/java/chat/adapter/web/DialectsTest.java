package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.contract.AsyncApi.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** That what {@code asyncapi.yaml} says of each dialect can be told from what it doesn't say. */
class DialectsTest {
  private static final AsyncApi PLAIN = AsyncApi.published();
  private static final AsyncApi V1 = AsyncApi.published(Channel.ROOM_V1);
  private static final AsyncApi MANY = AsyncApi.published(Channel.MANY);

  @ParameterizedTest
  @EnumSource
  void every_example_is_a_frame_of_its_own_dialect(Channel channel) {
    var contract = AsyncApi.published(channel);
    var examples = examples(channel);

    assertThat(examples).hasSizeGreaterThan(5);
    for (var example : examples) {
      if (example.received()) {
        contract.checkReceived(example.text());
      } else {
        contract.checkSent(example.text());
      }
    }
  }

  @Test
  void frames_of_chat_v1_are_none_without_a_subprotocol() {
    for (var example : examples(Channel.ROOM_V1)) {
      // A message that is not the reader's own looks the same in both, and a send has a content.
      var shared = Set.of("message", "send", "edit").contains(example.type());
      if (example.received() && !shared) {
        assertRefused(() -> PLAIN.checkReceived(example.text()), example.text());
      } else if (!example.received() && !shared) {
        assertRefused(() -> PLAIN.checkSent(example.text()), example.text());
      }
    }
    assertRefused(
        () ->
            PLAIN.checkReceived(
                "{\"type\":\"message\",\"user_id\":7,\"username\":\"alice\",\"content\":\"hi\","
                    + "\"timestamp\":\"2026-11-22T18:30:00.000Z\",\"id\":12,\"room_id\":1,"
                    + "\"seq\":413,\"client_id\":\"9f0c2a7e\"}"),
        "a sender's own message");
  }

  @Test
  void frames_without_a_subprotocol_are_none_of_chat_v1() {
    for (var frame : List.of("hi", "{\"content\":\"hi\"}", "[]", "{}", "{\"type\":\"say\"}")) {
      assertRefused(() -> V1.checkSent(frame), frame);
    }
    for (var frame :
        List.of(
            "{\"type\":\"system\",\"content\":\"User alice has joined the chat\"}",
            "{\"content\":\"hi\"}",
            "hi")) {
      assertRefused(() -> V1.checkReceived(frame), frame);
    }
  }

  @ParameterizedTest
  @MethodSource("objectsOfChatV1")
  void a_frame_fails_with_each_member_that_is_missing_or_wrong_and_with_a_new_one(Example example) {
    var whole = (ObjectNode) example.payload();
    for (var member : whole.propertyNames()) {
      var wrong = whole.deepCopy();
      wrong.putArray(member);
      assertRefused(() -> example.check(V1, wrong.toString()), wrong.toString());
      var none = whole.deepCopy();
      none.putNull(member);
      if (example.received() || !OPTIONAL.getOrDefault(example.type(), Set.of()).contains(member)) {
        assertRefused(() -> example.check(V1, none.toString()), none.toString());
      } else {
        assertThatCode(() -> example.check(V1, none.toString())).doesNotThrowAnyException();
      }
      if (!OPTIONAL.getOrDefault(example.type(), Set.of()).contains(member)) {
        var missing = whole.deepCopy();
        missing.remove(member);
        assertRefused(() -> example.check(V1, missing.toString()), missing.toString());
      }
    }
    var more = whole.deepCopy();
    more.put("unheard_of", 1);
    if (example.received()) {
      assertRefused(() -> example.check(V1, more.toString()), more.toString());
    } else {
      assertThatCode(() -> example.check(V1, more.toString())).doesNotThrowAnyException();
    }
  }

  /** By type, what may be left out. */
  private static final Map<String, Set<String>> OPTIONAL =
      Map.of(
          "ping", Set.of("id"),
          "pong", Set.of("id"),
          "join", Set.of("after_seq", "epoch"),
          "message", Set.of("client_id", "edited_at"),
          "error", Set.of("frame", "room_id", "client_id", "id"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A deleted message has no content, and no other has an empty one.
        "{\"type\":\"message\",#,\"content\":\"hi\",\"deleted\":true}",
        "{\"type\":\"message\",#,\"content\":\"\"}",
        "{\"type\":\"message\",#,\"content\":\"\",\"deleted\":false}",
        "{\"type\":\"message\",#,\"content\":\"\",\"deleted\":true,"
            + "\"edited_at\":\"2026-11-22T18:30:00.000Z\"}",
        "{\"type\":\"message_edited\",#,\"content\":\"hi\",\"message_seq\":3}",
        "{\"type\":\"message_edited\",#,\"content\":\"\",\"message_seq\":3,"
            + "\"edited_at\":\"2026-11-22T18:30:00.000Z\"}",
        "{\"type\":\"message_deleted\",#,\"message_seq\":3,\"content\":\"\"}",
        // Exactly some errors say when to come back.
        "{\"type\":\"error\",\"code\":\"rate_limited\",\"detail\":\"x\"}",
        "{\"type\":\"error\",\"code\":\"unavailable\",\"detail\":\"x\"}",
        "{\"type\":\"error\",\"code\":\"not_joined\",\"detail\":\"x\",\"retry_after_ms\":5}",
        "{\"type\":\"error\",\"code\":\"invalid\",\"detail\":\"x\",\"frame\":\"dance\"}",
        "{\"type\":\"presence\",\"room_id\":1,\"user_id\":7,\"username\":\"alice\","
            + "\"status\":\"away\"}",
        "{\"type\":\"pong\",\"rooms\":{\"general\":7}}",
        "{\"type\":\"pong\",\"rooms\":{\"1\":-1}}",
        "{\"type\":\"joined\",\"room_id\":1,\"seq\":0,\"members\":[],\"online\":0}",
        "{\"type\":\"reset\",\"room_id\":1,\"seq\":0,\"reason\":\"tired\"}",
      })
  void an_invented_frame_fails(String frame) {
    var common =
        "\"user_id\":7,\"username\":\"alice\",\"timestamp\":\"2026-11-22T18:30:00.000Z\","
            + "\"id\":12,\"room_id\":1,\"seq\":413";
    assertRefused(() -> V1.checkReceived(frame.replace("#", common)), frame);
  }

  @Test
  void closes_differ_as_the_dialects_do() {
    V1.checkClosed(4501, "{\"reason\":\"protocol error\"}");
    V1.checkClosed(4429, "{\"reason\":\"too many frames\",\"retry_after_ms\":5000}");
    V1.checkClosed(4008, "{\"reason\":\"slow reader\"}");
    PLAIN.checkClosed(4008, "{\"reason\":\"slow reader\",\"resume_after_seq\":7}");
    assertRefused(
        () -> V1.checkClosed(4008, "{\"reason\":\"slow reader\",\"resume_after_seq\":7}"), "4008");
    assertRefused(() -> V1.checkClosed(4429, "{\"reason\":\"too many frames\"}"), "4429");
    assertRefused(() -> V1.checkClosed(4501, ""), "4501");
    assertRefused(() -> PLAIN.checkClosed(4501, "{\"reason\":\"protocol error\"}"), "4501");
  }

  @Test
  void both_addresses_speak_the_same_chat_v1() {
    assertThat(MANY.sentTypes()).isEqualTo(V1.sentTypes());
    assertThat(MANY.receivedTypes()).isEqualTo(V1.receivedTypes());
    assertThat(MANY.errorCodes()).isEqualTo(V1.errorCodes());
    assertThat(MANY.closeCodes()).isEqualTo(V1.closeCodes());
    // Only one of them names a room that may not be there.
    var refusals = new HashSet<>(MANY.refusals());
    assertThat(refusals.add(404)).isTrue();
    assertThat(refusals).isEqualTo(V1.refusals());
    assertThat(PLAIN.refusals()).isEqualTo(V1.refusals());
    assertRefused(() -> MANY.checkRefused(404), "404");
  }

  private static void assertRefused(Runnable check, String what) {
    assertThatThrownBy(check::run).as(what).isInstanceOf(AssertionError.class);
  }

  private static List<Example> objectsOfChatV1() {
    return examples(Channel.ROOM_V1);
  }

  private static List<Example> examples(Channel channel) {
    var document = document();
    var key =
        switch (channel) {
          case ROOM -> "room";
          case ROOM_V1 -> "roomV1";
          case MANY -> "many";
        };
    var examples = new ArrayList<Example>();
    for (var operation : document.path("operations")) {
      if (operation.path("channel").path("$ref").asString().equals("#/channels/" + key)) {
        var received = operation.path("action").asString().equals("send");
        for (var reference : operation.path("messages")) {
          var message = at(document, at(document, reference));
          for (var example : message.path("examples")) {
            examples.add(
                new Example(received, message.path("name").asString(), example.path("payload")));
          }
        }
      }
    }
    return examples;
  }

  private static JsonNode at(JsonNode document, JsonNode reference) {
    return document.at(reference.path("$ref").asString().substring(1));
  }

  private static JsonNode document() {
    try (var in = DialectsTest.class.getResourceAsStream("/asyncapi.yaml")) {
      assertThat(in).isNotNull();
      return new YAMLMapper().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A frame that the document shows. */
  private record Example(boolean received, String type, JsonNode payload) {
    String text() {
      return payload.isString() ? payload.asString() : payload.toString();
    }

    void check(AsyncApi contract, String frame) {
      if (received) {
        contract.checkReceived(frame);
      } else {
        contract.checkSent(frame);
      }
    }
  }
}
