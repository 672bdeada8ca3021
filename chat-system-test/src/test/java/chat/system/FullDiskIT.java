package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that gets full, and without its files. */
class FullDiskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_MESSAGES = 5_000;
  private static final int REFUSALS = 20;
  private static final String LARGE = "あ".repeat(3_900);

  @TempDir private Path folder;
  private final Ledger ledger = new Ledger();
  private int sent;

  private Map<String, String> environment() {
    return Map.of(
        "CHAT_DATA_DIR", folder.resolve("data").toString(),
        "CHAT_BCRYPT_COST", "4",
        "CHAT_LIMITS", "off");
  }

  @Test
  void a_full_disk_is_told_once_and_nothing_acknowledged_is_lost() throws IOException {
    tellsOnceAndLosesNothing(SmallDisk.under(Files.createDirectory(folder.resolve("data"))));
  }

  @Test
  void files_that_may_not_grow_are_told_once_and_nothing_acknowledged_is_lost() throws IOException {
    tellsOnceAndLosesNothing(SmallDisk.limited(Files.createDirectory(folder.resolve("data"))));
  }

  private void tellsOnceAndLosesNothing(SmallDisk disk) throws IOException {
    try (var server = RealJar.serveWith(disk.launch(), environment())) {
      var ann = server.caller().register("ann");
      long room = ann.openRoom("full");
      try (var socket = ProtocolSocket.joined(ann, room)) {
        while (post(ann, room, LARGE).status() == 201) {
          assertThat(sent).isLessThan(MOST_MESSAGES);
        }
        int stored = ledger.acknowledged();
        assertThat(stored).isPositive();
        for (int i = 0; i < REFUSALS; i++) {
          assertTold(post(ann, room, LARGE), disk.words());
        }
        assertTold(server.caller().get("/api/health"), disk.words());
        assertThat(Ledger.history(ann, room)).hasSize(stored);

        // One frame for each message, then the refusal.
        for (int i = 0; i < stored; i++) {
          assertThat(socket.next().path("type").asText()).isEqualTo("message");
        }
        var content = content(LARGE);
        socket.send(
            "{'type':'send','room_id':%d,'client_id':'c-%d','content':'%s'}", room, sent, content);
        var refusal = socket.next();
        assertThat(refusal.path("code").asText()).isEqualTo("unavailable");
        assertThat(refusal.path("detail").asText()).startsWith(disk.words());

        assertThat(lines(server, "nothing can be stored")).hasSize(1);
        assertThat(lines(server, "stores again")).isEmpty();

        disk.makeRoom(server.pid());

        await().atMost(PATIENCE).until(() -> ann.get("/api/health").status() == 200);
        for (int i = 0; i < REFUSALS; i++) {
          assertThat(post(ann, room, "there is room").status()).isEqualTo(201);
        }
        ledger.check(Ledger.history(ann, room));
        assertThat(lines(server, "nothing can be stored")).hasSize(1);
        assertThat(lines(server, "stores again")).hasSize(1);
        assertThat(server.err()).doesNotContain("\tat ", "ERROR");
        assertThat(server.stop("TERM")).isZero();
      }
    }
  }

  @Test
  void deleted_files_are_told_once_and_nothing_is_acknowledged_without_them() throws IOException {
    try (var server = RealJar.serve(environment())) {
      var ann = server.caller().register("ann");
      long room = ann.openRoom("gone");
      assertThat(post(ann, room, "before").status()).isEqualTo(201);

      try (var files = Files.newDirectoryStream(folder.resolve("data"), "chat.db*")) {
        for (var file : files) {
          Files.delete(file);
        }
      }

      var words = "the files of the database are gone";
      for (int i = 0; i < REFUSALS; i++) {
        assertTold(post(ann, room, "after"), words);
      }
      assertTold(server.caller().get("/api/health"), words);
      assertThat(lines(server, "its files or tables are gone")).hasSize(1);
      assertThat(server.err()).doesNotContain("\tat ", "ERROR");
      assertThat(server.stop("TERM")).isZero();
    }
    assertThat(folder.resolve("data/chat.db")).doesNotExist();
  }

  /** Posts what nobody has posted before. */
  private Answer post(Caller who, long room, String text) {
    var content = content(text);
    var answer =
        who.post(
            "/api/chat/rooms/" + room + "/messages",
            Map.of("content", content, "client_id", "c-" + sent));
    if (answer.status() == 201) {
      ledger.acknowledged(content, answer.body());
    }
    return answer;
  }

  private String content(String text) {
    var content = ++sent + " " + text;
    ledger.sending(content);
    return content;
  }

  private static void assertTold(Answer answer, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.detail()).isEqualToIgnoringCase(words);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  private static List<String> lines(RealJar server, String words) {
    try (Stream<String> lines = server.err().lines()) {
      return lines.filter(line -> line.contains(words)).toList();
    }
  }
}
