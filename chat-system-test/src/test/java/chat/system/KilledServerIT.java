package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerIT {
  private static final int KILLS = 5;
  private static final int TALKERS = 6;

  @Test
  void a_server_killed_at_any_moment_keeps_what_it_acknowledged_and_invents_nothing(
      @TempDir Path data) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var whereabouts = new Whereabouts();
    var ledger = new Ledger();
    var talkers = new ArrayList<Talker>();
    var seen = new ArrayList<List<JsonNode>>();

    var server = serve(data);
    try {
      whereabouts.found(server.address());
      var ann = server.caller().register("ann");
      long room = ann.openRoom("crash course");
      for (int i = 0; i < TALKERS; i++) {
        var who = server.caller().register("talker-" + i);
        talkers.add(new Talker(whereabouts, ledger, who, room, "talker " + i));
      }

      for (int life = 0; life <= KILLS; life++) {
        if (life > 0) {
          server = serve(data);
          whereabouts.found(server.address());
        }
        var sockets = talkers.stream().map(Talker::join).toList();
        if (life == 0) {
          talkers.forEach(Talker::start);
        }
        int enough = ledger.acknowledged() + 1 + random.nextInt(150);
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> ledger.acknowledged() >= enough);
        if (life < KILLS) {
          whereabouts.lost();
          server.kill();
          for (var socket : sockets) {
            socket.awaitClosed();
          }
        } else {
          for (var talker : talkers) {
            talker.finish();
          }
        }
        sockets.forEach(socket -> seen.add(socket.messages()));
      }

      // The tokens are from before the first kill: the secret was kept.
      var history = Ledger.history(ann.at(server.address()), room);
      ledger.check(history);
      seen.forEach(messages -> Ledger.checkSeen(messages, history));
      assertThat(seen.stream().mapToInt(List::size).sum()).isGreaterThan(KILLS * TALKERS);
      System.out.printf(
          "%d kills, %d acknowledged, %d stored%n", KILLS, ledger.acknowledged(), history.size());
    } finally {
      whereabouts.lost();
      server.close();
    }
  }

  /** Without limits: the talkers talk as fast as they are answered. */
  private static RealJar serve(Path data) {
    return RealJar.serve(
        Map.of("CHAT_DATA_DIR", data.toString(), "CHAT_BCRYPT_COST", "4", "CHAT_LIMITS", "off"));
  }
}
