package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes, in any pieces: the same events, and little that is kept. */
class FrameParserFuzzTest {
  private static final int MAX_MESSAGE_BYTES = 300;
  private static final MemoryBudget UNBOUNDED =
      new MemoryBudget(Long.MAX_VALUE, () -> {}, () -> {});
  private static final int FRAMES_OF_TURN = 3;

  /** A control frame that lacks its last byte; the beginning of a data frame is shorter. */
  private static final int MOST_LEFT = 2 + 4 + 125 - 1;

  /** The first byte says how long the pieces are, the others are what the client sends. */
  @FuzzTest
  void events_do_not_depend_on_how_the_bytes_arrive(byte[] input) {
    if (input.length < 2) {
      return;
    }
    var bytes = Arrays.copyOfRange(input, 1, input.length);
    var whole = read(bytes, bytes.length);
    assertThat(read(bytes, 1 + (input[0] & 0x1F))).isEqualTo(whole);
    assertThat(read(bytes, 1)).isEqualTo(whole);
  }

  private static List<String> read(byte[] bytes, int pieceBytes) {
    var events = new Events();
    var parser = new FrameParser(events, MAX_MESSAGE_BYTES);
    var buffer = ByteBuffer.allocate(bytes.length);
    for (int from = 0; from < bytes.length && !events.malformed; from += pieceBytes) {
      buffer.put(bytes, from, Math.min(pieceBytes, bytes.length - from)).flip();
      while (parser.parse(buffer, parser.frames() + FRAMES_OF_TURN) == FrameParser.Stop.TURN_OVER) {
        assertThat(parser.frames()).isEqualTo(events.frames);
      }
      if (!events.malformed) {
        assertThat(buffer.remaining()).isLessThanOrEqualTo(MOST_LEFT);
      }
      buffer.compact();
    }
    return events.events;
  }

  /** Writes down what happens, as a connection takes it. */
  private static final class Events implements FrameParser.Sink {
    final List<String> events = new ArrayList<>();
    final TextAssembly texts = new TextAssembly(MAX_MESSAGE_BYTES, UNBOUNDED);
    int frames;
    boolean malformed;

    @Override
    public boolean frame() {
      frames++;
      return true;
    }

    @Override
    public boolean text(ByteBuffer piece, boolean last) {
      try {
        var text = texts.add(piece, last);
        if (text != null) {
          assertThat(text.length()).isLessThanOrEqualTo(MAX_MESSAGE_BYTES);
          events.add("text " + text);
        }
        return true;
      } catch (CharacterCodingException e) {
        malformed = true;
        events.add("not UTF-8");
        return false;
      }
    }

    @Override
    public void refused(FrameParser.Refused why) {
      events.add("refused " + why);
    }

    @Override
    public void ping(byte[] payload) {
      events.add("ping " + Arrays.toString(payload));
    }

    @Override
    public void pong() {
      events.add("pong");
    }

    @Override
    public void close(byte[] payload) {
      events.add("close " + Arrays.toString(payload));
    }

    @Override
    public void violation(String why) {
      events.add("violation " + why);
    }
  }
}
