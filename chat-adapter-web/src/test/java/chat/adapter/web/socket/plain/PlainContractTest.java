package chat.adapter.web.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.connection.SampleRefusals;
import chat.adapter.web.socket.fanout.SampleEvents;
import chat.adapter.web.socket.wire.FrameTexts;
import chat.domain.message.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint's code can produce is what {@code asyncapi.yaml} says, no less and no more. */
class PlainContractTest {
  private static final AsyncApi CONTRACT = AsyncApi.published();

  @Test
  void the_document_describes_the_frame_of_every_event_and_of_every_refusal() throws Exception {
    var frames = new ArrayList<String>();
    var events = new ArrayList<RoomEvent>(SampleEvents.LOGGED);
    events.addAll(SampleEvents.NEWS);
    new PlainEncoding(16).encode(events, piece -> frames.addAll(FrameTexts.texts(piece)));
    for (var refusal : SampleRefusals.all()) {
      if (!SampleRefusals.OF_V1_ALONE.contains(refusal.code())) {
        frames.addAll(FrameTexts.texts(PlainEncoding.refusal(refusal)));
      }
    }

    assertThat(frames).allSatisfy(CONTRACT::checkReceived);
    assertThat(types(frames)).isEqualTo(new TreeSet<>(CONTRACT.receivedTypes()));
  }

  private static Set<String> types(List<String> frames) {
    var types = new TreeSet<String>();
    frames.forEach(frame -> types.add(frame.replaceAll("^\\{\"type\":\"([a-z_]+)\".*", "$1")));
    return types;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hi",
        "[]",
        "{}",
        "{\"type\":\"hello\"}",
        "{\"type\":\"system\",\"content\":\"User alice has joined the chat\",\"user_id\":7}",
        "{\"type\":\"system\",\"content\":\"User alice is typing\"}",
        "{\"type\":\"system\",\"content\":\"User alice has left the chat\"} {}",
        "{\"type\":\"error\",\"code\":\"invalid\"}",
        "{\"type\":\"error\",\"code\":\"unheard_of\",\"detail\":\"x\"}",
        "{\"type\":\"error\",\"code\":\"overloaded\",\"detail\":\"x\"}",
        "{\"type\":\"error\",\"code\":\"invalid\",\"detail\":\"x\",\"retry_after_ms\":1}",
        "{\"type\":\"error\",\"code\":\"invalid\",\"detail\":\"x\",\"client_id\":\"\"}",
        "{\"type\":\"error\",\"code\":\"invalid\",\"detail\":\"x\",\"stack\":[]}",
      })
  void an_invented_frame_fails(String frame) {
    assertThatThrownBy(() -> CONTRACT.checkReceived(frame)).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_message_fails_with_each_member_that_is_missing_doubled_wrong_or_new() {
    var members =
        List.of(
            "\"type\":\"message\"",
            "\"user_id\":7",
            "\"username\":\"alice\"",
            "\"content\":\"hi\"",
            "\"timestamp\":\"2026-11-22T18:30:00.000Z\"",
            "\"id\":12",
            "\"room_id\":1",
            "\"seq\":41");
    assertThatCode(() -> CONTRACT.checkReceived(object(members))).doesNotThrowAnyException();
    for (int i = 0; i < members.size(); i++) {
      var missing = new ArrayList<>(members);
      var member = missing.remove(i);
      var doubled = new ArrayList<>(members);
      doubled.add(member);
      var wrong = new ArrayList<>(missing);
      wrong.add(member.replaceAll(":.*", ":null"));
      for (var frame : List.of(missing, doubled, wrong)) {
        assertThatThrownBy(() -> CONTRACT.checkReceived(object(frame)))
            .as(object(frame))
            .isInstanceOf(AssertionError.class);
      }
    }
    var more = new ArrayList<>(members);
    more.add("\"client_id\":\"c1\"");
    assertThatThrownBy(() -> CONTRACT.checkReceived(object(more)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("client_id");
    var late = object(members).replace(".000Z", "Z");
    assertThatThrownBy(() -> CONTRACT.checkReceived(late)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "42",
        "null",
        "\"hi\"",
        "{}",
        "{\"content\":null}",
        "{\"content\":7}",
        "{\"content\":\"\"}",
        "{\"content\":\"nul \\u0000\"}",
        "{\"content\":\"hi\",\"client_id\":7}",
        "{\"content\":\"hi\",\"client_id\":\"\"}",
        "{\"content\":\"hi\",\"client_id\":\"with blank\"}",
        ""
      })
  void what_the_server_refuses_is_not_described(String frame) {
    assertThat(Utterance.of(frame)).isInstanceOf(Utterance.Refused.class);
    assertThatThrownBy(() -> CONTRACT.checkSent(frame)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hi",
        "{hello",
        "{\"content\":\"hi\"}",
        "{\"content\":\"hi\",\"client_id\":null}",
        "{\"content\":\"hi\",\"client_id\":\"c1\",\"extra\":[1]}",
      })
  void what_the_server_takes_is_described(String frame) {
    assertThat(Utterance.of(frame)).isInstanceOf(Utterance.Say.class);
    assertThatCode(() -> CONTRACT.checkSent(frame)).doesNotThrowAnyException();
  }

  @Test
  void lengths_count_code_points_as_the_server_does() {
    assertThatCode(() -> CONTRACT.checkSent("𝄞".repeat(4_000))).doesNotThrowAnyException();
    assertThatThrownBy(() -> CONTRACT.checkSent("𝄞".repeat(4_001)))
        .isInstanceOf(AssertionError.class);
  }

  private static String object(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }
}
