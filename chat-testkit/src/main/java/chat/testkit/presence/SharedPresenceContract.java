package chat.testkit.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Presence;
import chat.domain.presence.Presence.Present;
import chat.domain.presence.Roster.Entry;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link Presence} promises besides that several nodes share. */
public interface SharedPresenceContract extends PresenceContract {
  /** Within this time the others know what a node says. */
  Duration SOON = Duration.ofSeconds(3);

  /** Within this time the people of a node are gone that was killed or cut off. */
  Duration GONE_WITHIN = Duration.ofSeconds(15);

  /** Longer than it takes to give up a silent node. */
  Duration LONG = Duration.ofSeconds(60);

  /** The nodes of this test, none of which has started. */
  Nodes nodes();

  /** Nodes that share a store. */
  interface Nodes {
    /** Starts one more. */
    Node start(Presence.Listener listener);

    /** Has time pass, in which the nodes that run do what they do by themselves. */
    void pass(Duration time);

    /** Takes the store away from all nodes. */
    void storeDown();

    /** Gives it back. */
    void storeUp();
  }

  /** One node. */
  interface Node {
    Presence presence();

    /** Ends it without a word. */
    void kill();

    /** Ends it as an operator does. */
    void stop();

    /** Has it do nothing, as with SIGSTOP. */
    void pause();

    /** Has it go on. */
    void resume();

    /** Takes the store away from this node alone. */
    void cutOff();

    /** Gives it back. */
    void reconnect();
  }

  @Override
  default Presence presence(Presence.Listener listener) {
    return nodes().start(listener).presence();
  }

  @Test
  default void who_enters_on_one_node_is_soon_present_on_the_others() {
    var nodes = nodes();
    var heard = new Heard();
    var one = nodes.start(new Heard());
    var other = nodes.start(heard);
    one.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    assertThat(other.presence().present(room(1), 10)).isEqualTo(new Present(List.of(person(1)), 1));
    one.presence().leave(room(1), person(1));
    nodes.pass(SOON);
    assertThat(other.presence().present(room(1), 10)).isEqualTo(new Present(List.of(), 0));
    assertThat(heard.all())
        .containsExactly(Heard.joinedLine(room(1), person(1)), Heard.leftLine(room(1), person(1)));
  }

  @Test
  default void who_was_there_before_a_node_started_is_soon_present_on_it() {
    var nodes = nodes();
    var one = nodes.start(new Heard());
    one.presence().enter(room(1), person(1));
    one.presence().enter(room(1), person(2));
    one.presence().leave(room(1), person(2));
    nodes.pass(LONG);
    var heard = new Heard();
    var late = nodes.start(heard);
    nodes.pass(SOON);
    assertThat(late.presence().present(room(1), 10)).isEqualTo(new Present(List.of(person(1)), 1));
    assertThat(heard.all()).containsExactly(Heard.joinedLine(room(1), person(1)));
  }

  @Test
  default void a_person_on_two_nodes_joins_once_and_leaves_once_on_every_node() {
    var nodes = nodes();
    var heard = List.of(new Heard(), new Heard(), new Heard());
    var one = nodes.start(heard.get(0));
    var two = nodes.start(heard.get(1));
    nodes.start(heard.get(2));
    one.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    two.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    one.presence().leave(room(1), person(1));
    nodes.pass(SOON);
    for (var those : heard) {
      assertThat(those.all()).containsExactly(Heard.joinedLine(room(1), person(1)));
    }
    two.presence().leave(room(1), person(1));
    nodes.pass(SOON);
    for (var those : heard) {
      assertThat(those.all())
          .containsExactly(
              Heard.joinedLine(room(1), person(1)), Heard.leftLine(room(1), person(1)));
    }
  }

  @Test
  default void entering_says_whether_the_person_was_in_the_room_on_no_node() {
    var nodes = nodes();
    var one = nodes.start(new Heard());
    var two = nodes.start(new Heard());
    assertThat(one.presence().enter(room(1), person(1))).isTrue();
    nodes.pass(SOON);
    assertThat(two.presence().enter(room(1), person(1))).isFalse();
    assertThat(two.presence().enter(room(2), person(1))).isTrue();
    one.presence().leave(room(1), person(1));
    nodes.pass(SOON);
    assertThat(one.presence().enter(room(1), person(1))).isFalse();
    one.presence().leave(room(1), person(1));
    two.presence().leave(room(1), person(1));
    nodes.pass(SOON);
    assertThat(one.presence().enter(room(1), person(1))).isTrue();
  }

  @Test
  default void who_comes_back_before_their_killed_node_is_given_up_was_never_gone() {
    var nodes = nodes();
    var killed = nodes.start(new Heard());
    killed.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    killed.kill();
    var heard = new Heard();
    var restarted = nodes.start(heard);
    nodes.pass(SOON);
    assertThat(restarted.presence().enter(room(1), person(1))).isFalse();
    nodes.pass(LONG);
    assertThat(heard.all()).containsExactly(Heard.joinedLine(room(1), person(1)));
    assertThat(restarted.presence().present(room(1), 10).people()).containsExactly(person(1));
  }

  @Test
  default void the_people_of_a_killed_node_are_gone_within_fifteen_seconds() {
    var nodes = nodes();
    var heard = new Heard();
    var killed = nodes.start(new Heard());
    var other = nodes.start(heard);
    killed.presence().enter(room(1), person(1));
    killed.presence().enter(room(1), person(2));
    other.presence().enter(room(1), person(2));
    nodes.pass(SOON);
    killed.kill();
    nodes.pass(GONE_WITHIN);
    assertThat(other.presence().present(room(1), 10)).isEqualTo(new Present(List.of(person(2)), 1));
    assertThat(heard.of(person(1)))
        .containsExactly(Heard.joinedLine(room(1), person(1)), Heard.leftLine(room(1), person(1)));
    assertThat(heard.of(person(2))).containsExactly(Heard.joinedLine(room(1), person(2)));
    nodes.pass(LONG);
    assertThat(heard.all()).hasSize(3);
  }

  @Test
  default void the_people_of_a_node_that_stops_are_soon_gone() {
    var nodes = nodes();
    var stopped = nodes.start(new Heard());
    var other = nodes.start(new Heard());
    stopped.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    stopped.stop();
    nodes.pass(SOON);
    assertThat(other.presence().present(room(1), 10).count()).isZero();
  }

  @Test
  default void an_outage_of_the_store_has_nobody_leave() {
    var nodes = nodes();
    var heard = List.of(new Heard(), new Heard());
    var one = nodes.start(heard.get(0));
    var two = nodes.start(heard.get(1));
    one.presence().enter(room(1), person(1));
    two.presence().enter(room(1), person(2));
    nodes.pass(SOON);
    nodes.storeDown();
    nodes.pass(LONG);
    nodes.storeUp();
    nodes.pass(LONG);
    for (var those : heard) {
      assertThat(those.all())
          .containsExactlyInAnyOrder(
              Heard.joinedLine(room(1), person(1)), Heard.joinedLine(room(1), person(2)));
    }
  }

  @Test
  default void what_changes_during_an_outage_is_so_at_once_here_and_afterwards_elsewhere() {
    var nodes = nodes();
    var one = nodes.start(new Heard());
    var two = nodes.start(new Heard());
    one.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    nodes.storeDown();
    one.presence().leave(room(1), person(1));
    one.presence().enter(room(1), person(2));
    assertThat(one.presence().present(room(1), 10).people()).containsExactly(person(2));
    nodes.pass(SOON);
    assertThat(two.presence().present(room(1), 10).people()).containsExactly(person(1));
    nodes.storeUp();
    nodes.pass(SOON);
    assertThat(two.presence().present(room(1), 10).people()).containsExactly(person(2));
  }

  @Test
  default void the_people_of_a_node_killed_during_an_outage_are_gone_within_15_seconds_of_it() {
    var nodes = nodes();
    var killed = nodes.start(new Heard());
    var other = nodes.start(new Heard());
    killed.presence().enter(room(1), person(1));
    nodes.pass(SOON);
    nodes.storeDown();
    killed.kill();
    nodes.pass(LONG);
    nodes.storeUp();
    nodes.pass(GONE_WITHIN);
    assertThat(other.presence().present(room(1), 10).count()).isZero();
  }

  @Test
  default void a_node_that_was_paused_for_long_is_back_with_its_people() {
    var nodes = nodes();
    var heard = new Heard();
    var paused = nodes.start(new Heard());
    var other = nodes.start(heard);
    paused.presence().enter(room(1), person(1));
    other.presence().enter(room(1), person(2));
    nodes.pass(SOON);
    paused.pause();
    nodes.pass(GONE_WITHIN);
    assertThat(other.presence().present(room(1), 10).people()).containsExactly(person(2));
    for (int i = 0; i < 3; i++) {
      nodes.pass(LONG);
    }
    other.presence().leave(room(1), person(2));
    other.presence().enter(room(1), person(3));
    paused.resume();
    nodes.pass(SOON);
    for (var node : List.of(paused, other)) {
      assertThat(node.presence().present(room(1), 10).people())
          .containsExactlyInAnyOrder(person(1), person(3));
    }
    assertThat(heard.of(person(1)))
        .containsExactly(
            Heard.joinedLine(room(1), person(1)),
            Heard.leftLine(room(1), person(1)),
            Heard.joinedLine(room(1), person(1)));
    nodes.pass(LONG);
    heard.assertTakesTurns();
    assertThat(other.presence().present(room(1), 10).count()).isEqualTo(2);
  }

  @Test
  default void a_node_that_was_cut_off_keeps_what_it_knew_and_is_back_as_it_is_then() {
    var nodes = nodes();
    var heardThere = new Heard();
    var away = nodes.start(heardThere);
    var other = nodes.start(new Heard());
    away.presence().enter(room(1), person(1));
    away.presence().enter(room(1), person(2));
    other.presence().enter(room(1), person(3));
    nodes.pass(SOON);
    away.cutOff();
    nodes.pass(GONE_WITHIN);
    assertThat(other.presence().present(room(1), 10).people()).containsExactly(person(3));
    away.presence().leave(room(1), person(2));
    away.presence().enter(room(1), person(4));
    assertThat(away.presence().present(room(1), 10).people())
        .containsExactlyInAnyOrder(person(1), person(3), person(4));
    nodes.pass(LONG);
    away.reconnect();
    nodes.pass(SOON);
    for (var node : List.of(away, other)) {
      assertThat(node.presence().present(room(1), 10).people())
          .containsExactlyInAnyOrder(person(1), person(3), person(4));
    }
    assertThat(heardThere.of(person(3))).containsExactly(Heard.joinedLine(room(1), person(3)));
  }

  @Test
  default void many_who_come_and_go_on_three_nodes_are_in_the_end_where_they_are() {
    var nodes = nodes();
    var heard = List.of(new Heard(), new Heard(), new Heard());
    var running = new ArrayList<Node>();
    heard.forEach(listener -> running.add(nodes.start(listener)));
    var random = new Random(20);
    var said = List.of(new HashSet<Entry>(), new HashSet<Entry>(), new HashSet<Entry>());
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 200; i++) {
        int at = random.nextInt(3);
        RoomId room = room(1 + random.nextInt(3));
        Identity who = person(1 + random.nextInt(20));
        if (random.nextBoolean()) {
          running.get(at).presence().enter(room, who);
          said.get(at).add(new Entry(room, who));
        } else {
          running.get(at).presence().leave(room, who);
          said.get(at).remove(new Entry(room, who));
        }
      }
      nodes.pass(Duration.ofMillis(100L * (1 + random.nextInt(8))));
    }
    nodes.pass(SOON);
    Set<Entry> all = new HashSet<>();
    said.forEach(all::addAll);
    for (var those : heard) {
      those.assertTakesTurns();
      assertThat(those.present()).isEqualTo(all);
    }
  }
}
