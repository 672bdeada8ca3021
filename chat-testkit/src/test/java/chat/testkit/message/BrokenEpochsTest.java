package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import chat.testkit.Meeting;
import chat.testkit.Tag;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keepers of epochs that break one promise each, and what the contract says of them. */
class BrokenEpochsTest {
  /** The in-memory adapter, spoilt at each of its instances. */
  abstract static class Broken implements EpochsContract {
    private final Supplier<Epochs> store = untouched();

    /** Another instance on the same store. */
    abstract Epochs spoilt(InMemoryEpochs sound);

    @Override
    public Epochs epochs() {
      return store.get();
    }

    @Override
    public Supplier<Epochs> untouched() {
      var sound = new InMemoryEpochs();
      return () -> spoilt(sound.elsewhere());
    }
  }

  /** Hands everything on. */
  static class Passing implements Epochs {
    private final Epochs epochs;

    Passing(Epochs epochs) {
      this.epochs = epochs;
    }

    @Override
    public Epoch current() {
      return epochs.current();
    }

    @Override
    public Epoch renew() {
      return epochs.renew();
    }
  }

  static class RemembersNothing extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new Passing(sound) {
        @Override
        public Epoch current() {
          return new Epoch(Tag.next());
        }
      };
    }
  }

  static class GivesEachServerItsOwn extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new InMemoryEpochs();
    }
  }

  static class CountsFromOne implements EpochsContract {
    private final Supplier<Epochs> store = untouched();

    @Override
    public Epochs epochs() {
      return store.get();
    }

    @Override
    public Supplier<Epochs> untouched() {
      var number = new AtomicInteger(1);
      return () ->
          new Epochs() {
            @Override
            public Epoch current() {
              return new Epoch("e" + number.get());
            }

            @Override
            public Epoch renew() {
              return new Epoch("e" + number.incrementAndGet());
            }
          };
    }
  }

  static class RenewsToTheSame extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new Passing(sound) {
        @Override
        public Epoch renew() {
          return current();
        }
      };
    }
  }

  static class TellsANewOneAndKeepsTheOld extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new Passing(sound) {
        @Override
        public Epoch renew() {
          return new Epoch(Tag.next());
        }
      };
    }
  }

  static class KeepsWhatItFirstRead extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new Passing(sound) {
        private @Nullable Epoch read;

        @Override
        public synchronized Epoch current() {
          if (read == null) {
            read = super.current();
          }
          return read;
        }
      };
    }
  }

  static class KeepsTheLastButOne extends Broken {
    @Override
    Epochs spoilt(InMemoryEpochs sound) {
      return new Passing(sound) {
        @Override
        public Epoch renew() {
          super.renew();
          var told = super.current();
          super.renew();
          return told;
        }
      };
    }
  }

  static class LooksBeforeItStores implements EpochsContract {
    private final Supplier<Epochs> store = untouched();

    @Override
    public Epochs epochs() {
      return store.get();
    }

    @Override
    public Supplier<Epochs> untouched() {
      var kept = new AtomicReference<@Nullable Epoch>();
      var meeting = new Meeting();
      return () ->
          new Epochs() {
            @Override
            public Epoch current() {
              var epoch = kept.get();
              if (epoch == null) {
                meeting.attend();
                epoch = renew();
              }
              return epoch;
            }

            @Override
            public Epoch renew() {
              var next = new Epoch(Tag.next());
              kept.set(next);
              return next;
            }
          };
    }
  }

  @Test
  void a_sound_keeper_passes() {
    assertThat(failures(InMemoryEpochsTest.class)).isEmpty();
  }

  @Test
  void a_keeper_that_remembers_nothing_is_caught() {
    assertThat(failures(RemembersNothing.class))
        .containsExactly(
            "a_store_may_be_renewed_before_it_was_asked",
            "eight_who_ask_first_at_once_are_told_the_same",
            "eight_who_renew_at_once_begin_eight_histories_and_agree_on_the_last",
            "every_later_read_sees_the_renewed_epoch",
            "nobody_sees_an_earlier_epoch_after_a_later_one",
            "the_epoch_stays_the_same_whoever_asks");
  }

  @Test
  void a_keeper_that_gives_each_server_its_own_is_caught() {
    assertThat(failures(GivesEachServerItsOwn.class))
        .containsExactly(
            "a_store_may_be_renewed_before_it_was_asked",
            "eight_who_ask_first_at_once_are_told_the_same",
            "eight_who_renew_at_once_begin_eight_histories_and_agree_on_the_last",
            "every_later_read_sees_the_renewed_epoch",
            "nobody_sees_an_earlier_epoch_after_a_later_one",
            "the_epoch_stays_the_same_whoever_asks");
  }

  @Test
  void a_keeper_that_counts_from_one_is_caught() {
    assertThat(failures(CountsFromOne.class)).containsExactly("stores_differ_in_their_epochs");
  }

  @Test
  void a_keeper_that_renews_to_the_same_is_caught() {
    assertThat(failures(RenewsToTheSame.class))
        .containsExactly(
            "a_renewed_epoch_was_never_one_before",
            "eight_who_renew_at_once_begin_eight_histories_and_agree_on_the_last",
            "every_later_read_sees_the_renewed_epoch");
  }

  @Test
  void a_keeper_that_tells_a_new_one_and_keeps_the_old_is_caught() {
    assertThat(failures(TellsANewOneAndKeepsTheOld.class))
        .containsExactly(
            "a_store_may_be_renewed_before_it_was_asked",
            "eight_who_renew_at_once_begin_eight_histories_and_agree_on_the_last",
            "every_later_read_sees_the_renewed_epoch");
  }

  @Test
  void a_keeper_that_keeps_what_it_first_read_is_caught() {
    assertThat(failures(KeepsWhatItFirstRead.class))
        .containsExactly("every_later_read_sees_the_renewed_epoch");
  }

  @Test
  void a_keeper_that_tells_another_one_than_it_keeps_is_caught() {
    assertThat(failures(KeepsTheLastButOne.class))
        .contains(
            "a_store_may_be_renewed_before_it_was_asked",
            "every_later_read_sees_the_renewed_epoch");
  }

  @Test
  void a_keeper_that_looks_before_it_stores_is_caught() {
    assertThat(failures(LooksBeforeItStores.class))
        .contains("eight_who_ask_first_at_once_are_told_the_same");
  }
}
