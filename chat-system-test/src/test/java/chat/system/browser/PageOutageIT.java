package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people say on the chat page outlives outages of the server and of the network. */
class PageOutageIT extends VisitTest {
  private static final String LOST = "Connection lost. Reconnecting";

  @Test
  void nothing_is_lost_or_doubled_while_the_server_is_killed_and_both_type() {
    expectOutages();
    var room = person("alice").openRoom("storm");
    var alice = visitor("alice").enter(room);
    var bob = visitor("bob").enter(room);
    var both = List.of(alice, bob);

    for (int i = 1; i <= 12; i++) {
      alice.say("alice " + i);
      bob.say("bob " + i);
      if (i == 4) {
        server.kill();
      } else if (i == 8) {
        both.forEach(each -> awaitBanner(each, LOST));
        assertThat(alice.tab().texts(".pending .said")).contains("alice 8");
        assertThat(alice.tab().texts(".who .state")).containsExactly("Not connected");
        server.start();
      }
    }

    for (var each : both) {
      await()
          .atMost(Tab.PATIENCE)
          .untilAsserted(() -> assertThat(each.said()).hasSize(24).doesNotHaveDuplicates());
      each.tab().awaitTexts(".pending", pending -> assertThat(pending).isEmpty());
      for (var name : List.of("alice", "bob")) {
        assertThat(each.said().stream().filter(said -> said.startsWith(name + " ")))
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, 12).mapToObj(i -> name + " " + i).toList());
      }
    }
    assertThat(alice.said()).isEqualTo(bob.said());
    assertThat(stored(room)).isEqualTo(alice.said());
  }

  @Test
  void the_banner_counts_down_and_tells_what_was_missed() {
    expectOutages();
    var room = person("alice").openRoom("tunnel");
    var alice = visitor("alice").enter(room);

    alice.tab().offline(true);
    awaitBanner(alice, LOST);
    alice
        .tab()
        .awaitTexts(
            "[role=status]",
            heard -> assertThat(heard).anyMatch(text -> text.contains("is sent later")));
    alice.say("from the tunnel");
    alice
        .tab()
        .awaitTexts(".pending .said", said -> assertThat(said).containsExactly("from the tunnel"));
    alice.tab().element(".waits[title='Goes out with the next connection']");
    for (int i = 1; i <= 12; i++) {
      person("bob").say(room, "outside " + i);
    }
    alice.tab().offline(false);

    awaitBanner(alice, "Connected again, caught up 12 messages");
    await()
        .atMost(Tab.PATIENCE)
        .untilAsserted(() -> assertThat(alice.said()).hasSize(13).contains("from the tunnel"));
    alice.tab().awaitTexts(".pending", pending -> assertThat(pending).isEmpty());
    assertThat(stored(room)).isEqualTo(alice.said());
    alice.tab().awaitTexts(".banner", banners -> assertThat(banners).isEmpty());
  }

  @Test
  void whoever_does_not_want_to_wait_tries_at_once() {
    expectOutages();
    var room = person("alice").openRoom("impatience");
    var alice = visitor("alice").enter(room);
    server.kill();
    alice
        .tab()
        .awaitTexts(
            ".banner",
            banners ->
                assertThat(banners).singleElement().asString().containsPattern("in [0-9]+ s"));
    server.start();
    alice
        .tab()
        .elements(".banner button")
        .forEach(button -> alice.tab().run("arguments[0].click()", button));
    alice.awaitLive();
    awaitBanner(alice, "Connected again");
  }

  @Test
  void what_was_said_during_an_outage_survives_a_reload() {
    expectOutages();
    var room = person("alice").openRoom("patience");
    var alice = visitor("alice").enter(room);
    server.kill();
    awaitBanner(alice, LOST);
    alice.say("one").say("two").begin("and a draft");
    server.start();
    alice.tab().reload();

    alice.awaitSettled().awaitSaid("one", "two");
    assertThat(alice.draft()).isEqualTo("and a draft");
    assertThat(stored(room)).containsExactly("one", "two");
  }

  @Test
  void what_the_server_refuses_can_be_sent_again_or_taken_back() {
    var room = person("alice").openRoom("refusals");
    var alice = visitor("alice").enter(room);
    var tab = alice.tab();
    tab.run(
        """
        window.sent = WebSocket.prototype.send;
        WebSocket.prototype.send = function (frame) {
          sent.call(this, String(frame).replace('too much', 'x'.repeat(5000)));
        };
        """);
    alice.say("too much for once").say("too much for good");
    tab.awaitTexts(
        "div.failed > span",
        texts ->
            assertThat(texts)
                .hasSize(2)
                .allMatch(text -> text.startsWith("Not sent: ") && text.length() > 12));
    tab.run("WebSocket.prototype.send = sent");

    tab.click("[data-deed=retry]");
    tab.awaitTexts(".pending", pending -> assertThat(pending).hasSize(1));
    tab.click("[data-deed=discard]");

    alice.awaitSaid("too much for once");
    assertThat(alice.draft()).isEqualTo("too much for good");
    assertThat(stored(room)).containsExactly("too much for once");
  }

  @Test
  void a_list_of_rooms_that_cannot_be_read_is_read_again() {
    expectOutages();
    expectComplaints("ERR_BLOCKED_BY");
    person("alice").openRoom("behind the wall");
    var tab = open();
    tab.block("*/api/chat/rooms*");
    var alice = new Visitor(tab).logIn("alice");
    tab.awaitTexts(
        "[role=alert] p",
        texts -> assertThat(texts).anyMatch(text -> text.startsWith("The rooms can't be read")));

    tab.block();
    tab.click(".list [role=alert] button");

    tab.awaitTexts(".list a .name", names -> assertThat(names).contains("behind the wall"));
    assertThat(alice.tab().texts(".list [role=alert]")).isEmpty();
  }

  private static void awaitBanner(Visitor visitor, String text) {
    visitor
        .tab()
        .awaitTexts(
            ".banner", banners -> assertThat(banners).singleElement().asString().startsWith(text));
  }

  /** What the server has in a room, the oldest first. */
  private List<String> stored(long room) {
    var contents = new ArrayList<String>();
    person("alice")
        .get("/api/chat/rooms/" + room + "/messages?limit=100")
        .body()
        .forEach(message -> contents.add(0, message.get("content").asText()));
    return contents;
  }
}
