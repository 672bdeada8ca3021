package chat.adapter.web.socket.v1;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.FakeChat;
import chat.adapter.web.socket.connection.SampleRefusals;
import chat.adapter.web.socket.fanout.SampleEvents;
import chat.adapter.web.socket.wire.FrameTexts;
import chat.application.message.ResumeRoom;
import chat.domain.message.Epoch;
import chat.domain.presence.Presence;
import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import chat.testkit.token.SampleTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the endpoint's code can produce is what {@code asyncapi.yaml} says, no less and no more. */
class V1ContractTest {
  private static final AsyncApi V1 = AsyncApi.published(AsyncApi.Channel.MANY);

  @Test
  void the_document_describes_every_frame_of_chat_v1() throws Exception {
    var alice = FakeChat.user("alice");
    var claims =
        SampleTokens.claims(new TokenId("t"), alice, FakeChat.NOW, FakeChat.NOW.plusSeconds(60));
    var frames = new ArrayList<String>();
    for (var event : SampleEvents.LOGGED) {
      new V1Encoding(16)
          .encode(
              List.of(event),
              piece -> {
                frames.addAll(FrameTexts.texts(Objects.requireNonNull(piece.to(alice.id()))));
                frames.addAll(FrameTexts.texts(Objects.requireNonNull(piece.to(new UserId(9)))));
              });
    }
    frames.addAll(
        FrameTexts.texts(
            Objects.requireNonNull(new V1Encoding(16).news(SampleEvents.NEWS).to(new UserId(9)))));
    frames.addAll(
        FrameTexts.texts(
            V1Encoding.hello(claims, new Epoch("e7"), Duration.ofSeconds(30), 65_536)));
    frames.addAll(FrameTexts.texts(V1Encoding.authenticated(claims)));
    frames.addAll(
        FrameTexts.texts(
            V1Encoding.joined(SampleEvents.ROOM, 412, new Presence.Present(List.of(alice), 1))));
    for (var reason : ResumeRoom.Reason.values()) {
      frames.addAll(FrameTexts.texts(V1Encoding.reset(SampleEvents.ROOM, reason, 412)));
    }
    frames.addAll(FrameTexts.texts(V1Encoding.left(SampleEvents.ROOM)));
    frames.addAll(
        FrameTexts.texts(
            V1Encoding.ack(SampleEvents.MESSAGE, SampleEvents.MESSAGE.clientId(), true)));
    frames.addAll(FrameTexts.texts(V1Encoding.pong(null, Map.of())));
    frames.addAll(FrameTexts.texts(V1Encoding.pong(7L, Map.of(SampleEvents.ROOM, 415L))));
    for (var refusal : SampleRefusals.all()) {
      frames.addAll(FrameTexts.texts(V1Encoding.refusal(refusal, V1Encoding.Subject.UNKNOWN)));
      frames.addAll(
          FrameTexts.texts(
              V1Encoding.refusal(refusal, new V1Encoding.Subject("edit", SampleEvents.ROOM, 12L))));
    }

    assertThat(frames).allSatisfy(V1::checkReceived);
    assertThat(types(frames)).isEqualTo(new TreeSet<>(V1.receivedTypes()));
  }

  private static Set<String> types(List<String> frames) {
    var types = new TreeSet<String>();
    frames.forEach(frame -> types.add(frame.replaceAll("^\\{\"type\":\"([a-z_]+)\".*", "$1")));
    return types;
  }
}
