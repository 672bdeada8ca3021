package chat.testmysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AbandonedServerTest {
  @Test
  void a_server_ends_with_the_jvm_that_launched_it_even_if_that_is_killed() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var owner =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = owner.inputReader()) {
      int port = Integer.parseInt(String.valueOf(output.readLine()));
      assertThat(isTaken(port)).isTrue();

      owner.destroyForcibly();
      await().atMost(Duration.ofSeconds(30)).until(() -> !isTaken(port));
    } finally {
      owner.destroyForcibly();
    }
  }

  private static boolean isTaken(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Launches a server, says at which port, and waits for its end. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      try (var database = TestDatabase.launch()) {
        System.out.println(URI.create(database.jdbcUrl("").substring("jdbc:".length())).getPort());
        Thread.currentThread().join();
      }
    }
  }
}
