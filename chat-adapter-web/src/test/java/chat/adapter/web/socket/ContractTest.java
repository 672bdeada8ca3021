package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.http.StoreOutage;
import chat.adapter.web.limit.Permit;
import chat.application.Overloaded;
import chat.application.message.JoinRoom;
import chat.application.message.ResumeRoom;
import chat.domain.StoreUnavailable;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import chat.testkit.token.SampleTokens;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint's code can produce is what {@code asyncapi.yaml} says, no less and no more. */
class ContractTest {
  private static final AsyncApi CONTRACT = AsyncApi.published();
  private static final RoomId ROOM = new RoomId(1);

  private static final AsyncApi V1 = AsyncApi.published(AsyncApi.Channel.MANY);
  private static final Message MESSAGE =
      new Message(
          new MessageId(12),
          ROOM,
          41,
          FakeChat.user("alice"),
          new Content("hi é"),
          new ClientId("9f0c2a7e"),
          FakeChat.NOW);
  private static final Message CHANGED =
      MESSAGE.edited(new Content("hi!"), FakeChat.NOW.plusSeconds(1));
  private static final Message GONE = MESSAGE.deleted(FakeChat.NOW.plusSeconds(2));

  /** All that is logged, as it happens and as it is told again after what came later. */
  private static final List<RoomEvent.Logged> LOGGED =
      List.of(
          new RoomEvent.Posted(MESSAGE),
          new RoomEvent.Posted(CHANGED),
          new RoomEvent.Posted(GONE),
          new RoomEvent.Edited(42, CHANGED),
          new RoomEvent.Edited(42, GONE),
          new RoomEvent.Deleted(43, GONE));

  private static final List<RoomEvent> NEWS =
      List.of(
          new RoomEvent.Joined(ROOM, FakeChat.user("alice")),
          new RoomEvent.Left(ROOM, FakeChat.user("bob")),
          new RoomEvent.Typing(ROOM, FakeChat.user("carol")));

  /** Invalid frames in a row are an offence in chat.v1 alone: elsewhere any text can be said. */
  private static final Set<Integer> V1_CODES = Set.of(Connection.PROTOCOL_ERROR);

  /** What can't come of saying something. */
  private static final Set<String> V1_ERRORS =
      Set.of("forbidden", "gone", "already_joined", "not_joined", "too_many_rooms", "unauthorized");

  @Test
  void the_samples_are_of_every_kind_of_event() {
    var kinds = new HashSet<Class<?>>();
    LOGGED.forEach(event -> kinds.add(event.getClass()));
    NEWS.forEach(event -> kinds.add(event.getClass()));

    assertThat(kinds)
        .hasSize(
            RoomEvent.class.getPermittedSubclasses().length
                - 1
                + RoomEvent.Logged.class.getPermittedSubclasses().length);
  }

  @Test
  void the_document_describes_the_frame_of_every_event_and_of_every_refusal() throws Exception {
    var frames = new ArrayList<String>();
    var events = new ArrayList<RoomEvent>(LOGGED);
    events.addAll(NEWS);
    new PlainEncoding(16).encode(events, piece -> frames.addAll(texts(piece)));
    for (var refusal : refusals()) {
      if (!V1_ERRORS.contains(refusal.code())) {
        frames.addAll(texts(PlainEncoding.refusal(refusal)));
      }
    }

    assertThat(frames).allSatisfy(CONTRACT::checkReceived);
    assertThat(types(frames)).isEqualTo(new TreeSet<>(CONTRACT.receivedTypes()));
  }

  @Test
  void the_document_describes_every_frame_of_chat_v1() throws Exception {
    var alice = FakeChat.user("alice");
    var claims =
        SampleTokens.claims(new TokenId("t"), alice, FakeChat.NOW, FakeChat.NOW.plusSeconds(60));
    var frames = new ArrayList<String>();
    for (var event : LOGGED) {
      new V1Encoding(16)
          .encode(
              List.of(event),
              piece -> {
                frames.addAll(texts(Objects.requireNonNull(piece.to(alice.id()))));
                frames.addAll(texts(Objects.requireNonNull(piece.to(new UserId(9)))));
              });
    }
    frames.addAll(texts(Objects.requireNonNull(new V1Encoding(16).news(NEWS).to(new UserId(9)))));
    frames.addAll(texts(V1Encoding.hello(claims, new Epoch("e7"), Duration.ofSeconds(30), 65_536)));
    frames.addAll(texts(V1Encoding.authenticated(claims)));
    frames.addAll(texts(V1Encoding.joined(ROOM, 412, new JoinRoom.Present(List.of(alice), 1))));
    for (var reason : ResumeRoom.Reason.values()) {
      frames.addAll(texts(V1Encoding.reset(ROOM, reason, 412)));
    }
    frames.addAll(texts(V1Encoding.left(ROOM)));
    frames.addAll(texts(V1Encoding.ack(MESSAGE, MESSAGE.clientId(), true)));
    frames.addAll(texts(V1Encoding.pong(null, Map.of())));
    frames.addAll(texts(V1Encoding.pong(7L, Map.of(ROOM, 415L))));
    for (var refusal : refusals()) {
      frames.addAll(texts(V1Encoding.refusal(refusal, V1Encoding.Subject.UNKNOWN)));
      frames.addAll(texts(V1Encoding.refusal(refusal, new V1Encoding.Subject("edit", ROOM, 12L))));
    }

    assertThat(frames).allSatisfy(V1::checkReceived);
    assertThat(types(frames)).isEqualTo(new TreeSet<>(V1.receivedTypes()));
  }

  private static Set<String> types(List<String> frames) {
    var types = new TreeSet<String>();
    frames.forEach(frame -> types.add(frame.replaceAll("^\\{\"type\":\"([a-z_]+)\".*", "$1")));
    return types;
  }

  @Test
  void the_document_names_every_code_of_an_error() throws Exception {
    var codes = new TreeSet<String>();
    refusals().forEach(refusal -> codes.add(refusal.code()));

    assertThat(codes).isEqualTo(V1.errorCodes());
    codes.removeAll(V1_ERRORS);
    assertThat(codes).isEqualTo(CONTRACT.errorCodes());
  }

  @Test
  void the_document_names_every_code_that_a_socket_is_closed_with() throws Exception {
    var codes = new TreeSet<Integer>();
    for (var field : Connection.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        field.setAccessible(true);
        codes.add(field.getInt(null));
      }
    }

    assertThat(codes).isEqualTo(new TreeSet<>(V1.closeCodes()));
    codes.removeAll(V1_CODES);
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
    if (type == int.class) {
      return 100;
    }
    if (type == Permit.class) {
      return new Permit(Duration.ofNanos(1));
    }
    if (type == StoreOutage.class) {
      return StoreOutage.of(new StoreUnavailable("gone fishing"));
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
