package chat.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.benchmarks.contestant.PlainDialect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crowd against a server of a few lines, which can be told to make a mistake. */
class CrowdTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private static Crowd crowd(SmallServer server, int members, int senders) throws IOException {
    var crowd = new Crowd(List.of(server.address()), new PlainDialect(), 20);
    crowd.enter(
        IntStream.range(0, members)
            .mapToObj(i -> new Seat("user" + i, 1, i < senders, true))
            .toList(),
        4,
        in -> {});
    crowd.gather();
    return crowd;
  }

  private static Measured run(Crowd crowd, Load load) throws IOException {
    return crowd.run(load, SHORT, SHORT, List.of(ProcessHandle.current()), count -> {});
  }

  @Test
  void everybody_hears_what_is_said_and_it_is_counted() throws IOException {
    try (var server = new SmallServer(SmallServer.Fault.NONE);
        var crowd = crowd(server, 5, 2)) {
      var measured = run(crowd, new Load.Closed(3));
      assertThat(measured.messages()).isPositive();
      assertThat(measured.latency().getTotalCount()).isEqualTo(5 * measured.messages());
      assertThat(measured.deliveries()).isPositive();
      assertThat(run(crowd, new Load.Closed(1)).messages()).isPositive();
    }
  }

  @Test
  void an_open_load_says_as_much_as_it_should() throws IOException {
    try (var server = new SmallServer(SmallServer.Fault.NONE);
        var crowd = crowd(server, 3, 2)) {
      long begun = System.nanoTime();
      var measured =
          crowd.run(
              new Load.Open(500),
              Duration.ZERO,
              Duration.ofMillis(400),
              List.of(ProcessHandle.current()),
              count -> {});
      double seconds = (System.nanoTime() - begun) / 1e9;
      // However late its turn comes, what was due is said then; each of the two begins at once.
      assertThat((double) measured.messages()).isBetween(190.0, 500 * seconds + 2);
    }
  }

  @Test
  void what_is_said_late_counts_from_when_it_was_due() throws IOException {
    try (var server = new SmallServer(SmallServer.Fault.FREEZE);
        var crowd = crowd(server, 2, 1)) {
      var measured =
          crowd.run(
              new Load.Open(200),
              Duration.ZERO,
              Duration.ofMillis(800),
              List.of(ProcessHandle.current()),
              count -> {});
      // It was silent once for 300 ms: all of the 60 that were due then had to wait.
      long waited = 0;
      for (var step : measured.latency().recordedValues()) {
        if (step.getValueIteratedTo() > 50_000_000) {
          waited += step.getCountAtValueIteratedTo();
        }
      }
      assertThat(waited).isGreaterThan(60);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SmallServer.Fault.class,
      names = {"LOSE", "DOUBLE", "SWAP", "SWAP_FOR_ONE", "HANG_UP"})
  void a_server_that_makes_a_mistake_gives_no_figures(SmallServer.Fault fault) throws IOException {
    try (var server = new SmallServer(fault);
        var crowd = crowd(server, 4, 2)) {
      assertThatThrownBy(() -> run(crowd, new Load.Closed(4))).isInstanceOf(Mistake.class);
    }
  }

  @Test
  void whoever_never_reads_is_found_thrown_out() throws IOException {
    try (var server = new SmallServer(SmallServer.Fault.NONE);
        var crowd = crowd(server, 2, 1)) {
      crowd.enter(List.of(new Seat("slow", 1, false, false)), 1, in -> {});
      run(crowd, new Load.Closed(1));
      assertThat(crowd.thrownOut()).isZero();
      server.throwOutLast();
      assertThat(crowd.thrownOut()).isEqualTo(1);
    }
  }
}
