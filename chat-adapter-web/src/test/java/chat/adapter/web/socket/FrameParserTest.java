package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private final Heard heard = new Heard();
  private final FrameParser parser = new FrameParser(heard);

  @Property(tries = 500)
  void messages_arrive_whole_and_in_order_however_they_are_cut(
      @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 300) int piece,
      @ForAll long seed) {
    var heard = new Heard();
    var parser = new FrameParser(heard);
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
    var parser = new FrameParser(heard);
    var left = ByteBuffer.wrap(bytes.clone());

    parser.parse(left);

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

    assertThat(parser.parse(bytes)).isFalse();
    assertThat(heard.all).containsExactly("text one");
    assertThat(parser.parse(bytes)).isFalse();
    assertThat(heard.all).containsExactly("text one", "text two");
    heard.pauses = false;
    assertThat(parser.parse(bytes)).isTrue();
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
        ByteBuffer.wrap(new byte[] {(byte) Integer.parseInt(first, 16), (byte) 0x80, 0, 0, 0, 0}));

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
    parser.parse(ByteBuffer.wrap(new byte[] {(byte) 0x81, 2, 'h', 'i'}));
    assertThat(heard.all).containsExactly("violation a client's frames must be masked");

    var other = new Heard();
    new FrameParser(other)
        .parse(
            ByteBuffer.wrap(
                new byte[] {(byte) 0x81, (byte) 0xFF, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4}));
    assertThat(other.all).containsExactly("violation a frame's length has its first bit set");
  }

  @Test
  void a_binary_message_is_told_once_and_its_bytes_are_passed_over() {
    var random = new Random(3);
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(frame(false, 2, "bin", random));
    wire.writeBytes(frame(true, 0, "ary", random));
    wire.writeBytes(frame(true, 1, "text", random));

    feed(parser, wire.toByteArray(), 4);

    assertThat(heard.all).containsExactly("binary", "text text");
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
      parser.parse(buffer);
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
    public void binary() {
      all.add("binary");
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
