package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chat reindex}, as it is called by hand. */
class ReindexIT {
  @TempDir private Path data;

  @Test
  void an_index_is_made_anew_from_the_log_and_used() throws IOException {
    try (var server = RealJar.serve(data)) {
      var alice = server.caller().register("alice");
      long room = alice.openRoom("lights");
      for (int i = 1; i <= 3; i++) {
        alice.say(room, "lighthouse " + i);
      }
      assertThat(server.stop("TERM")).isZero();
    }
    try (var files = Files.list(data.resolve("search"))) {
      for (var file : files.filter(file -> !file.endsWith("write.lock")).toList()) {
        Files.writeString(file, "not an index any more");
      }
    }

    try (var reindex = reindex()) {
      assertThat(reindex.awaitExit()).as(reindex.err()).isZero();
      assertThat(reindex.out())
          .contains("[########################################] 100 % of 3 events")
          .endsWith("the search index knows all 3 events" + System.lineSeparator());
    }

    try (var server = RealJar.serve(data)) {
      var alice = server.caller().logIn("alice", "longenough");
      await()
          .untilAsserted(
              () ->
                  assertThat(alice.get("/api/search?q=lighthouse").body().path("hits")).hasSize(3));
    }
  }

  @Test
  void while_a_server_runs_it_is_one_line_and_status_1() {
    try (var server = RealJar.serve(data);
        var refused = reindex()) {
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("chat: ")
          .contains("is in use by another chat server")
          .hasLineCount(1);
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);
    }
  }

  private RealJar reindex() {
    return RealJar.run(Map.of("CHAT_DATA_DIR", data.toString()), "reindex");
  }
}
