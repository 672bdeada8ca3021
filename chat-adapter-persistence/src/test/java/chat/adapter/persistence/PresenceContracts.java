package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.persistence.presence.DatabasePresence;
import chat.adapter.persistence.presence.PresenceTables;
import chat.adapter.persistence.presence.Timings;
import chat.domain.StoreUnavailable;
import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Presence.Present;
import chat.domain.presence.ServerVersion;
import chat.domain.user.Identity;
import chat.testkit.LogOf;
import chat.testkit.presence.Heard;
import chat.testkit.presence.SharedPresenceContract;
import chat.testkit.user.SampleUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Presence on one database, on nodes whose clock the tests move. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PresenceContracts implements SharedPresenceContract {
  /** As long as a node collects changes. */
  private static final Duration STEP = Timings.DEFAULTS.write();

  /** For nodes that work by themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<Integer, Identity> people = new ConcurrentHashMap<>();
  private @Nullable MySqlStore store;
  private HandNodes nodes = new HandNodes();

  abstract MySqlStore open();

  @BeforeAll
  void open_the_store() {
    store = open();
  }

  @AfterAll
  void close_the_store() {
    store().close();
  }

  @BeforeEach
  void nobody_is_there() {
    nodes = new HandNodes();
    execute("DELETE FROM nodes");
    execute("DELETE FROM presence");
  }

  private MySqlStore store() {
    return Objects.requireNonNull(store);
  }

  private PresenceTables tables() {
    return store().presenceTables().orElseThrow();
  }

  private void execute(String sql) {
    store().database().transaction(handle -> handle.execute(sql));
  }

  private int count(String table) {
    return store()
        .database()
        .read(
            handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public Identity person(int number) {
    return people.computeIfAbsent(number, n -> SampleUsers.registered(store().users()));
  }

  /** Nodes that work when the test says that time passes. */
  private final class HandNodes implements Nodes {
    private final List<HandNode> running = new ArrayList<>();
    private long now = -1_000_000_000;
    private boolean isDown;

    @Override
    public HandNode start(Presence.Listener listener) {
      return start(listener, "0.1.0");
    }

    HandNode start(Presence.Listener listener, String version) {
      var node = new HandNode(this, listener, new ServerVersion(version));
      running.add(node);
      node.presence.work();
      return node;
    }

    @Override
    public void pass(Duration time) {
      for (var left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
        now += STEP.toNanos();
        running.stream().filter(node -> !node.isPaused).forEach(node -> node.presence.work());
      }
    }

    @Override
    public void storeDown() {
      isDown = true;
    }

    @Override
    public void storeUp() {
      isDown = false;
    }
  }

  private final class HandNode implements Node {
    private final HandNodes nodes;
    private int told;
    private final DatabasePresence presence;
    private int calls;
    private boolean isPaused;
    private boolean isCutOff;
    private boolean losesAnswers;

    HandNode(HandNodes nodes, Presence.Listener listener, ServerVersion version) {
      this.nodes = nodes;
      presence =
          new DatabasePresence(
              new SwitchedTables(),
              listener,
              () -> told++,
              version,
              Timings.DEFAULTS,
              () -> nodes.now);
    }

    @Override
    public Presence presence() {
      return presence;
    }

    @Override
    public void kill() {
      nodes.running.remove(this);
    }

    @Override
    public void stop() {
      nodes.running.remove(this);
      presence.goodbye();
    }

    @Override
    public void pause() {
      isPaused = true;
    }

    @Override
    public void resume() {
      isPaused = false;
    }

    @Override
    public void cutOff() {
      isCutOff = true;
    }

    @Override
    public void reconnect() {
      isCutOff = false;
    }

    /** The tables, as long as this node can reach them. */
    private final class SwitchedTables implements PresenceTables {
      private final PresenceTables real = tables();

      private PresenceTables reached() {
        calls++;
        if (nodes.isDown || isCutOff) {
          throw new StoreUnavailable("switched off");
        }
        return real;
      }

      @Override
      public void begin(NodeId node, ServerVersion version) {
        reached().begin(node, version);
      }

      @Override
      public boolean write(NodeId node, long number, List<Place> came, List<Place> left) {
        boolean written = reached().write(node, number, came, left);
        if (losesAnswers) {
          throw new StoreUnavailable("the connection died during the commit");
        }
        return written;
      }

      @Override
      public List<NodeRow> nodes() {
        return reached().nodes();
      }

      @Override
      public List<Change> changes(NodeId node, Position from) {
        return reached().changes(node, from);
      }

      @Override
      public boolean purge(NodeId node, long number) {
        return reached().purge(node, number);
      }

      @Override
      public void remove(NodeId node, long renewals) {
        reached().remove(node, renewals);
      }

      @Override
      public void end(NodeId node) {
        reached().end(node);
      }

      @Override
      public boolean deleteOrphans() {
        return reached().deleteOrphans();
      }
    }
  }

  @Test
  void a_node_that_was_killed_long_before_this_one_started_has_nobody() {
    var killed = nodes.start(new Heard());
    killed.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    killed.kill();
    execute("UPDATE nodes SET renewed_at = UTC_TIMESTAMP(3) - INTERVAL 13 SECOND");
    var heard = new Heard();
    nodes.start(heard);
    nodes.pass(LONG);
    assertThat(heard.all()).isEmpty();
  }

  @Test
  void a_hiccup_of_some_seconds_has_nobody_leave() {
    var heard = new Heard();
    var paused = nodes.start(new Heard());
    nodes.start(heard);
    paused.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    paused.pause();
    nodes.pass(Duration.ofSeconds(8));
    paused.resume();
    nodes.pass(LONG);
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void nodes_that_stood_still_together_give_each_other_time() {
    var heard = new Heard();
    var one = nodes.start(new Heard());
    var other = nodes.start(heard);
    one.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    // As when the machine slept: the clock went on, and neither of them nor the database worked.
    nodes.now += Duration.ofHours(8).toNanos();
    other.presence.work();
    nodes.pass(LONG);
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void nothing_is_left_of_nodes_that_are_gone() {
    var first = nodes.start(new Heard());
    var second = nodes.start(new Heard());
    var third = nodes.start(new Heard());
    first.presence().enter(room(1), person(1));
    second.presence().enter(room(1), person(2));
    third.presence().enter(room(1), person(3));
    nodes.pass(SOON);
    first.kill();
    second.stop();
    nodes.pass(LONG.multipliedBy(3));
    assertThat(count("nodes")).isEqualTo(1);
    assertThat(count("presence")).isEqualTo(1);
  }

  @Test
  void those_who_have_left_are_deleted_and_a_node_that_missed_it_reads_everybody_anew() {
    var heard = new Heard();
    var busy = nodes.start(new Heard());
    var away = nodes.start(heard);
    busy.presence().enter(room(1), person(1));
    busy.presence().enter(room(1), person(2));
    nodes.pass(SOON);
    away.cutOff();
    busy.presence().leave(room(1), person(1));
    busy.presence().enter(room(1), person(3));
    nodes.pass(LONG.multipliedBy(4));
    assertThat(count("presence")).isEqualTo(2);
    away.reconnect();
    nodes.pass(SOON);
    assertThat(away.presence().present(room(1), 10).people())
        .containsExactlyInAnyOrder(person(2), person(3));
    heard.assertTakesTurns();
  }

  @Test
  void an_idle_node_costs_a_look_a_second_and_a_renewal_each_three() {
    var node = nodes.start(new Heard());
    nodes.start(new Heard());
    node.presence().enter(room(1), person(1));
    nodes.pass(Duration.ofSeconds(40));
    int before = node.calls;
    nodes.pass(Duration.ofSeconds(30));
    assertThat(node.calls - before).isBetween(39, 41);
  }

  @Test
  void those_who_come_and_leave_at_once_cost_nothing() {
    var node = nodes.start(new Heard());
    nodes.pass(SOON);
    int before = node.calls;
    for (int i = 0; i < 20_000; i++) {
      node.presence().enter(room(1 + i % 500), person(1));
      node.presence().leave(room(1 + i % 500), person(1));
    }
    nodes.pass(STEP.multipliedBy(5));
    assertThat(node.calls - before).as("looks and renewals").isLessThanOrEqualTo(2);
    assertThat(count("presence")).isZero();
  }

  @Test
  void a_crowd_that_comes_and_goes_costs_no_more_than_its_batches() {
    var node = nodes.start(new Heard());
    nodes.pass(SOON);
    int before = node.calls;
    int steps = 20;
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < 5_500; i++) {
        var room = room(1 + i % 500);
        if (node.presence().present(room, 1).count() == 0) {
          node.presence().enter(room, person(1));
        } else {
          node.presence().leave(room, person(1));
        }
      }
      node.presence().enter(room(1000 + step), person(1));
      nodes.pass(STEP);
    }
    assertThat(node.calls - before).as("batches and looks").isLessThanOrEqualTo(steps + 3);
    assertThat(count("presence")).isLessThanOrEqualTo(500 + steps);
  }

  @Test
  void thousands_who_come_at_once_are_written_page_by_page_and_read_page_by_page() {
    var other = nodes.start(new Heard());
    var node = nodes.start(new Heard());
    int rooms = 2 * PresenceTables.PAGE + 7;
    for (int i = 1; i <= rooms; i++) {
      node.presence().enter(room(i), person(1));
    }
    nodes.pass(SOON);
    var late = nodes.start(new Heard());
    nodes.pass(SOON);
    for (var each : List.of(other, late)) {
      for (int i = 1; i <= rooms; i++) {
        assertThat(each.presence().present(room(i), 1).count()).isEqualTo(1);
      }
    }
  }

  @Test
  void what_was_written_without_an_answer_is_right_in_the_end() {
    var node = nodes.start(new Heard());
    var other = nodes.start(new Heard());
    node.presence().enter(room(1), person(1));
    node.losesAnswers = true;
    nodes.pass(SOON);
    node.presence().leave(room(1), person(1));
    node.presence().enter(room(1), person(2));
    nodes.pass(SOON);
    node.losesAnswers = false;
    nodes.pass(SOON);
    assertThat(other.presence().present(room(1), 10)).isEqualTo(new Present(List.of(person(2)), 1));
  }

  @Test
  void others_are_told_of_each_change_that_was_written_and_look_soon() {
    var node = nodes.start(new Heard());
    var other = nodes.start(new Heard());
    nodes.pass(SOON);
    node.presence().enter(room(1), person(1));
    nodes.pass(STEP);
    assertThat(node.told).isEqualTo(1);
    other.presence.lookSoon();
    nodes.pass(STEP);
    assertThat(other.presence().present(room(1), 10).count()).isEqualTo(1);
  }

  @Test
  void notices_in_a_flood_cost_no_more_than_twenty_looks_a_second() {
    var node = nodes.start(new Heard());
    nodes.pass(SOON);
    int before = node.calls;
    for (int i = 0; i < 1_000; i++) {
      node.presence.lookSoon();
      nodes.now += 1_000_000;
      node.presence.work();
    }
    assertThat(node.calls - before).isBetween(15, 22);
  }

  @Test
  void the_newer_node_logs_one_line_about_the_older_one() {
    nodes.start(new Heard(), "0.9.0");
    nodes.start(new Heard(), "0.10.0");
    try (var log = new LogOf("chat.adapter.persistence.presence")) {
      nodes.start(new Heard(), "0.10.0");
      nodes.pass(LONG);
      assertThat(log.with("older than this one"))
          .containsExactly(
              "another server on this database is of version 0.9.0, older than this one, 0.10.0");
    }
  }

  @Test
  void a_node_at_work_writes_looks_and_says_goodbye_by_itself() {
    var told = new AtomicInteger();
    var version = new ServerVersion("0.1.0");
    try (var one = new DatabasePresence(tables(), new Heard(), told::incrementAndGet, version);
        var other = new DatabasePresence(tables(), new Heard(), () -> {}, version)) {
      one.start();
      other.start();
      one.enter(room(1), person(1));
      await().atMost(PATIENCE).until(() -> other.present(room(1), 10).count() == 1);
      one.leave(room(1), person(1));
      one.enter(room(1), person(2));
      one.enter(room(1), person(3));
      await().atMost(PATIENCE).until(() -> other.present(room(1), 10).count() == 2);
      assertThat(told.get()).isPositive();
      one.close();
      one.close();
      await().atMost(PATIENCE).until(() -> other.present(room(1), 10).count() == 0);
    }
    await().atMost(PATIENCE).until(() -> count("nodes") == 0);
  }

  @Test
  void changes_are_read_along_an_index_without_sorting() {
    var alice = person(1).id();
    for (int node = 1; node <= 4; node++) {
      tables().begin(new NodeId(node), new ServerVersion("0.1.0"));
      for (int number = 1; number <= 8; number++) {
        int first = number * 200;
        var came =
            IntStream.range(first, first + 200)
                .mapToObj(i -> new PresenceTables.Place(room(i), alice))
                .toList();
        tables().write(new NodeId(node), number, came, List.of());
      }
    }
    var from = new PresenceTables.Position(8, Long.MAX_VALUE, Long.MAX_VALUE);
    var read = Recorder.record(store(), () -> tables().changes(new NodeId(2), from));
    var plan =
        store()
            .database()
            .reading()
            .jdbi()
            .withHandle(
                handle -> {
                  handle.execute("ANALYZE TABLE presence");
                  var query = handle.createQuery("EXPLAIN " + read.get(0));
                  var parameters = List.of(2L, 8L, 8L, from.room(), from.room(), from.user(), 100);
                  for (int i = 0; i < parameters.size(); i++) {
                    query.bind(i, parameters.get(i));
                  }
                  return query
                      .map(
                          (row, context) ->
                              "%s %s %s %s"
                                  .formatted(
                                      row.getString("table"),
                                      row.getString("type"),
                                      row.getString("key"),
                                      row.getString("Extra")))
                      .list();
                });
    assertThat(plan).first().asString().startsWith("p range presence_changes ");
    assertThat(plan).noneMatch(step -> step.contains("filesort") || step.contains("temporary"));
    assertThat(plan).last().asString().startsWith("u eq_ref PRIMARY ");
  }
}
