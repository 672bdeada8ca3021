package chat.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Set<Fault.Kind> EVERYTHING = EnumSet.allOf(Fault.Kind.class);

  private static List<Fault> faults(long seed, Set<Fault.Kind> possible) {
    var plan = new Plan(new SplittableRandom(seed), possible);
    return Stream.generate(plan::next).limit(1_000).toList();
  }

  @Test
  void a_seed_is_a_plan() {
    assertThat(faults(7, EVERYTHING)).isEqualTo(faults(7, EVERYTHING));
    assertThat(faults(7, EVERYTHING)).isNotEqualTo(faults(8, EVERYTHING));
  }

  @Test
  void everything_that_can_go_wrong_does() {
    assertThat(faults(7, EVERYTHING)).extracting(Fault::kind).containsAll(EVERYTHING);
  }

  @Test
  void nothing_goes_wrong_with_a_database_that_dies_with_the_server() {
    try (var store = Store.sqlite(Path.of("data"))) {
      assertThat(faults(7, store.faults()))
          .extracting(Fault::kind)
          .contains(Fault.Kind.KILL_SERVER, Fault.Kind.STOP_READING)
          .doesNotContain(
              Fault.Kind.KILL_DATABASE,
              Fault.Kind.KILL_BOTH,
              Fault.Kind.FREEZE_DATABASE,
              Fault.Kind.CUT_DATABASE);
    }
  }

  @Test
  void somebody_elses_database_is_cut_off_but_not_killed() {
    try (var store = Store.at("jdbc:mysql://db.example.org/chat?useSSL=false", "ann", "secret")) {
      assertThat(store.faults())
          .contains(Fault.Kind.CUT_DATABASE)
          .doesNotContain(Fault.Kind.KILL_DATABASE, Fault.Kind.FREEZE_DATABASE);
      assertThat(store.settings().get("CHAT_DATABASE_URL"))
          .matches("jdbc:mysql://127\\.0\\.0\\.1:\\d+/chat\\?useSSL=false");
    }
  }
}
