package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL, each with an index of its own. */
class TwoServersSearchTest {
  @Test
  void what_one_server_stored_is_found_by_the_other_as_it_is_now(
      @TempDir Path here, @TempDir Path there) {
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    try (var server = TestServer.onMySql(here, database);
        var other = TestServer.onMySql(there, database)) {
      var alice = new Caller(server.address()).register("alice");
      var bob = new Caller(other.address()).register("bob");
      var messages = "/api/chat/rooms/" + alice.openRoom("lights") + "/messages";

      var first = alice.post(messages, Map.of("content", "the lighthouse is open")).body();
      alice.post(messages, Map.of("content", "the lighthouse closes at eight"));
      await().until(() -> found(bob, "lighthouse").size() == 2);

      var message = messages + "/" + first.path("id").asLong();
      assertThat(alice.patch(message, Map.of("content", "the windmill is open")).status())
          .isEqualTo(200);
      await()
          .until(() -> found(bob, "lighthouse").equals(List.of("the lighthouse closes at eight")));
      await().until(() -> found(bob, "windmill").equals(List.of("the windmill is open")));

      assertThat(alice.delete(message).status()).isEqualTo(204);
      await().until(() -> found(bob, "windmill").isEmpty());
    }
  }

  private static List<String> found(Caller caller, String word) {
    return caller.get("/api/search?q=" + word).body().path("hits").findValuesAsText("snippet");
  }
}
