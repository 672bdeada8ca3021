package chat.testkit.presence;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.NodeId;
import chat.domain.presence.Presence;
import chat.domain.presence.Roster.Entry;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.Meeting;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Presences that break one promise each, and what the contract says of them. */
class BrokenPresenceTest {
  /** Nodes in memory, each spoilt in the same way. */
  abstract static class Broken implements SharedPresenceContract {
    private final InMemoryNodes nodes = new InMemoryNodes();

    abstract InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener);

    @Override
    public Nodes nodes() {
      return new Nodes() {
        @Override
        public Node start(Presence.Listener listener) {
          return nodes.add(spoilt(nodes, nodes.nextId(), listener));
        }

        @Override
        public void pass(Duration time) {
          nodes.pass(time);
        }

        @Override
        public void storeDown() {
          nodes.storeDown();
        }

        @Override
        public void storeUp() {
          nodes.storeUp();
        }
      };
    }
  }

  static class NotifiesOfEachEntering extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        public boolean enter(RoomId room, Identity who) {
          boolean came = super.enter(room, who);
          if (!came) {
            listener.joined(room, who);
          }
          return came;
        }
      };
    }
  }

  /** Knows of this node alone who was there. */
  static class SaysOfEachFirstEnteringHereThatTheyCame extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        private final Set<Entry> here = new HashSet<>();

        @Override
        public synchronized boolean enter(RoomId room, Identity who) {
          super.enter(room, who);
          return here.add(new Entry(room, who));
        }

        @Override
        public synchronized void leave(RoomId room, Identity who) {
          here.remove(new Entry(room, who));
          super.leave(room, who);
        }
      };
    }
  }

  static class NotifiesBeforeItIsSo extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, new Silent()) {
        private final Set<Entry> here = new HashSet<>();

        @Override
        public synchronized boolean enter(RoomId room, Identity who) {
          if (here.add(new Entry(room, who))) {
            listener.joined(room, who);
          }
          return super.enter(room, who);
        }

        @Override
        public synchronized void leave(RoomId room, Identity who) {
          if (here.remove(new Entry(room, who))) {
            listener.left(room, who);
          }
          super.leave(room, who);
        }
      };
    }
  }

  private static final class Silent implements Presence.Listener {
    @Override
    public void joined(RoomId room, Identity who) {}

    @Override
    public void left(RoomId room, Identity who) {}
  }

  static class NotifiesWithoutOrder extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, new Silent()) {
        private final Map<Entry, Boolean> here = new ConcurrentHashMap<>();
        private final Meeting meeting = new Meeting();
        private final AtomicInteger meetings = new AtomicInteger();

        private void meet() {
          if (meetings.getAndIncrement() < 200) {
            meeting.attend();
          }
        }

        @Override
        public boolean enter(RoomId room, Identity who) {
          boolean came = super.enter(room, who);
          if (here.put(new Entry(room, who), true) == null) {
            meet();
            listener.joined(room, who);
          }
          return came;
        }

        @Override
        public void leave(RoomId room, Identity who) {
          super.leave(room, who);
          if (here.remove(new Entry(room, who)) != null) {
            meet();
            listener.left(room, who);
          }
        }
      };
    }
  }

  static class MixesRooms extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        public void leave(RoomId room, Identity who) {
          for (int number = 1; number <= 3; number++) {
            super.leave(new RoomId(number), who);
          }
        }
      };
    }
  }

  static class NamesEverybody extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        public Present present(RoomId room, int atMost) {
          return super.present(room, Integer.MAX_VALUE);
        }
      };
    }
  }

  static class HearsNoOther extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        void take(NodeId other, Set<Entry> entries) {}
      };
    }
  }

  /** Sums up what each node says, as if a person were as many as they have nodes. */
  static class CountsEachNode extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        private final Map<NodeId, Set<Entry>> known = new HashMap<>();

        @Override
        void take(NodeId other, Set<Entry> entries) {
          var before = known.put(other, entries);
          for (var entry : entries) {
            boolean isNew = before == null || !before.contains(entry);
            int count = present(entry.room(), 0).count();
            super.take(other, entries);
            if (isNew && present(entry.room(), 0).count() == count) {
              listener.joined(entry.room(), entry.who());
            }
          }
          super.take(other, entries);
        }
      };
    }
  }

  static class NeverGivesUpANode extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        void giveUp(NodeId other) {}
      };
    }
  }

  static class WaitsTooLong extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        Duration patience() {
          return Duration.ofSeconds(20);
        }
      };
    }
  }

  static class TakesAnOutageForTheEndOfAllOthers extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        private final Set<NodeId> known = new HashSet<>();

        @Override
        void take(NodeId other, Set<Entry> entries) {
          known.add(other);
          super.take(other, entries);
        }

        @Override
        void interruptSilences() {
          known.forEach(this::giveUp);
        }
      };
    }
  }

  static class NeverHearsAgainWhomItGaveUp extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        private final Set<NodeId> gone = new HashSet<>();

        @Override
        void giveUp(NodeId other) {
          gone.add(other);
          super.giveUp(other);
        }

        @Override
        void take(NodeId other, Set<Entry> entries) {
          if (!gone.contains(other)) {
            super.take(other, entries);
          }
        }
      };
    }
  }

  static class EndsWithoutGoodbye extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        @Override
        public void stop() {
          kill();
        }
      };
    }
  }

  /** Never takes back what another node said. */
  static class NeverHearsThatSomebodyLeft extends Broken {
    @Override
    InMemoryPresence spoilt(InMemoryNodes nodes, NodeId id, Presence.Listener listener) {
      return new InMemoryPresence(nodes, id, listener) {
        private final Map<NodeId, Set<Entry>> ever = new HashMap<>();

        @Override
        void take(NodeId other, Set<Entry> entries) {
          var all = ever.computeIfAbsent(other, node -> new HashSet<>());
          all.addAll(entries);
          super.take(other, Set.copyOf(all));
        }
      };
    }
  }

  private static final String ENTERS = "who_enters_is_present_at_once_and_joins_once";
  private static final String ELSEWHERE = "who_enters_on_one_node_is_soon_present_on_the_others";
  private static final String LATE = "who_was_there_before_a_node_started_is_soon_present_on_it";
  private static final String TWICE =
      "a_person_on_two_nodes_joins_once_and_leaves_once_on_every_node";
  private static final String WHETHER =
      "entering_says_whether_the_person_was_in_the_room_on_no_node";
  private static final String BACK =
      "who_comes_back_before_their_killed_node_is_given_up_was_never_gone";
  private static final String KILLED =
      "the_people_of_a_killed_node_are_gone_within_fifteen_seconds";
  private static final String STOPPED = "the_people_of_a_node_that_stops_are_soon_gone";
  private static final String OUTAGE = "an_outage_of_the_store_has_nobody_leave";
  private static final String CHANGES =
      "what_changes_during_an_outage_is_so_at_once_here_and_afterwards_elsewhere";
  private static final String KILLED_MEANWHILE =
      "the_people_of_a_node_killed_during_an_outage_are_gone_within_15_seconds_of_it";
  private static final String PAUSED = "a_node_that_was_paused_for_long_is_back_with_its_people";
  private static final String CUT_OFF =
      "a_node_that_was_cut_off_keeps_what_it_knew_and_is_back_as_it_is_then";
  private static final String MANY =
      "many_who_come_and_go_on_three_nodes_are_in_the_end_where_they_are";

  @Test
  void a_sound_presence_passes() {
    assertThat(failures(InMemoryPresenceTest.class)).isEmpty();
  }

  @Test
  void a_presence_that_notifies_of_each_entering_is_caught() {
    assertThat(failures(NotifiesOfEachEntering.class)).contains(ENTERS, MANY);
  }

  @Test
  void a_presence_that_says_of_each_first_entering_of_a_node_that_they_came_is_caught() {
    assertThat(failures(SaysOfEachFirstEnteringHereThatTheyCame.class))
        .containsExactly(WHETHER, BACK);
  }

  @Test
  void a_presence_that_notifies_before_it_is_so_is_caught() {
    assertThat(failures(NotifiesBeforeItIsSo.class)).contains("what_is_notified_is_so_already");
  }

  @Test
  void a_presence_that_notifies_without_order_is_caught() {
    assertThat(failures(NotifiesWithoutOrder.class))
        .contains("coming_and_going_takes_turns_whatever_eight_threads_do");
  }

  @Test
  void a_presence_that_mixes_rooms_is_caught() {
    assertThat(failures(MixesRooms.class)).containsExactly(MANY, "people_and_rooms_are_apart");
  }

  @Test
  void a_presence_that_names_everybody_is_caught() {
    assertThat(failures(NamesEverybody.class))
        .containsExactly("of_many_people_some_are_named_and_all_are_counted");
  }

  @Test
  void a_presence_that_hears_no_other_node_is_caught() {
    assertThat(failures(HearsNoOther.class)).contains(ELSEWHERE, LATE, TWICE, OUTAGE, MANY);
  }

  @Test
  void a_presence_that_counts_each_node_of_a_person_is_caught() {
    assertThat(failures(CountsEachNode.class)).contains(TWICE, MANY);
  }

  @Test
  void a_presence_that_never_gives_up_a_node_is_caught() {
    assertThat(failures(NeverGivesUpANode.class))
        .containsExactly(CUT_OFF, PAUSED, KILLED, KILLED_MEANWHILE);
  }

  @Test
  void a_presence_that_waits_too_long_is_caught() {
    assertThat(failures(WaitsTooLong.class))
        .containsExactly(CUT_OFF, PAUSED, KILLED, KILLED_MEANWHILE);
  }

  @Test
  void a_presence_that_takes_an_outage_for_the_end_of_all_others_is_caught() {
    assertThat(failures(TakesAnOutageForTheEndOfAllOthers.class))
        .containsExactly(CUT_OFF, OUTAGE, CHANGES);
  }

  @Test
  void a_presence_that_never_hears_again_whom_it_gave_up_is_caught() {
    assertThat(failures(NeverHearsAgainWhomItGaveUp.class)).containsExactly(CUT_OFF, PAUSED);
  }

  @Test
  void a_presence_that_ends_without_goodbye_is_caught() {
    assertThat(failures(EndsWithoutGoodbye.class)).containsExactly(STOPPED);
  }

  @Test
  void a_presence_that_never_hears_that_somebody_left_is_caught() {
    assertThat(failures(NeverHearsThatSomebodyLeft.class))
        .containsAll(List.of(ELSEWHERE, TWICE, CHANGES, MANY));
  }
}
