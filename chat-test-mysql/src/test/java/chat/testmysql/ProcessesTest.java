package chat.testmysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessesTest {
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_watched_program_ends_with_the_jvm_that_started_it_even_if_that_is_killed()
      throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var owner =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = owner.inputReader()) {
      assertThat(output.readLine()).isEqualTo("started");
      owner.destroyForcibly();
      // The program holds the other end too; its id would tell less, as a zombie keeps that.
      assertThat(output.readLine()).isNull();
    } finally {
      owner.destroyForcibly();
    }
  }

  /** Starts a program that takes long, says so, and waits for its own end. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      var program =
          new ProcessBuilder(Processes.watched(List.of("sleep", "600")))
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      System.out.println("started");
      program.waitFor();
    }
  }
}
