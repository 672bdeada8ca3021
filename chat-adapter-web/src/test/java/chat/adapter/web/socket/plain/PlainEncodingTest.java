package chat.adapter.web.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.FakeChat;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainEncodingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> nasty() {
    var all = new StringBuilder();
    for (char c = 1; c < 0x2100; c++) {
      all.append(c);
    }
    return List.of(
        "\" \\ / \b \f \n \r \t",
        "</script><!-- &amp;",
        "\u2028 and \u2029",
        "👋🏽 👨‍👩‍👧 \ud83d\ude00",
        "\u0001\u001f\u007f\u0080\u009f\ufffe\uffff\ufeff",
        "شكرا 谢谢 ﷽",
        "\\u0041 \\\" \\",
        "{\"type\":\"system\"}",
        all.substring(0, 3_000),
        all.substring(3_000, 6_000),
        all.substring(6_000),
        "𝄞".repeat(4_000));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void any_content_comes_out_as_it_went_in(String content) throws IOException {
    var frames = encode(List.of(posted(1, content, FakeChat.NOW)));
    var message = frames.get(0);
    assertThat(message.path("content").asText()).isEqualTo(content);
    assertThat(frames).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T05:06:07Z,2026-03-04T05:06:07.000Z",
    "2026-03-04T05:06:07.120Z,2026-03-04T05:06:07.120Z",
    "2026-12-31T23:59:59.999999Z,2026-12-31T23:59:59.999Z",
    "2038-01-19T03:14:08.001Z,2038-01-19T03:14:08.001Z",
  })
  void times_are_utc_with_exactly_three_digits_of_a_second(String at, String written)
      throws IOException {
    assertThat(
            encode(List.of(posted(1, "hi", Instant.parse(at)))).get(0).path("timestamp").asText())
        .isEqualTo(written);
  }

  @Test
  void who_comes_and_goes_is_told_in_the_words_of_the_contract() throws IOException {
    var room = new RoomId(1);
    var told =
        encode(
            List.of(
                new RoomEvent.Joined(room, FakeChat.user("alice")),
                new RoomEvent.Left(room, FakeChat.user("bob"))));
    assertThat(told.get(0).toString())
        .isEqualTo("{\"type\":\"system\",\"content\":\"User alice has joined the chat\"}");
    assertThat(told.get(1).toString())
        .isEqualTo("{\"type\":\"system\",\"content\":\"User bob has left the chat\"}");
  }

  @Test
  void what_becomes_of_a_message_is_no_frame() throws IOException {
    var first = posted(1, "first", FakeChat.NOW).message();
    var edited = first.edited(new Content("edited"), FakeChat.NOW);
    var deleted = first.deleted(FakeChat.NOW);
    var pieces = new ArrayList<Frames>();
    new PlainEncoding(16)
        .encode(
            List.of(new RoomEvent.Edited(2, edited), new RoomEvent.Deleted(3, deleted)),
            pieces::add);
    assertThat(pieces).isEmpty();
    var told =
        encode(
            List.of(
                new RoomEvent.Posted(deleted),
                new RoomEvent.Edited(2, edited),
                new RoomEvent.Posted(edited),
                posted(4, "last", FakeChat.NOW)));
    assertThat(told)
        .extracting(frame -> frame.path("content").asText())
        .containsExactly("edited", "last");
    assertThat(told.get(0)).hasSize(8);
  }

  @Test
  void many_events_are_cut_into_pieces_of_whole_frames_in_order() throws IOException {
    var events =
        IntStream.rangeClosed(1, 3_000)
            .<RoomEvent>mapToObj(seq -> posted(seq, "message " + seq, FakeChat.NOW))
            .toList();
    var pieces = new ArrayList<Frames>();
    new PlainEncoding(16).encode(events, pieces::add);
    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(pieces)
        .allSatisfy(
            piece -> assertThat(piece.bytes().length).isLessThan(FrameWriter.PIECE_BYTES + 1_000));
    assertThat(pieces.get(pieces.size() - 1).seq()).isEqualTo(3_000);
    var seqs = new ArrayList<Integer>();
    for (var message : parse(pieces)) {
      seqs.add(message.path("seq").asInt());
    }
    assertThat(seqs).isEqualTo(IntStream.rangeClosed(1, 3_000).boxed().toList());
  }

  private static RoomEvent.Posted posted(long seq, String content, Instant at) {
    return new RoomEvent.Posted(
        new Message(
            new MessageId(seq),
            new RoomId(1),
            seq,
            FakeChat.user("alice"),
            new Content(content),
            new ClientId("c" + seq),
            at));
  }

  private static List<JsonNode> encode(List<RoomEvent> events) throws IOException {
    var pieces = new ArrayList<Frames>();
    new PlainEncoding(16).encode(events, pieces::add);
    return parse(pieces);
  }

  private static List<JsonNode> parse(List<Frames> pieces) throws IOException {
    var parsed = new ArrayList<JsonNode>();
    for (var piece : pieces) {
      for (var payload : payloads(piece)) {
        parsed.add(JSON.readTree(payload));
      }
    }
    return parsed;
  }

  private static List<byte[]> payloads(Frames frames) {
    var payloads = new ArrayList<byte[]>();
    var bytes = ByteBuffer.wrap(frames.bytes());
    while (bytes.hasRemaining()) {
      assertThat(bytes.get() & 0xff).isEqualTo(0x81);
      int length = bytes.get();
      if (length == 126) {
        length = bytes.getShort() & 0xffff;
      } else if (length == 127) {
        length = (int) bytes.getLong();
      }
      var payload = new byte[length];
      bytes.get(payload);
      payloads.add(payload);
    }
    return payloads;
  }
}
