package chat.benchmarks.yardstick;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.benchmarks.contestant.Inbox;
import chat.benchmarks.contestant.Talk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketIoDialectTest {
  private final Talk talk = new SocketIoDialect().talk(7);
  private final List<String> heard = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  private final Inbox inbox =
      new Inbox() {
        @Override
        public void joined() {
          heard.add("joined");
        }

        @Override
        public void message(long seq, byte[] bytes, int from, int to) {
          heard.add(seq + " " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void refused(String why) {
          heard.add("refused: " + why);
        }
      };

  @Test
  void the_room_and_the_name_are_in_the_query() {
    assertThat(new SocketIoDialect().target("alice", 7))
        .isEqualTo("/socket.io/?EIO=4&transport=websocket&room=7&token=alice");
  }

  @Test
  void connects_when_the_server_has_opened() {
    hear("0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
    hear("40{\"sid\":\"b\"}");
    assertThat(said).containsExactly("40");
    assertThat(heard).isEmpty();
  }

  @Test
  void answers_a_ping() {
    hear("2");
    assertThat(said).containsExactly("3");
  }

  @Test
  void has_joined_when_the_server_says_so() {
    hear("42[\"joined\",{\"room_id\":7}]");
    assertThat(heard).containsExactly("joined");
  }

  @Test
  void hears_the_messages_of_the_room() {
    hear(
        "42[\"message\",{\"type\":\"message\",\"user_id\":1,\"username\":\"alice\","
            + "\"content\":\"00000017\",\"timestamp\":\"2026-05-04T12:00:00.789Z\","
            + "\"id\":90,\"room_id\":7,\"seq\":41}]");
    assertThat(heard).containsExactly("41 00000017");
  }

  @Test
  void says_a_message_as_an_event() {
    talk.say(17, "00000017".getBytes(UTF_8), this::say);
    talk.say(18, "00000018 and more".getBytes(UTF_8), this::say);
    talk.say(19, "00000019".getBytes(UTF_8), this::say);
    assertThat(said)
        .containsExactly(
            "42[\"message\",{\"content\":\"00000017\"}]",
            "42[\"message\",{\"content\":\"00000018 and more\"}]",
            "42[\"message\",{\"content\":\"00000019\"}]");
  }

  @Test
  void anything_else_fails_the_run() {
    hear("44{\"message\":\"not welcome\"}");
    hear("41");
    hear("");
    assertThat(heard)
        .containsExactly(
            "refused: 44{\"message\":\"not welcome\"}", "refused: 41", "refused: an empty frame");
  }

  /** Among other bytes, as they are in a buffer. */
  private void hear(String frame) {
    var bytes = ("42[\"" + frame + "\"}]").getBytes(UTF_8);
    talk.hear(bytes, 4, 4 + frame.getBytes(UTF_8).length, inbox, this::say);
  }

  private void say(byte[] payload, int from, int to) {
    said.add(new String(payload, from, to - from, UTF_8));
  }
}
