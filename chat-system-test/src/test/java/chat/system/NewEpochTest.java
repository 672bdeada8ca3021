package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.security.IcuNameSkeletons;
import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new epoch that begins while two servers run, as {@code chat new-epoch} has it begin. */
class NewEpochTest {
  @Test
  void running_servers_end_all_sockets_and_their_clients_start_over(
      @TempDir Path here, @TempDir Path there) throws Exception {
    var mysql = TestDatabase.shared();
    var database = new Database(mysql.createDatabase(), mysql.user(), mysql.password());
    try (var server = TestServer.onMySql(here, database);
        var other = TestServer.onMySql(there, database)) {
      var name = RunningServer.unique("ann");
      var ann = new Caller(server.address()).register(name);
      long room = ann.openRoom("general");
      ann.say(room, "before");
      var annThere = ann.at(other.address());
      try (var plain = RoomSocket.join(ann, room);
          var v1 = ProtocolSocket.joined(annThere, room)) {
        var epoch = renew(database);

        assertThat(plain.awaitClosed().code()).isEqualTo(4401);
        assertThat(v1.expectClosed().code()).isEqualTo(4401);
        await().until(() -> ann.get("/api/users/me").status() == 401);
        await().until(() -> annThere.get("/api/users/me").status() == 401);

        var again = new Caller(server.address()).logIn(name, "longenough").at(other.address());
        try (var back = ProtocolSocket.open(ProtocolSocket.Handshake.v1(again, "/ws"))) {
          assertThat(back.next().path("epoch").asText()).isEqualTo(epoch);
          back.send("{'type':'join','room_id':%d,'after_seq':1,'epoch':'of-before'}", room);
          assertThat(back.next().path("reason").asText()).isEqualTo("epoch");
          assertThat(back.next().path("type").asText()).isEqualTo("joined");
          again.say(room, "after");
          assertThat(back.next().path("content").asText()).isEqualTo("after");
        }
      }
    }
  }

  private static String renew(Database database) {
    var settings = new MySqlSettings(database.url(), database.user(), database.password(), 2);
    try (var store = MySqlStore.open(settings, new IcuNameSkeletons())) {
      return store.epochs().renew().value();
    }
  }
}
