package chat.adapter.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreUnavailable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StoreGateTest {
  private final IOException why = new IOException("reset");

  private volatile boolean up = true;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final StoreGate gate =
      new StoreGate("the store", this::answers, dropped::incrementAndGet);

  @AfterEach
  void close_the_gate_for_good() {
    gate.close();
  }

  @Test
  void a_loss_closes_it_until_the_database_answers() {
    up = false;
    gate.lost(gate.pass(), why);
    assertThatThrownBy(gate::pass).isInstanceOf(StoreUnavailable.class);
    await().until(() -> asked.get() >= 2);
    assertThatThrownBy(gate::pass).isInstanceOf(StoreUnavailable.class);
    up = true;
    await().until(this::isOpen);
    assertThat(dropped).hasValue(2);
  }

  @Test
  void a_loss_from_before_the_return_is_old_news() {
    long early = gate.pass();
    gate.lost(gate.pass(), why);
    await().until(this::isOpen);
    up = false;
    gate.lost(early, why);
    assertThat(gate.pass()).isGreaterThan(early);
  }

  @Test
  void a_suspicion_closes_it_only_if_the_database_does_not_answer() {
    gate.suspect(gate.pass(), why);
    await().until(() -> asked.get() == 1);
    gate.pass();
    up = false;
    await()
        .untilAsserted(
            () -> {
              gate.suspect(0, why);
              assertThatThrownBy(gate::pass).isInstanceOf(StoreUnavailable.class);
            });
  }

  private boolean isOpen() {
    try {
      return gate.pass() >= 0;
    } catch (StoreUnavailable e) {
      return false;
    }
  }

  private boolean answers() {
    asked.incrementAndGet();
    return up;
  }
}
