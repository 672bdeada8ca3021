package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.testkit.Elsewhere;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.Race;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

final class MySqlStoreTest {
  private final TestDatabase server = TestDatabase.shared();

  @Test
  void two_servers_may_start_at_once_on_an_empty_database() {
    var url = server.createDatabase();
    var stores = Race.of(2, i -> Databases.open(url));
    var alice = SampleUsers.registered(stores.get(0).users());
    assertThat(stores.get(1).users().find(alice.id())).isPresent();
    stores.forEach(JdbiStore::close);
  }

  @Test
  void servers_that_start_at_once_on_an_empty_database_agree_on_its_epoch() {
    var url = server.createDatabase();
    var epochs =
        Race.of(
            4,
            i -> {
              try (var store = Databases.open(url)) {
                return store.epochs().current();
              }
            });
    assertThat(epochs).containsOnly(epochs.get(0));
    Epoch renewed;
    try (var store = Databases.open(url)) {
      assertThat(store.epochs().current()).isEqualTo(epochs.get(0));
      renewed = store.epochs().renew();
    }
    try (var store = Databases.open(url)) {
      assertThat(store.epochs().current()).isEqualTo(renewed);
    }
  }

  @Test
  void servers_that_share_a_database_number_a_room_without_gaps() {
    var url = server.createDatabase();
    try (var here = Databases.open(url);
        var there = Databases.open(url)) {
      var alice = SampleUsers.registered(here.users());
      var room = SampleRooms.opened(here.rooms(), alice.id()).id();
      Race.of(
          8,
          i -> {
            var log = (i % 2 == 0 ? here : there).messageLog();
            for (int k = 0; k < 10; k++) {
              SampleDrafts.stored(log, SampleDrafts.drafts(3, room, alice));
            }
            return true;
          });
      assertThat(there.messageLog().messagesAfter(room, 0, 1000))
          .extracting(Message::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 240).boxed().toList());
      assertThat(here.messageLog().head(room)).isEqualTo(240);
    }
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  void times_are_utc_in_the_table_whatever_the_sessions_and_the_machines_zone() {
    var url = server.createDatabase();
    var elsewhere = url + (url.contains("?") ? "&" : "?") + "sessionVariables=time_zone='%2B05:30'";
    var message =
        Elsewhere.in(
            ZoneId.of("Asia/Kathmandu"),
            () -> {
              try (var store = Databases.open(elsewhere)) {
                var alice = SampleUsers.registered(store.users());
                var room = SampleRooms.opened(store.rooms(), alice.id()).id();
                var draft = SampleDrafts.draft(room, alice);
                var stored = SampleDrafts.stored(store.messageLog(), List.of(draft)).get(0);
                assertThat(store.messageLog().messagesAfter(room, 0, 1)).containsExactly(stored);
                return stored;
              }
            });
    try (var store = Databases.open(url)) {
      var kept =
          store
              .database()
              .reading()
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery("SELECT CAST(timestamp AS CHAR) FROM messages")
                          .mapTo(String.class)
                          .one());
      assertThat(kept.replace(' ', 'T') + "Z").isEqualTo(message.at().toString());
    }
  }

  @Test
  void a_wrong_password_fails_at_once_in_one_line_that_gives_nothing_away() {
    var url = server.createDatabase();
    assertThatThrownBy(
            () ->
                MySqlStore.open(
                    new MySqlSettings(url, server.user(), "wrong-secret", 4),
                    new PlainNameSkeletons()))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageStartingWith("Can't use the database chat_")
        .hasMessageEndingWith(": the user or the password is wrong")
        .hasMessageNotContainingAny("wrong-secret", server.user() + "@", "?")
        .message()
        .hasLineCount(1);
  }

  @Test
  void an_unknown_database_fails_at_once() {
    var url = server.createDatabase().replaceFirst("/chat_", "/nochat_");
    assertThatThrownBy(() -> Databases.open(url))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageStartingWith("Can't use the database nochat_")
        .hasMessageEndingWith(": it doesn't exist");
  }

  @Test
  void an_address_of_another_kind_fails_at_once() {
    for (var url :
        List.of("", "jdbc:postgresql://host/chat", "jdbc:mysql://host", "jdbc:mysql:/host/chat")) {
      assertThatThrownBy(() -> Databases.open(url))
          .isInstanceOf(CannotOpenStore.class)
          .hasMessageContaining("jdbc:mysql://host:3306/database");
    }
  }

  @Test
  void a_newer_database_refuses_an_older_server_that_starts_and_keeps_the_one_that_runs() {
    var url = server.createDatabase();
    try (var running = Databases.open(url)) {
      Jdbi.create(url, server.user(), server.password())
          .useHandle(handle -> handle.execute(NewerVersion.MIGRATION));

      assertThatThrownBy(() -> Databases.open(url))
          .isInstanceOf(CannotOpenStore.class)
          .hasMessageStartingWith("Can't use the database chat_")
          .hasMessageEndingWith(
              ": it belongs to a newer version of chat (migration 999); run that version, or"
                  + " restore a backup");
      SampleRooms.opened(running.rooms(), SampleUsers.registered(running.users()).id());
    }
  }

  @Test
  void somebody_elses_tables_are_a_clear_refusal() {
    var url = server.createDatabase();
    Jdbi.create(url, server.user(), server.password())
        .useHandle(handle -> handle.execute("CREATE TABLE users (name VARCHAR(10))"));
    assertThatThrownBy(() -> Databases.open(url))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageStartingWith("The tables of the database chat_");
  }

  @Test
  void an_interrupt_ends_the_wait_for_a_server_that_is_not_up() throws Exception {
    var url = "jdbc:mysql://127.0.0.1:" + unusedPort() + "/chat";
    var failure = new CompletableFuture<Throwable>();
    var waiting =
        new Thread(
            () -> {
              try {
                Databases.open(url).close();
                failure.complete(new AssertionError("it opened"));
              } catch (RuntimeException e) {
                failure.complete(e);
              }
            });
    waiting.start();
    await().until(waiting::getState, state -> state == Thread.State.TIMED_WAITING);
    assertThat(failure).isNotDone();
    waiting.interrupt();
    assertThat(failure).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void an_address_is_printed_without_its_secrets() {
    assertThat(MySqlUrl.parse("jdbc:mysql://bob:pw@db:3306/chat?password=pw&x=y"))
        .hasToString("the database chat at db:3306");
    assertThat(MySqlUrl.parse("jdbc:mysql://(host=db,password=pw)/chat"))
        .hasToString("the database chat");
    assertThat(new MySqlSettings("jdbc:mysql://bob:pw@db/chat", "bob", "pw", 4).toString())
        .doesNotContain("pw", "bob");
  }

  @Test
  void what_the_address_sets_goes_before_ours() {
    var url = MySqlUrl.parse("jdbc:mysql://db/chat?SocketTimeout=9&x=y");
    assertThat(url.sets("socketTimeout")).isTrue();
    assertThat(url.sets("connectTimeout")).isFalse();
    assertThat(MySqlUrl.parse("jdbc:mysql://db/chat").sets("socketTimeout")).isFalse();
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
