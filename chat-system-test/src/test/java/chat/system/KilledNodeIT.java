package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MySQL, in processes of their own, one of which is killed. */
class KilledNodeIT {
  /** Its people are gone within 15 seconds; twice that for a busy machine. */
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path here;
  @TempDir private Path there;

  @Test
  void the_people_of_a_killed_server_leave_and_those_who_are_on_another_stay() {
    var url = TestDatabase.shared().createDatabase();
    try (var survivor = serve(url, here);
        var killed = serve(url, there)) {
      var ann = survivor.caller().register("ann");
      var bob = survivor.caller().register("bob");
      var carol = survivor.caller().register("carol");
      long room = ann.openRoom("ghosts");
      try (var anns = RoomSocket.join(ann, room);
          var carols = RoomSocket.join(carol, room)) {
        RoomSocket.open(carol.at(killed.address()), room).say("from the other server");
        anns.awaitContents(1);
        // Who hears of the one who came after her knows that she is there.
        RoomSocket.join(bob.at(killed.address()), room);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> anns.notices().contains("User bob has joined the chat"));

        killed.kill();

        await()
            .atMost(GONE_WITHIN)
            .until(() -> anns.notices().contains("User bob has left the chat"));
        try (var joining = ProtocolSocket.greeted(ann)) {
          joining.send("{'type':'join','room_id':%d}", room);
          assertThat(joining.next().path("online").asInt()).as("ann and carol").isEqualTo(2);
        }
        assertThat(anns.notices())
            .containsExactly(
                "User ann has joined the chat",
                "User carol has joined the chat",
                "User bob has joined the chat",
                "User bob has left the chat");
        assertThat(carols.isOpen()).isTrue();
      }
    }
  }

  @Test
  void somebody_who_comes_back_to_a_killed_server_at_once_is_shown_their_own_coming() {
    var url = TestDatabase.shared().createDatabase();
    var killed = serve(url, there);
    try {
      var ann = killed.caller().register("ann");
      long room = ann.openRoom("coming back");
      RoomSocket.join(ann, room);

      killed.kill();

      try (var restarted = serve(url, there);
          var anns = RoomSocket.join(ann.at(restarted.address()), room)) {
        anns.say("back again");
        assertThat(anns.awaitContents(1)).containsExactly("back again");
        assertThat(anns.notices()).containsExactly("User ann has joined the chat");
      }
    } finally {
      killed.close();
    }
  }

  private static RealJar serve(String url, Path data) {
    var mysql = TestDatabase.shared();
    return RealJar.serve(
        Map.of(
            "CHAT_DATABASE_URL",
            url,
            "CHAT_DATABASE_USER",
            mysql.user(),
            "CHAT_DATABASE_PASSWORD",
            mysql.password(),
            "CHAT_DATA_DIR",
            data.toString(),
            "CHAT_JWT_SECRET",
            "a secret of the tests, 32 bytes at least",
            "CHAT_BCRYPT_COST",
            "4"));
  }
}
