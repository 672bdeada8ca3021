package chat.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final Set<Fault.Kind> EVERYTHING = EnumSet.allOf(Fault.Kind.class);

  private static final String ELSEWHERE = "jdbc:mysql://db.example.org/chat?useSSL=false";

  @TempDir private Path folder;

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

  private Set<Fault.Kind> possible(int servers, Store store) throws IOException {
    var jar = Files.createFile(folder.resolve("server.jar"));
    try (var cluster = new Cluster(servers, jar, store, null, Map.of(), folder)) {
      return cluster.faults();
    }
  }

  @Test
  void nothing_goes_wrong_with_a_database_that_dies_with_the_server() throws IOException {
    try (var store = Store.sqlite(Path.of("data"))) {
      assertThat(possible(1, store))
          .contains(Fault.Kind.KILL_SERVER, Fault.Kind.STOP_READING)
          .doesNotContain(
              Fault.Kind.KILL_DATABASE,
              Fault.Kind.KILL_BOTH,
              Fault.Kind.FREEZE_DATABASE,
              Fault.Kind.CUT_DATABASE);
    }
  }

  @Test
  void somebody_elses_database_is_cut_off_but_not_killed() throws IOException {
    try (var store = Store.at(ELSEWHERE, "ann", "secret")) {
      assertThat(possible(3, store))
          .contains(Fault.Kind.CUT_DATABASE, Fault.Kind.PARTITION_DATABASE)
          .doesNotContain(
              Fault.Kind.KILL_DATABASE, Fault.Kind.FREEZE_DATABASE, Fault.Kind.KILL_BROKER);
    }
  }

  @Test
  void each_server_has_a_way_of_its_own_to_the_database() {
    try (var store = Store.at(ELSEWHERE, "ann", "secret");
        var one = store.way().orElseThrow();
        var other = store.way().orElseThrow()) {
      assertThat(store.settings(Optional.of(one)).get("CHAT_DATABASE_URL"))
          .isEqualTo("jdbc:mysql://127.0.0.1:" + one.port() + "/chat?useSSL=false");
      assertThat(store.settings(Optional.of(other)).get("CHAT_DATABASE_URL"))
          .isEqualTo("jdbc:mysql://127.0.0.1:" + other.port() + "/chat?useSSL=false");
    }
  }

  @Test
  void several_servers_need_a_database_that_they_can_share() {
    try (var store = Store.sqlite(Path.of("data"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> possible(2, store));
    }
  }
}
