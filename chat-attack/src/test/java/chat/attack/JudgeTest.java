package chat.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.attack.host.DiskFull;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.World;
import chat.attack.socket.PingFlood;
import chat.attack.witness.Act;
import chat.attack.witness.Felt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  private static final long MILLI = 1_000_000;

  @TempDir private Path folder;
  private final Felt felt = new Felt();
  private FakeServer server;
  private Target target;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer(folder, FakeServer.silent());
    var nobody = new World(List.of(), List.of(), List.of(), List.of(), 1);
    target = new Target(server, nobody, new SplittableRandom(1), 1, 1);
    for (int i = 0; i < 1_000; i++) {
      felt.took(Act.ACK, 5 * MILLI);
    }
    felt.took(Act.LOGIN, 300 * MILLI);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Report judge(Scenario scenario, boolean alive, boolean answers, long megabytes) {
    return new Judge(Bounds.of(512))
        .judge(scenario, target, new Judge.Seen(alive, answers, megabytes, 100, felt));
  }

  private Report judge() {
    return judge(new PingFlood(), true, true, 400);
  }

  @Test
  void a_server_that_keeps_every_bound_holds() {
    assertThat(judge().broken()).isEmpty();
    assertThat(judge().talk()).isEqualTo(new Felt.Times(1_000, 5, 5, 5));
  }

  @Test
  void a_stall_of_one_act_in_fifty_breaks_the_bound() {
    for (int i = 0; i < 20; i++) {
      felt.took(Act.DELIVERY, 6_000 * MILLI);
    }
    assertThat(judge().broken()).containsExactly("the witness waited 6000 ms (p99)");
  }

  @Test
  void a_single_slow_act_among_a_thousand_is_no_stall() {
    felt.took(Act.DELIVERY, 6_000 * MILLI);
    assertThat(judge().holds()).isTrue();
  }

  @Test
  void slow_logins_are_judged_apart() {
    felt.took(Act.LOGIN, 5_000 * MILLI);
    assertThat(judge().broken()).containsExactly("the witness waited 5000 ms for a login (p99)");
  }

  @Test
  void one_failed_act_breaks_the_bound() {
    felt.failed(Act.REST, MILLI, "answered 503");
    assertThat(judge().broken())
        .containsExactly("1 acts of the witness failed: REST after 1 ms: answered 503");
  }

  @Test
  void what_the_attack_takes_away_may_fail_and_nothing_else() {
    felt.failed(Act.ACK, MILLI, "refused");
    assertThat(judge(new DiskFull(), true, true, 400).failures()).isZero();
    felt.failed(Act.HANDSHAKE, MILLI, "answered 503");
    assertThat(judge(new DiskFull(), true, true, 400).failures()).isEqualTo(1);
  }

  @Test
  void a_server_that_has_ended_or_answers_no_more_is_broken() {
    assertThat(judge(new PingFlood(), false, false, 400).broken())
        .containsExactly("the server has ended");
    assertThat(judge(new PingFlood(), true, false, 400).broken())
        .containsExactly("the server doesn't answer after the attack");
  }

  @Test
  void too_much_memory_is_broken() {
    assertThat(judge(new PingFlood(), true, true, 1_025).broken())
        .containsExactly("the server took 1025 MB of memory");
  }

  @Test
  void an_expectation_of_the_attack_is_reported_once() {
    target.expect(true, "not this");
    target.expect(false, "there is no limit");
    target.expect(false, "there is no limit");
    assertThat(judge().broken()).containsExactly("there is no limit");
  }

  @Test
  void the_table_names_what_was_broken() {
    target.expect(false, "there is no limit");
    assertThat(Table.row(judge())).contains("ping-flood", "BROKEN: there is no limit");
  }
}
