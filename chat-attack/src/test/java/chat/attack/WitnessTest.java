package chat.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.attack.scenario.World;
import chat.attack.witness.Act;
import chat.attack.witness.Witness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final int PATIENCE_MS = 1_000;

  private static final World WORLD =
      new World(
          List.of(),
          List.of(
              new World.Account("a", "t"),
              new World.Account("b", "t"),
              new World.Account("c", "t")),
          List.of(),
          List.of(),
          1);

  @TempDir private Path folder;

  private Witness witness(FakeServer server) {
    var uri = server.address();
    return new Witness(new InetSocketAddress(uri.getHost(), uri.getPort()), WORLD, PATIENCE_MS);
  }

  @Test
  void a_server_that_hangs_up_fails_every_act() throws Exception {
    try (var server = new FakeServer(folder, client -> {})) {
      var witness = witness(server);
      assertThat(witness.warmUp(1)).isFalse();
      awaitFailures(witness, EnumSet.allOf(Act.class));
      witness.end();
      assertThat(witness.felt().failuresInWords()).contains("REST", "HANDSHAKE");
    }
  }

  @Test
  void an_answer_that_refuses_is_a_failure() throws Exception {
    var refusal = "HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    try (var server =
        new FakeServer(
            folder,
            client -> {
              readHead(client.getInputStream());
              client.getOutputStream().write(refusal);
            })) {
      var witness = witness(server);
      assertThat(witness.warmUp(1)).isFalse();
      awaitFailures(witness, Set.of(Act.REST, Act.LOGIN, Act.HANDSHAKE, Act.ACK));
      witness.end();
      assertThat(witness.felt().failuresInWords()).contains("answered 503");
    }
  }

  @Test
  void a_stall_counts_for_every_act_that_it_delays() throws Exception {
    try (var server = new FakeServer(folder, FakeServer.silent())) {
      var witness = witness(server);
      assertThat(witness.warmUp(1)).isFalse();
      awaitFailures(witness, Act.HANDSHAKE, 3);
      witness.end();
      var times = witness.felt().times(Set.of(Act.HANDSHAKE));
      // One handshake waited in vain, and the next one was due while it did.
      assertThat(times.worst()).isGreaterThan(PATIENCE_MS * 1.5);
    }
  }

  private static void readHead(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
  }

  private static void awaitFailures(Witness witness, Set<Act> acts) {
    acts.forEach(act -> awaitFailures(witness, act, 1));
  }

  private static void awaitFailures(Witness witness, Act act, int failures) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> witness.felt().failures(Set.of(act)) >= failures);
  }
}
