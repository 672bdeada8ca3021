package chat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link StoreCondition} promises. */
public interface StoreConditionContract {
  /** The most that a store takes to find out by itself; many times what it should. */
  Duration PATIENCE = Duration.ofSeconds(60);

  int LOOKS = 4;

  /** Of a store that nothing is wrong with. */
  StoreCondition condition();

  /** Stores something. */
  void store();

  /** Keeps the store from storing, for that reason, until {@link #relieve}. */
  void impede(Reason reason);

  /** Takes away what {@link #impede} did. */
  void relieve();

  /** Has the store look how it is, as it does by itself every now and then. */
  void look();

  /** The reasons that {@link #impede} can bring about. */
  Set<Reason> reasons();

  @Test
  default void nothing_is_wrong_with_a_store_that_stores() {
    assertThat(condition().impediment()).isEmpty();
    store();
    assertThat(condition().impediment()).isEmpty();
  }

  @Test
  default void a_write_that_is_refused_says_why_and_so_does_the_condition() {
    for (var reason : reasons()) {
      impede(reason);
      assertRefused(reason);
      assertThat(condition().impediment()).contains(reason);
      relieve();
      lookUntilItIsOver();
    }
  }

  @Test
  default void it_lasts_until_the_cause_has_ended() {
    for (var reason : reasons()) {
      impede(reason);
      assertRefused(reason);
      for (int i = 0; i < LOOKS; i++) {
        look();
        assertThat(condition().impediment()).isPresent();
      }
      relieve();
      lookUntilItIsOver();
    }
  }

  @Test
  default void it_is_over_without_anybody_writing_and_then_the_store_stores() {
    for (var reason : reasons()) {
      impede(reason);
      assertRefused(reason);
      relieve();
      await().atMost(PATIENCE).until(() -> condition().impediment().isEmpty());
      assertThatCode(this::store).doesNotThrowAnyException();
    }
  }

  private void lookUntilItIsOver() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              look();
              return condition().impediment().isEmpty();
            });
  }

  private void assertRefused(Reason reason) {
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(this::store)
        .extracting(StoreUnavailable::reason)
        .isEqualTo(reason);
  }
}
