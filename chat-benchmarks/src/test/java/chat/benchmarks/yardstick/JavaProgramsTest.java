package chat.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import chat.benchmarks.contestant.Contestant;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.load.Load;
import chat.benchmarks.load.Seat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator ends a run with an exception when anything is lost, doubled or disordered. */
class JavaProgramsTest {
  private static final int ROOMS = 2;
  private static final int MEMBERS = 10;
  private static final int SENDERS = 3;

  @TempDir Path folder;

  @Test
  void netty_tells_everybody_everything_in_one_order() throws IOException {
    assertItTellsEverything(JavaPrograms.netty());
  }

  @Test
  void javalin_tells_everybody_everything_in_one_order() throws IOException {
    assertItTellsEverything(JavaPrograms.javalin());
  }

  private void assertItTellsEverything(Contestant contestant) throws IOException {
    try (var server = contestant.start(folder)) {
      var guests = server.admit(MEMBERS, ROOMS);
      var seats = new ArrayList<Seat>();
      for (var room : guests.rooms()) {
        for (int i = 0; i < MEMBERS; i++) {
          seats.add(new Seat(guests.tokens().get(i), room, i < SENDERS, true));
        }
      }
      try (var crowd = new Crowd(server.addresses(), server.dialect(), 300)) {
        crowd.enter(seats, MEMBERS, joined -> {});
        crowd.gather();
        for (int outstanding : new int[] {1, 20}) {
          var measured =
              crowd.run(
                  new Load.Closed(outstanding),
                  Duration.ofMillis(100),
                  Duration.ofMillis(500),
                  server.processes(),
                  delivered -> {});
          assertThat(measured.messages()).isPositive();
          assertThat(measured.deliveries()).isPositive();
        }
      }
    }
  }
}
