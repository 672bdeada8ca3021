package chat.adapter.web.socket.v1;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.FakeChat;
import chat.adapter.web.socket.fanout.RoomFrames;
import chat.adapter.web.socket.wire.FrameTexts;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomFramesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RoomId ROOM = new RoomId(1);
  private static final Identity ALICE = FakeChat.user("alice");
  private static final Identity BOB = FakeChat.user("bob");
  private static final Identity CAROL = FakeChat.user("carol");

  private static Message message(long seq, Identity author, String content, String clientId) {
    return new Message(
        new MessageId(seq),
        ROOM,
        seq,
        author,
        new Content(content),
        new ClientId(clientId),
        FakeChat.NOW);
  }

  private static List<RoomFrames> encoded(List<RoomEvent.Logged> events) {
    var pieces = new ArrayList<RoomFrames>();
    new V1Encoding(16).encode(events, pieces::add);
    return pieces;
  }

  /** Reads the wire's bytes as a client does. */
  private static List<JsonNode> read(Frames frames) {
    var read = new ArrayList<JsonNode>();
    for (var text : FrameTexts.texts(frames)) {
      try {
        read.add(JSON.readTree(text));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return read;
  }

  private static List<JsonNode> told(RoomFrames frames, Identity who) {
    return read(Objects.requireNonNull(frames.to(who.id())));
  }

  /** 100 characters are around where a frame's header grows by two bytes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 100, 3_000})
  void the_sender_alone_is_told_what_they_called_their_messages(int length) {
    var content = "x".repeat(length);
    var frames =
        encoded(
                List.of(
                    new RoomEvent.Posted(message(1, ALICE, content, "a\"1\\")),
                    new RoomEvent.Posted(message(2, BOB, content, "b1")),
                    new RoomEvent.Posted(message(3, ALICE, content, "a".repeat(64)))))
            .get(0);

    assertThat(told(frames, CAROL))
        .extracting(frame -> frame.has("client_id"))
        .containsExactly(false, false, false);
    assertThat(told(frames, ALICE))
        .extracting(frame -> frame.path("client_id").asText())
        .containsExactly("a\"1\\", "", "a".repeat(64));
    assertThat(told(frames, BOB))
        .extracting(frame -> frame.path("client_id").asText())
        .containsExactly("", "b1", "");
    for (var who : List.of(ALICE, BOB, CAROL)) {
      assertThat(told(frames, who))
          .allSatisfy(frame -> assertThat(frame.path("content").asText()).isEqualTo(content))
          .extracting(frame -> frame.path("seq").asLong())
          .containsExactly(1L, 2L, 3L);
    }
    assertThat(frames.to(CAROL.id())).isSameAs(frames.to(FakeChat.user("dave").id()));
  }

  @Test
  void nobody_is_told_of_themselves() {
    var frames =
        new V1Encoding(16)
            .news(
                List.of(
                    new RoomEvent.Joined(ROOM, ALICE),
                    new RoomEvent.Left(ROOM, BOB),
                    new RoomEvent.Typing(ROOM, ALICE)));

    assertThat(told(frames, CAROL))
        .extracting(frame -> frame.path("type").asText() + frame.path("status").asText())
        .containsExactly("presenceonline", "presenceoffline", "typing");
    assertThat(told(frames, ALICE))
        .extracting(frame -> frame.path("username").asText())
        .containsExactly("bob");
    assertThat(told(frames, BOB))
        .extracting(frame -> frame.path("username").asText())
        .containsExactly("alice", "alice");
    assertThat(new V1Encoding(16).news(List.of(new RoomEvent.Joined(ROOM, BOB))).to(BOB.id()))
        .isNull();
    assertThat(Objects.requireNonNull(frames.to(ALICE.id())).ephemeral()).isTrue();
    assertThat(Objects.requireNonNull(frames.to(CAROL.id())).ephemeral()).isTrue();
  }

  @Test
  void a_piece_never_hides_a_gap_nor_grows_without_end() {
    var events = new ArrayList<RoomEvent.Logged>();
    for (long seq = 1; seq <= 100; seq++) {
      if (seq != 50) {
        events.add(new RoomEvent.Posted(message(seq, ALICE, "x".repeat(4_000), "c" + seq)));
      }
    }
    var pieces = encoded(events);

    assertThat(pieces)
        .allSatisfy(
            piece -> {
              var frames = told(piece, BOB);
              assertThat(frames.get(0).path("seq").asLong()).isEqualTo(piece.first());
              assertThat(frames.get(frames.size() - 1).path("seq").asLong())
                  .isEqualTo(piece.last());
              assertThat(frames).hasSize((int) (piece.last() - piece.first() + 1));
              assertThat(Objects.requireNonNull(piece.to(BOB.id())).bytes())
                  .hasSizeLessThan(FrameWriter.PIECE_BYTES + 5_000);
            });
    assertThat(pieces).extracting(RoomFrames::last).contains(49L).endsWith(100L);
  }

  @Test
  void a_page_ends_where_it_is_full_and_has_at_least_one_event() {
    var events = new ArrayList<RoomEvent.Logged>();
    for (long seq = 11; seq <= 20; seq++) {
      events.add(new RoomEvent.Posted(message(seq, ALICE, "x".repeat(1_000), "c" + seq)));
    }

    assertThat(V1Encoding.page(events, 1).last()).isEqualTo(11);
    assertThat(V1Encoding.page(events, 3_000).last()).isEqualTo(13);
    assertThat(V1Encoding.page(events, 1_000_000).last()).isEqualTo(20);
    assertThat(told(V1Encoding.page(events, 3_000), BOB)).hasSize(3);
  }
}
