package chat.testkit;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Conditions that break one promise each, and what the contract says of them. */
class BrokenStoreConditionTest {
  abstract static class Sound extends InMemoryStoreConditionTest {
    @Override
    public Set<Reason> reasons() {
      return EnumSet.of(Reason.FULL, Reason.GONE);
    }
  }

  /** As it was when nothing but the database's absence was known. */
  static class KnowsNoReason extends Sound {
    @Override
    public void store() {
      try {
        store.check();
      } catch (StoreUnavailable why) {
        throw new StoreUnavailable("something is wrong", why);
      }
    }
  }

  static class KeepsItToItself extends Sound {
    @Override
    public StoreCondition condition() {
      return Optional::empty;
    }
  }

  static class AlwaysComplains extends Sound {
    @Override
    public StoreCondition condition() {
      return () -> Optional.of(store.impediment().orElse(Reason.FULL));
    }

    @Override
    public Set<Reason> reasons() {
      // It would be waited for without end.
      return Set.of();
    }
  }

  static class ForgetsIt extends Sound {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public StoreCondition condition() {
      return () -> asked.incrementAndGet() > 3 ? Optional.empty() : store.impediment();
    }
  }

  static class StaysShut extends Sound {
    private boolean wasDown;

    @Override
    public void impede(Reason reason) {
      wasDown = true;
      super.impede(reason);
    }

    @Override
    public void store() {
      super.store();
      if (wasDown) {
        throw new StoreUnavailable("still");
      }
    }

    @Override
    public Set<Reason> reasons() {
      return Set.of(Reason.FULL);
    }
  }

  @Test
  void a_sound_one_passes() {
    assertThat(failures(InMemoryStoreConditionTest.class)).isEmpty();
  }

  @Test
  void one_that_gives_no_reason_is_caught() {
    assertThat(failures(KnowsNoReason.class))
        .containsExactly(
            "a_write_that_is_refused_says_why_and_so_does_the_condition",
            "it_is_over_without_anybody_writing_and_then_the_store_stores",
            "it_lasts_until_the_cause_has_ended");
  }

  @Test
  void one_that_keeps_it_to_itself_is_caught() {
    assertThat(failures(KeepsItToItself.class))
        .containsExactly(
            "a_write_that_is_refused_says_why_and_so_does_the_condition",
            "it_lasts_until_the_cause_has_ended");
  }

  @Test
  void one_that_always_complains_is_caught() {
    assertThat(failures(AlwaysComplains.class))
        .containsExactly("nothing_is_wrong_with_a_store_that_stores");
  }

  @Test
  void one_that_forgets_it_is_caught() {
    assertThat(failures(ForgetsIt.class)).containsExactly("it_lasts_until_the_cause_has_ended");
  }

  @Test
  void one_that_does_not_store_when_it_is_over_is_caught() {
    assertThat(failures(StaysShut.class))
        .containsExactly("it_is_over_without_anybody_writing_and_then_the_store_stores");
  }
}
