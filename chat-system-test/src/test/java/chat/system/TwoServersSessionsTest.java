package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL: what is revoked on one of them ends on the other too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersSessionsTest implements EndingSessions {
  private TestServer server;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path directory) {
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    server = TestServer.onMySql(directory, database);
    other = TestServer.onMySql(directory, database);
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
  }

  @Override
  public TestServer server() {
    return server;
  }

  @Test
  void a_login_on_one_server_is_good_on_the_other_and_a_logout_there_ends_it_on_both() {
    var ann = somebody("ann");
    var there = ann.at(other.address());
    long room = there.openRoom(RunningServer.unique("both"));
    assertThat(ann.get("/api/chat/rooms/" + room).status()).isEqualTo(200);

    there.post("/api/logout");

    // Each call asks the database, so that nobody has to wait for it.
    for (var caller : List.of(ann, there)) {
      assertThat(caller.get("/api/users/me").status()).isEqualTo(401);
      assertThat(RoomSocket.refusal(caller.server(), room, ann.token())).isEqualTo(403);
    }
  }

  @Test
  void logging_out_everywhere_on_one_server_closes_the_sockets_on_the_other() throws Exception {
    var name = RunningServer.unique("ann");
    var phone = caller().register(name);
    var desk = new Caller(other.address()).logIn(name, "longenough");
    long room = phone.openRoom(RunningServer.unique("everywhere across"));
    try (var socket = RoomSocket.join(desk, room)) {
      phone.post("/api/logout/everywhere");

      assertThat(socket.awaitClosed().code()).isEqualTo(4401);
      assertThat(desk.get("/api/users/me").status()).isEqualTo(401);
    }
  }

  @Test
  void logging_out_on_one_server_closes_the_sockets_on_the_other() throws Exception {
    var name = RunningServer.unique("ann");
    var phone = caller().register(name);
    var desk = phone.logIn(name, "longenough");
    long room = phone.openRoom(RunningServer.unique("across"));
    var phoneThere = new Caller(other.address()).with(phone.token());
    var deskThere = new Caller(other.address()).with(desk.token());
    try (var deskSocket = RoomSocket.join(deskThere, room);
        var phoneSocket = RoomSocket.open(phoneThere, room)) {
      deskThere.say(room, "hello");
      phoneSocket.awaitContents(1);

      phone.post("/api/logout");
      var answered = Instant.now();

      assertThat(phoneSocket.awaitClosed())
          .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
      // A second between two looks, and what a busy machine takes beside it.
      assertThat(Duration.between(answered, Instant.now())).isLessThan(Duration.ofSeconds(3));
      deskThere.say(room, "still here");
      assertThat(deskSocket.awaitContents(2)).containsExactly("hello", "still here");
    }
  }
}
