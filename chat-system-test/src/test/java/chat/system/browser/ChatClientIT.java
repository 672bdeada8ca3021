package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.system.Caller;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol client of pages keeps what it promises, in a browser and before the real server. */
class ChatClientIT extends VisitTest {
  /**
   * A client that writes down what it is told; {@code args} are a token, a room, and a place in it.
   */
  private static final String FOLLOW =
      """
      const {ChatClient} = await import('chat-client');
      const [token, room, afterSeq] = args;
      window.addresses = [];
      window.WebSocket = class extends WebSocket {
        constructor(address, protocols) {
          super(address, protocols);
          window.addresses.push(String(address));
        }
      };
      window.told = [];
      window.events = [];
      window.token = token;
      window.chat = new ChatClient({token: () => window.token});
      chat.addEventListener('unauthorized', () => events.push('unauthorized'));
      window.room = chat.join(room, afterSeq === null ? {} : {afterSeq});
      for (const type of ['message', 'message_edited', 'message_deleted']) {
        window.room.addEventListener(type, ({detail}) => told.push({type, ...detail}));
      }
      for (const type of ['joined', 'reset', 'caught-up', 'presence', 'refused']) {
        window.room.addEventListener(type, ({detail}) => events.push(type + ' ' + JSON.stringify(detail)));
      }
      chat.connect();
      """;

  private int tests;
  private String aliceName;
  private String bobName;
  private Caller alice;
  private Caller bob;
  private long room;

  /** Each test has people and a room of its own. */
  @BeforeEach
  void openRoom() {
    tests++;
    aliceName = "alice-" + tests;
    bobName = "bob-" + tests;
    alice = server.caller().register(aliceName);
    bob = server.caller().register(bobName);
    room = alice.openRoom("general " + tests);
  }

  @Test
  void two_people_are_told_everything_once_and_in_order_while_the_server_is_killed() {
    expectOutages();
    var pages = List.of(follow(alice), follow(bob));
    for (var page : pages) {
      page.run(
          """
          let said = 0;
          const talk = setInterval(() => {
            room.send(chat.state.username + ' ' + ++said);
            if (said === 100) {
              clearInterval(talk);
              window.finished = true;
            }
          }, 40);
          """);
    }
    for (int kill = 1; kill <= 2; kill++) {
      int enough = 25 * kill;
      await().atMost(Tab.PATIENCE).until(() -> numbers(pages.get(0)).size() > enough);
      server.kill();
      pages.get(0).awaitTrue("chat.state.status === 'reconnecting' && chat.state.retryAt !== null");
      server.start();
    }

    for (var page : pages) {
      page.awaitTrue("window.finished === true && room.pending.length === 0 && told.length >= 200");
    }
    for (var page : pages) {
      assertThat(numbers(page))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
      assertThat(contents(page)).doesNotHaveDuplicates().hasSize(200);
      for (var name : List.of(aliceName, bobName)) {
        assertThat(contents(page).stream().filter(content -> content.startsWith(name + " ")))
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, 100).mapToObj(i -> name + " " + i).toList());
      }
      assertThat(events(page)).anyMatch(event -> event.startsWith("caught-up"));
    }
    assertThat(contents(pages.get(0))).isEqualTo(contents(pages.get(1)));
  }

  @Test
  void what_is_said_without_a_server_survives_a_reload_and_is_stored_once() {
    expectOutages();
    var page = follow(alice);
    server.kill();
    page.run("['one', 'two', 'three'].forEach((text) => room.send(text));");
    page.awaitTrue(
        "room.pending.length === 3 && room.pending.every(({state}) => state === 'pending')");

    // The page itself comes from the server.
    server.start();
    page.reload();
    follow(page, alice, 0L);

    page.awaitTrue("told.length === 3 && room.pending.length === 0");
    assertThat(contents(page)).containsExactly("one", "two", "three");
    assertThat(
            page.run(
                "return Object.keys(localStorage).filter((key) => key.startsWith('chat-outbox:')).length"))
        .isEqualTo(0L);
  }

  @Test
  void what_is_said_offline_is_delivered_when_the_network_is_back() {
    expectOutages();
    var page = follow(alice);
    var other = follow(bob);
    page.offline(true);
    page.run("room.send('from the tunnel');");
    page.awaitTrue("!navigator.onLine");
    bob.say(room, "are you there?");

    page.offline(false);

    for (var each : List.of(page, other)) {
      each.awaitTrue("told.length === 2");
      assertThat(contents(each)).containsExactlyInAnyOrder("from the tunnel", "are you there?");
    }
    page.awaitTrue("room.pending.length === 0");
  }

  @Test
  void what_the_server_refuses_fails_and_what_comes_after_goes_on() {
    var page = follow(alice);
    var failure =
        page.runAsync(
            """
            window.long = room.send('x'.repeat(5000));
            const next = room.send('short');
            await next.acknowledged;
            return long.acknowledged.then(() => 'stored', ({name, status, code}) => [name, status, code].join(' '));
            """);

    assertThat(failure).isEqualTo("ApiError 422 invalid");
    assertThat(page.run("return room.pending.map(({state}) => state)"))
        .isEqualTo(List.of("failed"));
    page.run("room.retry(long)");
    page.awaitTrue("long.state === 'failed'");
    page.run("room.discard(long)");
    assertThat(page.run("return room.pending.length")).isEqualTo(0L);
    page.awaitTrue("told.length === 1");
    assertThat(contents(page)).containsExactly("short");
  }

  @Test
  void a_room_that_is_not_there_refuses() {
    var page = open("/example.html");
    page.runAsync(FOLLOW, alice.token(), 999_999L, null);
    page.awaitTrue("events.some((event) => event.startsWith('refused'))");
  }

  @Test
  void edits_deletions_and_presence_are_told() {
    var page = follow(alice);
    var message = bob.say(room, "hello").body();
    bob.patch(path(message.get("id").asLong()), Map.of("content", "hello!"));
    bob.delete(path(message.get("id").asLong()));
    follow(bob);

    page.awaitTrue("told.length === 3");
    assertThat(page.run("return told.map(({type}) => type)"))
        .isEqualTo(List.of("message", "message_edited", "message_deleted"));
    assertThat(page.run("return told[1].messageSeq === told[0].seq && told[1].content"))
        .isEqualTo("hello!");
    page.awaitTrue(
        "room.online.map(({username}) => username).sort().join() === arguments[0]",
        aliceName + "," + bobName);
  }

  @Test
  void the_token_is_in_no_address_and_never_on_the_console() {
    expectOutages();
    var page = follow(alice);
    server.kill();
    page.awaitTrue("chat.state.attempts >= 2");
    server.start();
    page.awaitTrue("chat.state.status === 'live'");
    alice.post("/api/logout");
    page.awaitTrue("chat.state.status === 'closed'");

    @SuppressWarnings("unchecked")
    var addresses = (List<String>) page.run("return addresses");
    assertThat(addresses).hasSizeGreaterThan(2).allMatch(address -> address.endsWith("/ws"));
    assertThat(page.loaded()).isNotEmpty().noneMatch(address -> address.contains(alice.token()));
    assertThat(page.console()).isNotEmpty().noneMatch(line -> line.contains(alice.token()));
  }

  @Test
  void a_token_that_is_revoked_ends_the_connection_and_says_so() {
    var page = follow(alice);
    alice.post("/api/logout/everywhere");
    page.awaitTrue("chat.state.status === 'closed'");
    assertThat(events(page)).contains("unauthorized");
  }

  @Test
  void a_token_that_was_revoked_meanwhile_is_found_out() {
    expectOutages();
    var page = follow(alice);
    server.kill();
    page.awaitTrue("chat.state.status === 'reconnecting'");
    server.start();
    // Perhaps before the page is back, perhaps after.
    alice.post("/api/logout");
    page.awaitTrue("chat.state.status === 'closed'");
    assertThat(events(page)).contains("unauthorized");
  }

  @Test
  void after_a_new_epoch_the_room_is_told_to_start_over() {
    expectOutages();
    var page = follow(alice);
    bob.say(room, "before");
    page.awaitTrue("told.length === 1");

    server.restore();

    page.awaitTrue("chat.state.status === 'closed'");
    assertThat(events(page)).contains("unauthorized");
    alice = alice.logIn(aliceName, "longenough");
    bob = bob.logIn(bobName, "longenough");
    page.run("window.token = arguments[0]; chat.connect();", alice.token());
    page.awaitTrue("events.some((event) => event.startsWith('reset'))");
    assertThat(events(page)).contains("reset {\"reason\":\"epoch\",\"seq\":1}");
    page.awaitTrue("chat.state.status === 'live' && room.isJoined");
    bob.say(room, "after");
    page.awaitTrue("told.length === 2");
    assertThat(numbers(page)).containsExactly(1L, 2L);
  }

  private Tab follow(Caller who) {
    var page = open("/example.html");
    follow(page, who, null);
    return page;
  }

  private void follow(Tab page, Caller who, Long afterSeq) {
    page.runAsync(FOLLOW, who.token(), room, afterSeq);
    page.awaitTrue("room.isJoined");
  }

  private String path(long message) {
    return "/api/chat/rooms/" + room + "/messages/" + message;
  }

  @SuppressWarnings("unchecked")
  private static List<Long> numbers(Tab page) {
    return (List<Long>) page.run("return told.map(({seq}) => seq)");
  }

  @SuppressWarnings("unchecked")
  private static List<String> contents(Tab page) {
    return (List<String>) page.run("return told.map(({content}) => content)");
  }

  @SuppressWarnings("unchecked")
  private static List<String> events(Tab page) {
    return Stream.of((List<String>) page.run("return events")).flatMap(List::stream).toList();
  }
}
