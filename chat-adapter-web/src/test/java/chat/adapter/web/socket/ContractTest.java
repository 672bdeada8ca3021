package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.contract.AsyncApi;
import chat.application.Overloaded;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint's code can produce is what {@code asyncapi.yaml} says, no less and no more. */
class ContractTest {
  private static final AsyncApi CONTRACT = AsyncApi.published();
  private static final RoomId ROOM = new RoomId(1);

  /** One of each kind that a room can be told of. */
  private static final List<RoomEvent> EVENTS =
      List.of(
          new RoomEvent.Posted(
              new Message(
                  new MessageId(12),
                  ROOM,
                  41,
                  FakeChat.user("alice"),
                  new Content("hi é"),
                  new ClientId("9f0c2a7e"),
                  FakeChat.NOW)),
          new RoomEvent.Joined(ROOM, FakeChat.user("alice")),
          new RoomEvent.Left(ROOM, FakeChat.user("bob")));

  /** What Jetty closes with by itself. */
  private static final Set<Integer> LIBRARYS_CODES = Set.of(1002);

  @Test
  void the_document_describes_the_frame_of_every_event_and_of_every_refusal() throws Exception {
    assertThat(EVENTS)
        .extracting(Object::getClass)
        .hasSize(RoomEvent.class.getPermittedSubclasses().length)
        .doesNotHaveDuplicates();
    var frames = new ArrayList<String>();
    new PlainEncoding(16).encode(EVENTS, piece -> frames.addAll(texts(piece)));
    for (var refusal : refusals()) {
      frames.addAll(texts(PlainEncoding.refusal(refusal)));
    }

    assertThat(frames).allSatisfy(CONTRACT::checkReceived);
    var types = new TreeSet<String>();
    frames.forEach(frame -> types.add(frame.replaceAll("^\\{\"type\":\"([a-z_]+)\".*", "$1")));
    assertThat(types).isEqualTo(new TreeSet<>(CONTRACT.receivedTypes()));
  }

  @Test
  void the_document_names_every_code_of_an_error() throws Exception {
    var codes = new TreeSet<String>();
    refusals().forEach(refusal -> codes.add(refusal.code()));

    assertThat(codes).isEqualTo(CONTRACT.errorCodes());
  }

  @Test
  void the_document_names_every_code_that_a_socket_is_closed_with() throws Exception {
    var codes = new TreeSet<>(LIBRARYS_CODES);
    for (var field : Connection.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        field.setAccessible(true);
        codes.add(field.getInt(null));
      }
    }

    assertThat(codes).isEqualTo(new TreeSet<>(CONTRACT.closeCodes()));
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

  @Test
  void a_close_fails_with_another_code_or_reason() {
    CONTRACT.checkClosed(1003, "text frames only");
    CONTRACT.checkClosed(1012, "{\"retry_after_ms\":500}");
    CONTRACT.checkClosed(4008, "{\"reason\":\"slow reader\"}");
    CONTRACT.checkClosed(4008, "{\"reason\":\"slow reader\",\"resume_after_seq\":7}");
    assertThatThrownBy(() -> CONTRACT.checkClosed(4999, "")).isInstanceOf(AssertionError.class);
    for (var reason : List.of("", "soon", "{}", "{\"retry_after_ms\":\"500\"}")) {
      assertThatThrownBy(() -> CONTRACT.checkClosed(1012, reason))
          .as(reason)
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> CONTRACT.checkClosed(1003, "no")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> CONTRACT.checkRefused(418)).isInstanceOf(AssertionError.class);
  }

  /** One of each kind, with a client's name for it. */
  private static List<Refusal> refusals() throws ReflectiveOperationException {
    var refusals = new ArrayList<Refusal>();
    for (var method : Refusal.class.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Refusal.class) {
        var arguments = Arrays.stream(method.getParameterTypes()).map(ContractTest::sample);
        refusals.add((Refusal) method.invoke(null, arguments.toArray()));
      }
    }
    assertThat(refusals).isNotEmpty();
    return refusals;
  }

  private static Object sample(Class<?> type) {
    if (type == ClientId.class) {
      return new ClientId("9f0c2a7e");
    }
    if (type == Overloaded.class) {
      return new Overloaded("lane", Duration.ofMillis(750));
    }
    if (type == String.class) {
      return "content must not be blank";
    }
    throw new IllegalArgumentException("this test needs a sample of " + type);
  }

  private static String object(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }

  static List<String> texts(Frames frames) {
    var texts = new ArrayList<String>();
    var bytes = ByteBuffer.wrap(frames.bytes());
    while (bytes.hasRemaining()) {
      bytes.get();
      int length = bytes.get();
      if (length == 126) {
        length = bytes.getShort() & 0xffff;
      }
      var payload = new byte[length];
      bytes.get(payload);
      texts.add(new String(payload, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
