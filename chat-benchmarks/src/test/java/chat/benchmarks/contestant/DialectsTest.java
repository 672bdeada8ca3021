package chat.benchmarks.contestant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectsTest {
  /** Remembers what was said and heard. */
  private static final class Notes implements Inbox, Outbox {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void joined() {
      lines.add("joined");
    }

    @Override
    public void message(long seq, byte[] bytes, int from, int to) {
      lines.add(seq + " " + new String(bytes, from, to - from, US_ASCII));
    }

    @Override
    public void refused(String why) {
      lines.add("refused " + why);
    }

    @Override
    public void text(byte[] payload, int from, int to) {
      lines.add(new String(payload, from, to - from, US_ASCII));
    }
  }

  private static List<String> heard(Dialect dialect, String... frames) {
    var notes = new Notes();
    var talk = dialect.talk(1);
    for (var frame : frames) {
      // As in a buffer with others before and after it.
      var bytes = ("zzz" + frame + "{\"seq\":99}").getBytes(US_ASCII);
      talk.hear(bytes, 3, 3 + frame.length(), notes, notes);
    }
    return notes.lines;
  }

  @Test
  void messages_are_read_wherever_their_members_stand() {
    assertThat(
            heard(
                new PlainDialect(),
                "{\"type\":\"message\",\"user_id\":7,\"username\":\"al\",\"content\":\"hi\",\"id\":12,\"seq\":41}",
                "{\"type\":\"message\",\"user_id\":7,\"username\":\"al\",\"content\":\"ho\",\"id\":12,\"seq\":42}",
                "{\"type\":\"message\",\"user_id\":700,\"username\":\"alice\",\"content\":\"\",\"id\":1,\"seq\":1}",
                "{\"type\":\"message\",\"user_id\":7,\"seq\":123456789012,\"content\":\"x\",\"client_id\":\"c\"}",
                "{\"type\":\"message\",\"content\":\"\\\"seq\\\":5\",\"message_seq\":3,\"seq\":6}"))
        .containsExactly("41 hi", "42 ho", "1 ", "123456789012 x", "6 \\");
  }

  @Test
  void a_message_that_lacks_something_is_refused() {
    assertThat(heard(new PlainDialect(), "{\"type\":\"message\",\"username\":\"alice\",\"seq\":4}"))
        .containsExactly("refused a message without content");
    assertThat(heard(new PlainDialect(), "{\"type\":\"message\",\"content\":\"hi\"}"))
        .containsExactly("refused a message without seq");
  }

  @Test
  void errors_are_refusals_and_everything_else_passes() {
    var error = "{\"type\":\"error\",\"code\":\"overloaded\"}";
    var joined = "{\"type\":\"joined\",\"room_id\":1,\"seq\":412,\"members\":[]}";
    var system = "{\"type\":\"system\",\"content\":\"User alice has joined the chat\"}";
    assertThat(heard(new PlainDialect(), system, joined, error, ""))
        .containsExactly("refused " + error);
    assertThat(heard(new ChatV1Dialect(), system, joined, error, ""))
        .containsExactly("joined", "refused " + error);
  }

  @Test
  void what_is_said_is_the_plain_dialect() {
    var notes = new Notes();
    var talk = new PlainDialect().talk(1);
    talk.say(0, "hello".getBytes(US_ASCII), notes);
    talk.say(1, "ho".getBytes(US_ASCII), notes);
    assertThat(notes.lines).containsExactly("{\"content\":\"hello\"}", "{\"content\":\"ho\"}");
  }

  @Test
  void what_is_said_in_chat_v1_has_a_client_id_of_its_own() {
    var notes = new Notes();
    var first = new ChatV1Dialect().talk(7);
    var second = new ChatV1Dialect().talk(7);
    first.say(0, "hello".getBytes(US_ASCII), notes);
    first.say(0xABC, "hello".getBytes(US_ASCII), notes);
    second.say(0, "hello".getBytes(US_ASCII), notes);
    assertThat(notes.lines)
        .allMatch(
            line ->
                line.matches(
                    "\\{\"type\":\"send\",\"room_id\":7,\"client_id\":\"[-0-9a-f]{45}\",\"content\":\"hello\"}"))
        .doesNotHaveDuplicates();
    assertThat(notes.lines.get(1)).contains("-00000abc\"");
  }
}
