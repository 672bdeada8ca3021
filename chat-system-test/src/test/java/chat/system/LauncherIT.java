package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a clone of its own, where the jar is newer than the sources, so that whoever
 * edits the real ones meanwhile doesn't make it build.
 */
class LauncherIT {
  @TempDir private Path clone;

  @BeforeEach
  void lay_out_a_clone_that_has_been_built() throws IOException {
    Files.copy(
        RealJar.home().resolve("chat"), clone.resolve("chat"), StandardCopyOption.COPY_ATTRIBUTES);
    var pom = Files.writeString(clone.resolve("pom.xml"), "<project/>");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH.plusSeconds(1_000_000_000)));
    Files.createDirectory(clone.resolve(".mvn"));
    Files.setLastModifiedTime(clone.resolve(".mvn"), Files.getLastModifiedTime(pom));
    var target = Files.createDirectories(clone.resolve("chat-bootstrap/target"));
    Files.copy(RealJar.jar(), target.resolve("chat.jar"));
  }

  private RealJar launch(String... arguments) {
    var command = new ArrayList<String>();
    command.add(clone.resolve("chat").toString());
    command.addAll(List.of(arguments));
    var program = new ProcessBuilder(command).directory(clone.toFile());
    return RealJar.launch(program);
  }

  @Test
  void it_runs_the_jar_that_is_there_without_a_word_of_its_own() {
    try (var chat = launch("--version")) {
      assertThat(chat.awaitExit()).as(chat.err()).isZero();
      assertThat(chat.out()).matches("chat \\d+\\.\\d+\\.\\d+\\R");
      assertThat(chat.err()).isEmpty();
    }
  }

  @Test
  void it_hands_over_the_exit_status() {
    try (var chat = launch("serve", "--port", "eighty")) {
      assertThat(chat.awaitExit()).isEqualTo(2);
      assertThat(chat.err()).startsWith("chat: --port (CHAT_PORT) ").hasLineCount(1);
    }
  }

  @Test
  void it_serves_from_wherever_it_is_called_and_a_signal_reaches_the_server() throws Exception {
    // The second start finds what the first has left behind to start faster.
    for (int start = 1; start <= 2; start++) {
      try (var chat = launch("serve", "--port", "0", "--data-dir", "kept")) {
        chat.awaitReady();
        assertThat(chat.caller().get("/api/health").status()).isEqualTo(200);
        assertThat(chat.stop("TERM")).as(chat.err()).isZero();
        assertThat(chat.out()).hasLineCount(1);
      }
      assertThat(clone.resolve("kept/chat.db")).exists();
    }
    try (var files = Files.walk(clone.resolve(".chat/builds"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.contains(".jsa")))
          .singleElement()
          .asString()
          .endsWith(".jsa");
    }
  }

  @Test
  void a_symbolic_link_to_it_leads_to_the_same_clone(@TempDir Path elsewhere) throws Exception {
    var link = Files.createSymbolicLink(elsewhere.resolve("c"), clone.resolve("chat"));
    try (var chat = RealJar.launch(new ProcessBuilder(link.toString(), "--version"))) {
      assertThat(chat.awaitExit()).as(chat.err()).isZero();
      assertThat(chat.out()).startsWith("chat ");
    }
  }
}
