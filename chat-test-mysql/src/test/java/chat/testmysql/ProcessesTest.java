package chat.testmysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  @Test
  void a_watched_program_ends_with_the_jvm_that_started_it_even_if_that_is_killed()
      throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var owner =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = owner.inputReader()) {
      var program = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(runs(program)).isTrue();

      owner.destroyForcibly();
      await().until(() -> !runs(program));
    } finally {
      owner.destroyForcibly();
    }
  }

  /** A dead process that nobody has waited for is still called alive, but has no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Starts a program that takes long, says its id, and waits for its own end. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      var program = new ProcessBuilder(Processes.watched(List.of("sleep", "600"))).start();
      System.out.println(program.pid());
      program.waitFor();
    }
  }
}
