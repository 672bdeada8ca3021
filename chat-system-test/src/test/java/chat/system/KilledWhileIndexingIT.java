package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it indexes; its index against the log, message by message. */
class KilledWhileIndexingIT {
  private static final int LIVES = 5;
  private static final int MESSAGES = 60;

  @Test
  void the_index_has_every_message_once_after_kills_at_any_moment(@TempDir Path data)
      throws Exception {
    var server = serve(data);
    try {
      var ann = server.caller().register("ann");
      var path = "/api/chat/rooms/" + ann.openRoom("crash course") + "/messages";
      for (int life = 1; life <= LIVES; life++) {
        for (int i = 0; i < MESSAGES; i++) {
          var sent = ann.post(path, Map.of("content", "word" + life + "x" + i));
          var message = path + "/" + sent.body().path("id").asLong();
          if (i % 5 == 0) {
            ann.patch(message, Map.of("content", "word" + life + "x" + i + " edited"));
          } else if (i % 7 == 0) {
            ann.delete(message);
          }
        }
        server.kill();
        server = serve(data);
        ann = ann.at(server.address());
      }

      var caller = ann;
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> caller.get("/api/health").body().at("/search/state").asText(), "ready"::equals);
      for (int life = 1; life <= LIVES; life++) {
        for (int i = 0; i < MESSAGES; i++) {
          boolean deleted = i % 5 != 0 && i % 7 == 0;
          var page = ann.get("/api/search?q=%22word" + life + "x" + i + "%22").body();
          assertThat(page.path("complete").asBoolean()).isTrue();
          assertThat(page.path("hits").size())
              .as("message %s of life %s", i, life)
              .isEqualTo(deleted ? 0 : 1);
        }
      }
      assertThat(ann.get("/api/search?q=edited&limit=50").body().path("hits").size()).isEqualTo(50);
    } finally {
      server.close();
    }
  }

  private static RealJar serve(Path data) {
    return RealJar.serve(
        Map.of("CHAT_DATA_DIR", data.toString(), "CHAT_BCRYPT_COST", "4", "CHAT_LIMITS", "off"));
  }
}
