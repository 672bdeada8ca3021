package chat.domain.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Roster.Entry;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final NodeId HERE = new NodeId(1);
  private static final NodeId THERE = new NodeId(2);
  private static final RoomId ROOM = new RoomId(1);
  private static final RoomId OTHER_ROOM = new RoomId(2);
  private static final Identity ALICE = person(7);
  private static final Identity BOB = person(8);

  private final List<String> heard = new ArrayList<>();
  private final Set<Entry> present = new HashSet<>();
  private final Roster roster =
      new Roster(
          new Presence.Listener() {
            @Override
            public void joined(RoomId room, Identity who) {
              heard.add("+" + room.value() + ":" + who.id().value());
              assertThat(present.add(new Entry(room, who))).as("joined twice").isTrue();
            }

            @Override
            public void left(RoomId room, Identity who) {
              heard.add("-" + room.value() + ":" + who.id().value());
              assertThat(present.remove(new Entry(room, who))).as("left twice").isTrue();
            }
          });

  private static Identity person(int id) {
    return new Identity(new UserId(id), new Username("person-" + id));
  }

  @Test
  void a_person_on_two_nodes_joins_with_the_first_and_leaves_with_the_last() {
    roster.enter(HERE, ROOM, ALICE);
    roster.enter(THERE, ROOM, ALICE);
    roster.leave(HERE, ROOM, ALICE.id());
    assertThat(heard).containsExactly("+1:7");
    roster.leave(THERE, ROOM, ALICE.id());
    assertThat(heard).containsExactly("+1:7", "-1:7");
  }

  @Test
  void saying_the_same_again_changes_nothing() {
    roster.leave(HERE, ROOM, ALICE.id());
    roster.enter(HERE, ROOM, ALICE);
    roster.enter(HERE, ROOM, ALICE);
    roster.leave(THERE, ROOM, ALICE.id());
    roster.leave(HERE, ROOM, ALICE.id());
    roster.leave(HERE, ROOM, ALICE.id());
    assertThat(heard).containsExactly("+1:7", "-1:7");
  }

  @Test
  void rooms_that_share_a_lock_are_apart() {
    var far = new RoomId(ROOM.value() + 64);
    roster.enter(HERE, ROOM, ALICE);
    roster.enter(HERE, far, BOB);
    assertThat(roster.present(ROOM, 10)).isEqualTo(new Presence.Present(List.of(ALICE), 1));
    assertThat(roster.present(far, 10)).isEqualTo(new Presence.Present(List.of(BOB), 1));
  }

  @Test
  void a_node_that_is_forgotten_takes_those_with_it_who_are_on_no_other() {
    roster.enter(HERE, ROOM, ALICE);
    roster.enter(THERE, ROOM, ALICE);
    roster.enter(THERE, OTHER_ROOM, BOB);
    roster.forget(THERE);
    assertThat(heard).containsExactly("+1:7", "+2:8", "-2:8");
    assertThat(roster.entries(THERE)).isEmpty();
    assertThat(roster.entries(HERE)).containsExactly(new Entry(ROOM, ALICE));
  }

  @Test
  void entries_that_are_replaced_notify_of_the_difference() {
    roster.enter(THERE, ROOM, ALICE);
    roster.enter(THERE, OTHER_ROOM, ALICE);
    heard.clear();
    roster.replace(THERE, List.of(new Entry(ROOM, ALICE), new Entry(ROOM, BOB)));
    assertThat(heard).containsExactlyInAnyOrder("+1:8", "-2:7");
    assertThat(roster.has(THERE, ROOM, BOB.id())).isTrue();
    assertThat(roster.has(THERE, OTHER_ROOM, ALICE.id())).isFalse();
  }

  @Test
  void somebody_whose_name_one_node_knows_otherwise_is_one_person() {
    roster.enter(HERE, ROOM, ALICE);
    roster.enter(THERE, ROOM, new Identity(ALICE.id(), new Username("another name")));
    assertThat(roster.present(ROOM, 10)).isEqualTo(new Presence.Present(List.of(ALICE), 1));
    roster.forget(HERE);
    roster.forget(THERE);
    assertThat(heard).containsExactly("+1:7", "-1:7");
  }

  @Test
  void a_thousand_random_changes_of_three_nodes_end_as_their_sum() {
    var random = new Random(14);
    var nodes = List.of(HERE, THERE, new NodeId(3));
    var said = nodes.stream().map(node -> new HashSet<Entry>()).toList();
    for (int i = 0; i < 1_000; i++) {
      int at = random.nextInt(3);
      var node = nodes.get(at);
      var entry = new Entry(new RoomId(1 + random.nextInt(70)), person(1 + random.nextInt(5)));
      switch (random.nextInt(12)) {
        case 0 -> {
          roster.forget(node);
          said.get(at).clear();
        }
        case 1 -> {
          roster.replace(node, List.of(entry));
          said.get(at).clear();
          said.get(at).add(entry);
        }
        case 2, 3, 4 -> {
          roster.leave(node, entry.room(), entry.who().id());
          said.get(at).remove(entry);
        }
        default -> {
          roster.enter(node, entry.room(), entry.who());
          said.get(at).add(entry);
        }
      }
      var expected = new HashSet<Entry>();
      said.forEach(expected::addAll);
      assertThat(present).isEqualTo(expected);
    }
    nodes.forEach(roster::forget);
    assertThat(present).isEmpty();
    assertThat(roster.rooms()).isZero();
  }

  @Test
  void rooms_in_which_nobody_is_any_more_leave_nothing_behind() {
    IntStream.rangeClosed(1, 1_000).forEach(room -> roster.enter(HERE, new RoomId(room), ALICE));
    assertThat(roster.rooms()).isEqualTo(1_000);
    roster.forget(HERE);
    assertThat(roster.rooms()).isZero();
  }
}
