package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.wire.FrameParser.Refused;
import chat.adapter.web.socket.wire.FrameParser.Stop;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameParserTest {
  private static final int MAX_BYTES = 1_000;
  private static final int NO_END = Integer.MAX_VALUE;

  private final Heard heard = new Heard();
  private final FrameParser parser = new FrameParser(heard, MAX_BYTES);

  @Property(tries = 500)
  void messages_arrive_whole_and_in_order_however_they_are_cut(
      @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 300) int piece,
      @ForAll long seed) {
    var heard = new Heard();
    var parser = new FrameParser(heard, MAX_BYTES);
    var random = new Random(seed);
    var wire = new ByteArrayOutputStream();
    var expected = new ArrayList<String>();
    for (int length : lengths) {
      var text = text(random, length);
      int cut = random.nextInt(length + 1);
      wire.writeBytes(frame(cut == length, 1, text.substring(0, cut), random));
      if (cut < length) {
        if (random.nextBoolean()) {
          wire.writeBytes(frame(true, 9, "beat", random));
          expected.add("ping beat");
        }
        wire.writeBytes(frame(true, 0, text.substring(cut), random));
      }
      expected.add("text " + text);
    }
    wire.writeBytes(frame(true, 8, "", random));
    expected.add("close ");

    feed(parser, wire.toByteArray(), piece);

    assertThat(heard.all).isEqualTo(expected);
    assertThat(parser.ended()).isTrue();
  }

  @Property(tries = 500)
  void any_bytes_are_read_to_their_end_or_wait_for_a_beginning(@ForAll byte[] bytes) {
    var heard = new Heard();
    var parser = new FrameParser(heard, MAX_BYTES);
    var left = ByteBuffer.wrap(bytes.clone());

    parser.parse(left, NO_END);

    // No more than the beginning of a frame, or a control frame that isn't whole, is left.
    assertThat(left.remaining()).isLessThanOrEqualTo(14 + 125);
    assertThat(heard.violations).isEqualTo(parser.ended() && heard.closes == 0 ? 1 : 0);
  }

  @Test
  void reading_stops_where_it_is_told_to_and_goes_on_there() {
    var random = new Random(1);
    var wire = new ByteArrayOutputStream();
    for (var text : List.of("one", "two", "three")) {
      wire.writeBytes(frame(true, 1, text, random));
    }
    var bytes = ByteBuffer.wrap(wire.toByteArray());
    heard.pauses = true;

    assertThat(parser.parse(bytes, NO_END)).isEqualTo(Stop.WITHHELD);
    assertThat(heard.all).containsExactly("text one");
    assertThat(parser.parse(bytes, NO_END)).isEqualTo(Stop.WITHHELD);
    assertThat(heard.all).containsExactly("text one", "text two");
    heard.pauses = false;
    assertThat(parser.parse(bytes, NO_END)).isEqualTo(Stop.NEEDS_BYTES);
    assertThat(heard.all).containsExactly("text one", "text two", "text three");
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "C1, a reserved bit is set",
    "83, unknown opcode",
    "8B, unknown opcode",
    "80, a message begins inside another",
    "09, a control frame is long or in parts",
  })
  void what_no_client_may_send_is_a_violation(String first, String why) {
    parser.parse(
        ByteBuffer.wrap(new byte[] {(byte) Integer.parseInt(first, 16), (byte) 0x80, 0, 0, 0, 0}),
        NO_END);

    assertThat(heard.all).containsExactly("violation " + why);
  }

  @Test
  void a_text_inside_an_unfinished_text_is_a_violation() {
    var random = new Random(2);
    feed(parser, frame(false, 1, "half", random), 100);
    feed(parser, frame(true, 1, "another", random), 100);

    assertThat(heard.all).containsExactly("violation a message begins inside another");
  }

  @Test
  void a_frame_that_is_not_masked_or_of_impossible_length_is_a_violation() {
    parser.parse(ByteBuffer.wrap(new byte[] {(byte) 0x81, 2, 'h', 'i'}), NO_END);
    assertThat(heard.all).containsExactly("violation a client's frames must be masked");

    var other = new Heard();
    new FrameParser(other, MAX_BYTES)
        .parse(
            ByteBuffer.wrap(
                new byte[] {(byte) 0x81, (byte) 0xFF, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4}),
            NO_END);
    assertThat(other.all).containsExactly("violation a frame's length has its first bit set");
  }

  @ParameterizedTest
  @CsvSource({
    "82, 5, BINARY",
    "02, 0, BINARY",
    "81, 1001, TOO_LONG",
    "01, 4611686018427387904, TOO_LONG",
    "81, 9223372036854775807, TOO_LONG",
  })
  void a_frame_that_is_not_taken_is_refused_at_its_header(String first, long size, Refused why) {
    var header = ByteBuffer.allocate(14).put((byte) Integer.parseInt(first, 16)).put((byte) 0xFF);
    var bytes = header.putLong(size).putInt(0x01020304).flip();

    assertThat(parser.parse(bytes, NO_END)).isEqualTo(Stop.NEEDS_BYTES);
    feed(parser, frame(true, 1, "late", new Random(3)), 100);

    assertThat(heard.all).containsExactly("refused " + why);
    assertThat(parser.ended()).isTrue();
  }

  @Test
  void a_message_that_gets_too_long_is_refused_at_the_header_of_the_frame_that_makes_it_so() {
    var random = new Random(3);
    feed(parser, frame(false, 1, "x".repeat(900), random), 100);
    feed(parser, frame(false, 0, "x".repeat(100), random), 100);
    assertThat(heard.all).isEmpty();

    feed(parser, Arrays.copyOf(frame(true, 0, "x", random), 6), 100);

    assertThat(heard.all).containsExactly("refused TOO_LONG");
  }

  @Test
  void a_message_comes_in_so_many_frames_and_no_more() {
    var random = new Random(3);
    feed(parser, frame(false, 1, "", random), 100);
    for (int i = 2; i < FrameParser.MAX_FRAMES_OF_MESSAGE; i++) {
      feed(parser, frame(false, 0, "", random), 100);
    }
    feed(parser, frame(true, 0, "whole", random), 100);
    assertThat(heard.all).containsExactly("text whole");

    feed(parser, frame(false, 1, "", random), 100);
    for (int i = 1; i < FrameParser.MAX_FRAMES_OF_MESSAGE; i++) {
      feed(parser, frame(false, 0, "", random), 100);
    }
    assertThat(heard.all).containsExactly("text whole");
    feed(parser, frame(true, 0, "", random), 100);

    assertThat(heard.all).containsExactly("text whole", "refused TOO_MANY_FRAMES");
  }

  @Test
  void frames_of_every_kind_but_a_close_count_and_are_refused_as_a_flood() {
    var random = new Random(3);
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(frame(false, 1, "te", random));
    wire.writeBytes(frame(true, 9, "", random));
    wire.writeBytes(frame(false, 0, "", random));
    wire.writeBytes(frame(true, 10, "", random));
    wire.writeBytes(frame(true, 0, "xt", random));
    wire.writeBytes(frame(true, 8, "", random));
    heard.mayHave = 5;
    feed(parser, wire.toByteArray(), 7);
    assertThat(heard.all).containsExactly("ping ", "pong", "text text", "close ");

    var other = new Heard();
    other.mayHave = 2;
    feed(new FrameParser(other, MAX_BYTES), wire.toByteArray(), 7);
    assertThat(other.all).containsExactly("ping ", "refused FLOOD");
  }

  @Test
  void a_turn_is_over_after_so_many_frames_and_the_next_goes_on_there() {
    var random = new Random(3);
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(frame(false, 1, "o", random));
    wire.writeBytes(frame(true, 0, "ne", random));
    wire.writeBytes(frame(true, 9, "", random));
    wire.writeBytes(frame(true, 1, "two", random));
    var bytes = ByteBuffer.wrap(wire.toByteArray());

    assertThat(parser.parse(bytes, parser.frames() + 3)).isEqualTo(Stop.TURN_OVER);
    assertThat(heard.all).containsExactly("text one", "ping ");
    assertThat(parser.parse(bytes, parser.frames() + 3)).isEqualTo(Stop.NEEDS_BYTES);
    assertThat(heard.all).containsExactly("text one", "ping ", "text two");
  }

  @Test
  void nothing_after_a_close_counts() {
    var random = new Random(4);
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(frame(true, 8, "", random));
    wire.writeBytes(frame(true, 1, "late", random));

    feed(parser, wire.toByteArray(), 100);

    assertThat(heard.all).containsExactly("close ");
  }

  /** As a connection does: what is left over comes again in front of the next piece. */
  private static void feed(FrameParser parser, byte[] wire, int piece) {
    var buffer = ByteBuffer.allocate(wire.length + piece);
    for (int at = 0; at < wire.length; at += piece) {
      buffer.put(wire, at, Math.min(piece, wire.length - at)).flip();
      parser.parse(buffer, NO_END);
      buffer.compact();
    }
  }

  private static String text(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static byte[] frame(boolean fin, int opcode, String payload, Random random) {
    var mask = new byte[4];
    random.nextBytes(mask);
    var wire = new ByteArrayOutputStream();
    wire.write((fin ? 0x80 : 0) | opcode);
    int length = payload.length();
    if (length < 126) {
      wire.write(0x80 | length);
    } else {
      wire.write(0x80 | 126);
      wire.write(length >>> 8);
      wire.write(length);
    }
    wire.writeBytes(mask);
    for (int i = 0; i < length; i++) {
      wire.write(payload.charAt(i) ^ mask[i % 4]);
    }
    return wire.toByteArray();
  }

  /** Puts the pieces of each text together. */
  private static final class Heard implements FrameParser.Sink {
    private final List<String> all = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean pauses;
    private int mayHave = Integer.MAX_VALUE;
    private int violations;
    private int closes;

    @Override
    public boolean text(ByteBuffer piece, boolean last) {
      while (piece.hasRemaining()) {
        text.append((char) (piece.get() & 0xFF));
      }
      if (last) {
        all.add("text " + text);
        text.setLength(0);
      }
      return !pauses;
    }

    @Override
    public boolean frame() {
      return mayHave-- > 0;
    }

    @Override
    public void refused(Refused why) {
      violations++;
      all.add("refused " + why);
    }

    @Override
    public void ping(byte[] payload) {
      all.add("ping " + new String(payload, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void pong() {
      all.add("pong");
    }

    @Override
    public void close(byte[] payload) {
      closes++;
      all.add("close " + new String(payload, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void violation(String why) {
      violations++;
      all.add("violation " + why);
    }
  }
}
