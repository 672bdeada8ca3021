package chat.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();
  private final Ledger.Room room = new Ledger.Room(1);
  private final Ledger.Receiver ann = new Ledger.Receiver(room, "ann");
  private final Ledger.Receiver ben = new Ledger.Receiver(room, "ben");

  private int say() {
    return ledger.say(room, 0, 0);
  }

  @Test
  void everybody_who_heard_everything_in_order_is_complete() {
    for (int seq = 5; seq < 2_000; seq++) {
      int number = say();
      ledger.hear(ann, seq, number);
      ledger.hear(ben, seq, number);
    }
    ledger.assertComplete(ann);
    ledger.assertComplete(ben);
  }

  @Test
  void what_is_said_keeps_its_sender_and_time() {
    int number = ledger.say(room, 7, 1234);
    assertThat(ledger.sender(number)).isEqualTo(7);
    assertThat(ledger.saidAt(number)).isEqualTo(1234);
    assertThat(ledger.sender(number + 1)).isEqualTo(-1);
  }

  @Test
  void a_lost_message_is_noticed_by_the_next() {
    say();
    say();
    say();
    ledger.hear(ann, 1, 0);
    assertThatThrownBy(() -> ledger.hear(ann, 3, 2))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("lost");
  }

  @Test
  void a_message_that_is_lost_at_the_end_is_noticed() {
    say();
    say();
    ledger.hear(ann, 1, 0);
    ledger.hear(ann, 2, 1);
    ledger.hear(ben, 1, 0);
    ledger.assertComplete(ann);
    assertThat(ben.isComplete()).isFalse();
    assertThatThrownBy(() -> ledger.assertComplete(ben))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("lost");
  }

  @Test
  void a_message_that_nobody_heard_is_lost() {
    say();
    say();
    ledger.hear(ann, 1, 0);
    assertThatThrownBy(() -> ledger.assertComplete(ann)).isInstanceOf(Mistake.class);
  }

  @Test
  void a_doubled_delivery_is_noticed() {
    say();
    ledger.hear(ann, 1, 0);
    assertThatThrownBy(() -> ledger.hear(ann, 1, 0))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("doubled");
  }

  @Test
  void a_message_that_was_stored_twice_is_noticed() {
    say();
    ledger.hear(ann, 1, 0);
    assertThatThrownBy(() -> ledger.hear(ann, 2, 0))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("one message as seq 1 and 2");
  }

  @Test
  void a_reordered_delivery_is_noticed() {
    say();
    say();
    say();
    ledger.hear(ann, 1, 0);
    ledger.hear(ann, 2, 1);
    ledger.hear(ann, 3, 2);
    ledger.hear(ben, 1, 0);
    assertThatThrownBy(() -> ledger.hear(ben, 3, 2)).isInstanceOf(Mistake.class);
  }

  @Test
  void two_who_hear_different_orders_are_noticed_though_each_counts_well() {
    say();
    say();
    ledger.hear(ann, 1, 0);
    ledger.hear(ann, 2, 1);
    assertThatThrownBy(() -> ledger.hear(ben, 1, 1))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("another message");
  }

  @Test
  void what_nobody_said_is_noticed() {
    assertThatThrownBy(() -> ledger.hear(ann, 1, 0)).isInstanceOf(Mistake.class);
  }

  @Test
  void what_was_said_in_another_room_is_noticed() {
    int number = ledger.say(new Ledger.Room(2), 0, 0);
    assertThatThrownBy(() -> ledger.hear(ann, 1, number)).isInstanceOf(Mistake.class);
  }

  @Test
  void whoever_came_later_begins_with_what_is_said_then() {
    say();
    say();
    ledger.hear(ann, 8, 0);
    ledger.hear(ann, 9, 1);
    ledger.hear(ben, 9, 1);
    ledger.assertComplete(ben);
  }
}
