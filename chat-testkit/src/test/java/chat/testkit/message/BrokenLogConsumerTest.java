package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Epoch;
import chat.domain.message.LogConsumer;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Consumers that break one promise each, and what the contract says of them. */
class BrokenLogConsumerTest {
  /**
   * Counts how often each message was taken, on a disk that a flush writes. What a subclass
   * overrides it does wrongly.
   */
  static class Spoilt implements LogConsumer {
    /** What outlives the consumer. */
    static final class Disk {
      private Epoch epoch = new Epoch("none");
      private final Map<RoomId, Long> positions = new HashMap<>();
      private final List<RoomEvent.Logged> effect = new ArrayList<>();
    }

    final Disk disk;
    final Map<RoomId, Long> positions = new HashMap<>();
    final List<RoomEvent.Logged> effect = new ArrayList<>();
    private Epoch epoch = new Epoch("none");
    private boolean open;

    Spoilt(Disk disk) {
      this.disk = disk;
    }

    @Override
    public String name() {
      return "something";
    }

    @Override
    public boolean open(Epoch now, boolean anew) {
      boolean begins = begins(now, anew);
      if (begins) {
        disk.positions.clear();
        disk.effect.clear();
      }
      disk.epoch = now;
      epoch = now;
      positions.clear();
      effect.clear();
      positions.putAll(disk.positions);
      effect.addAll(disk.effect);
      open = true;
      return begins;
    }

    boolean begins(Epoch now, boolean anew) {
      return anew || !disk.epoch.equals(now);
    }

    @Override
    public long position(RoomId room) {
      return positions.getOrDefault(room, 0L);
    }

    @Override
    public long events() {
      return positions.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void take(List<RoomEvent.Logged> events) {
      if (!open) {
        throw new IllegalStateException("closed");
      }
      requireFollowing(events);
      for (var event : events) {
        apply(event);
      }
      var last = events.get(events.size() - 1);
      positions.put(last.room(), last.seq());
    }

    void requireFollowing(List<RoomEvent.Logged> events) {
      var room = events.get(0).room();
      long position = position(room);
      for (var event : events) {
        position++;
        if (!event.room().equals(room) || event.seq() != position) {
          throw new IllegalArgumentException("doesn't follow");
        }
      }
    }

    void apply(RoomEvent.Logged event) {
      if (!(event instanceof RoomEvent.Posted)) {
        effect.removeIf(one -> one.message().id().equals(event.message().id()));
      }
      effect.add(event);
    }

    @Override
    public void flush() {
      flushPositions();
      flushEffect();
    }

    void flushPositions() {
      disk.positions.clear();
      disk.positions.putAll(positions);
      disk.epoch = epoch;
    }

    void flushEffect() {
      disk.effect.clear();
      disk.effect.addAll(effect);
    }

    @Override
    public void check() {}

    @Override
    public void close() {
      open = false;
    }
  }

  abstract static class Broken implements LogConsumerContract {
    private final Spoilt.Disk disk = new Spoilt.Disk();

    abstract Spoilt on(Spoilt.Disk disk);

    @Override
    public LogConsumer consumer() {
      return on(disk);
    }

    @Override
    public List<Long> effect(LogConsumer consumer, RoomId room, String word) {
      return ((Spoilt) consumer)
          .effect.stream()
              .filter(event -> event.room().equals(room) && event.message().text().equals(word))
              .map(event -> event.message().seq())
              .toList();
    }
  }

  static class Sound extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk);
    }
  }

  static class PersistsEffectsBeforePositions extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        public void take(List<RoomEvent.Logged> events) {
          super.take(events);
          flushEffect();
        }
      };
    }
  }

  static class PersistsPositionsBeforeEffects extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        public void take(List<RoomEvent.Logged> events) {
          super.take(events);
          flushPositions();
        }
      };
    }
  }

  static class ForgetsPositions extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        void flushPositions() {}
      };
    }
  }

  static class KeepsOnePositionForAllRooms extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        public long position(RoomId room) {
          return events();
        }

        @Override
        void requireFollowing(List<RoomEvent.Logged> events) {}
      };
    }
  }

  static class IgnoresTheEpoch extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        private boolean hasBegun;

        @Override
        boolean begins(Epoch now, boolean anew) {
          boolean begins = anew || (disk.positions.isEmpty() && !hasBegun);
          hasBegun = true;
          return begins;
        }
      };
    }
  }

  static class NeverBeginsAgain extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        boolean begins(Epoch now, boolean anew) {
          return super.begins(now, false);
        }
      };
    }
  }

  static class TakesWhatDoesNotFollow extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        void requireFollowing(List<RoomEvent.Logged> events) {}
      };
    }
  }

  static class TakesTheFirstBeforeItLooksAtTheRest extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        public void take(List<RoomEvent.Logged> events) {
          events.forEach(event -> super.take(List.of(event)));
        }
      };
    }
  }

  static class IgnoresEdits extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        void apply(RoomEvent.Logged event) {
          if (!(event instanceof RoomEvent.Edited)) {
            super.apply(event);
          }
        }
      };
    }
  }

  static class AddsEditedMessagesAgain extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        void apply(RoomEvent.Logged event) {
          effect.add(event);
        }
      };
    }
  }

  static class ReopensWhenUsed extends Broken {
    @Override
    Spoilt on(Spoilt.Disk disk) {
      return new Spoilt(disk) {
        @Override
        public void close() {}
      };
    }
  }

  @Test
  void sound_consumers_pass() {
    assertThat(failures(InMemoryLogConsumerTest.class)).isEmpty();
    assertThat(failures(Sound.class)).isEmpty();
  }

  @Test
  void a_consumer_that_persists_effects_before_positions_is_caught() {
    assertThat(failures(PersistsEffectsBeforePositions.class))
        .containsExactly("whatever_was_lost_each_event_has_its_effect_once");
  }

  @Test
  void a_consumer_that_persists_positions_before_effects_is_caught() {
    assertThat(failures(PersistsPositionsBeforeEffects.class))
        .containsExactly("whatever_was_lost_each_event_has_its_effect_once");
  }

  @Test
  void a_consumer_that_forgets_positions_is_caught() {
    assertThat(failures(ForgetsPositions.class))
        .contains(
            "positions_and_effects_are_there_again_after_a_restart",
            "whatever_was_lost_each_event_has_its_effect_once");
  }

  @Test
  void a_consumer_with_one_position_for_all_rooms_is_caught() {
    assertThat(failures(KeepsOnePositionForAllRooms.class))
        .contains("positions_and_effects_are_there_again_after_a_restart");
  }

  @Test
  void a_consumer_that_ignores_the_epoch_is_caught() {
    assertThat(failures(IgnoresTheEpoch.class)).contains("another_epoch_begins_from_nothing");
  }

  @Test
  void a_consumer_that_never_begins_again_is_caught() {
    assertThat(failures(NeverBeginsAgain.class))
        .containsExactly("it_begins_from_nothing_when_it_is_told_to");
  }

  @Test
  void a_consumer_that_takes_what_does_not_follow_is_caught() {
    assertThat(failures(TakesWhatDoesNotFollow.class))
        .containsExactly("what_does_not_follow_is_refused_and_changes_nothing");
  }

  @Test
  void a_consumer_that_takes_half_of_a_wrong_list_is_caught() {
    assertThat(failures(TakesTheFirstBeforeItLooksAtTheRest.class))
        .containsExactly("what_does_not_follow_is_refused_and_changes_nothing");
  }

  @Test
  void a_consumer_that_ignores_edits_is_caught() {
    assertThat(failures(IgnoresEdits.class))
        .containsExactly(
            "edits_and_deletions_change_the_effect",
            "of_one_message_the_last_event_of_a_list_counts");
  }

  @Test
  void a_consumer_that_adds_edited_messages_again_is_caught() {
    assertThat(failures(AddsEditedMessagesAgain.class))
        .containsExactly(
            "a_replay_that_knows_the_end_has_the_same_effect",
            "edits_and_deletions_change_the_effect",
            "of_one_message_the_last_event_of_a_list_counts");
  }

  @Test
  void a_consumer_that_takes_events_after_it_was_closed_is_caught() {
    assertThat(failures(ReopensWhenUsed.class))
        .containsExactly("closing_twice_is_fine_and_closed_it_takes_nothing");
  }
}
