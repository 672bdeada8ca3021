package chat.testkit.node;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.node.Notice;
import chat.domain.node.Notices;
import chat.domain.token.TokenId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Notices that break one promise each, and what the contract says of them. */
class BrokenNoticesTest {
  /** The in-memory notices, spoilt. */
  abstract static class Broken extends InMemoryNoticesTest {
    /** In memory what arrives does so at once. */
    @Override
    public Duration patience() {
      return Duration.ofMillis(500);
    }

    @Override
    public Notices node() {
      return spoilt(super.node());
    }

    abstract Notices spoilt(Notices sound);
  }

  /** Does what the sound ones do. */
  static class Forwarding implements Notices {
    private final Notices sound;

    Forwarding(Notices sound) {
      this.sound = sound;
    }

    @Override
    public void tell(Notice notice) {
      sound.tell(notice);
    }

    @Override
    public void listen(Consumer<Notice> listener) {
      sound.listen(listener);
    }

    @Override
    public boolean reachesOthers() {
      return sound.reachesOthers();
    }
  }

  static class LosesAll extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void tell(Notice notice) {}
      };
    }
  }

  static class TellsItself extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        private final List<Consumer<Notice>> own = new CopyOnWriteArrayList<>();

        @Override
        public void tell(Notice notice) {
          super.tell(notice);
          own.forEach(listener -> listener.accept(notice));
        }

        @Override
        public void listen(Consumer<Notice> listener) {
          super.listen(listener);
          own.add(listener);
        }
      };
    }
  }

  static class TellsOfTokensAlone extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void tell(Notice notice) {
          if (notice instanceof Notice.TokensEnded) {
            super.tell(notice);
          }
        }
      };
    }
  }

  static class IgnoresCase extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void tell(Notice notice) {
          super.tell(
              notice.fold(
                  ended ->
                      new Notice.TokensEnded(
                          ended.tokens().stream()
                              .map(id -> new TokenId(id.value().toLowerCase(Locale.ROOT)))
                              .collect(Collectors.toSet())),
                  () -> notice));
        }
      };
    }
  }

  static class CutsLongNotices extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void tell(Notice notice) {
          super.tell(
              notice.fold(
                  ended ->
                      new Notice.TokensEnded(
                          ended.tokens().stream().limit(1_000).collect(Collectors.toSet())),
                  () -> notice));
        }
      };
    }
  }

  static class GivesUpListenersThatThrow extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void listen(Consumer<Notice> listener) {
          var thrown = new AtomicBoolean();
          super.listen(
              notice -> {
                if (!thrown.get()) {
                  try {
                    listener.accept(notice);
                  } catch (RuntimeException e) {
                    thrown.set(true);
                  }
                }
              });
        }
      };
    }
  }

  /** Calls the listeners of the other nodes on the thread that tells. */
  static class WaitsForListeners extends Broken {
    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    @Override
    Notices spoilt(Notices sound) {
      var node = new Node(sound);
      nodes.add(node);
      return node;
    }

    private final class Node extends Forwarding {
      private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();

      Node(Notices sound) {
        super(sound);
      }

      @Override
      public void tell(Notice notice) {
        for (var node : nodes) {
          if (node != this) {
            node.listeners.forEach(listener -> hand(notice, listener));
          }
        }
      }

      private void hand(Notice notice, Consumer<Notice> listener) {
        try {
          listener.accept(notice);
        } catch (RuntimeException | AssertionError thrown) {
          assertThat(thrown).isNotNull();
        }
      }

      @Override
      public void listen(Consumer<Notice> listener) {
        listeners.add(listener);
      }
    }
  }

  static class HasOneListener extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        private final AtomicBoolean taken = new AtomicBoolean();

        @Override
        public void listen(Consumer<Notice> listener) {
          if (taken.compareAndSet(false, true)) {
            super.listen(listener);
          }
        }
      };
    }
  }

  static class WantsTokens extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public void tell(Notice notice) {
          if (notice.equals(new Notice.TokensEnded(Set.of()))) {
            throw new IllegalArgumentException("no tokens");
          }
          super.tell(notice);
        }
      };
    }
  }

  static class SeesTroubleEverywhere extends Broken {
    @Override
    Notices spoilt(Notices sound) {
      return new Forwarding(sound) {
        @Override
        public boolean reachesOthers() {
          return false;
        }
      };
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sound_notices_pass() {
    assertThat(failures(InMemoryNoticesTest.class)).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void notices_that_never_arrive_are_caught() {
    assertThat(failures(LosesAll.class))
        .contains("what_one_node_tells_is_heard_by_every_other_one", "eight_may_tell_at_once");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void notices_that_come_back_are_caught() {
    assertThat(failures(TellsItself.class)).contains("nobody_hears_what_they_tell");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_kind_that_is_lost_is_caught() {
    assertThat(failures(TellsOfTokensAlone.class))
        .containsExactly("every_kind_arrives_as_it_was_told");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tokens_that_are_changed_are_caught() {
    assertThat(failures(IgnoresCase.class)).containsExactly("every_kind_arrives_as_it_was_told");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void long_notices_that_are_cut_are_caught() {
    assertThat(failures(CutsLongNotices.class))
        .containsExactly("thousands_of_tokens_arrive_at_once_or_in_parts");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void giving_up_a_listener_that_throws_is_caught() {
    assertThat(failures(GivesUpListenersThatThrow.class))
        .containsExactly("a_listener_that_throws_hears_later_notices_and_so_do_the_others");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void telling_that_waits_for_listeners_is_caught() {
    assertThat(failures(WaitsForListeners.class)).contains("telling_waits_for_no_listener");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_listener_that_is_not_taken_is_caught() {
    assertThat(failures(HasOneListener.class))
        .contains("a_listener_that_throws_hears_later_notices_and_so_do_the_others");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void telling_that_throws_is_caught() {
    assertThat(failures(WantsTokens.class)).containsExactly("telling_when_nobody_listens_is_fine");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void trouble_where_there_is_none_is_caught() {
    assertThat(failures(SeesTroubleEverywhere.class))
        .containsExactly("a_node_that_nothing_is_wrong_with_reaches_the_others");
  }
}
