package chat.adapter.persistence.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.persistence.presence.PresenceTables.Place;
import chat.domain.room.RoomId;
import chat.domain.user.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private final Outbox outbox = new Outbox();
  private final Place alice = place(1);
  private final Place bob = place(2);

  private static Place place(int user) {
    return new Place(new RoomId(1), new UserId(user));
  }

  private void writeAll(boolean present) {
    var taken = outbox.take(10);
    outbox.done(present ? taken : List.of(), present ? List.of() : taken);
  }

  @Test
  void what_changed_is_taken_once_in_the_order_in_which_it_came() {
    outbox.changed(alice, true);
    outbox.changed(bob, true);
    outbox.changed(alice, true);
    assertThat(outbox.take(10)).containsExactly(alice, bob);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void no_more_is_taken_than_asked_for() {
    outbox.changed(alice, true);
    outbox.changed(bob, true);
    assertThat(outbox.take(1)).containsExactly(alice);
    assertThat(outbox.take(1)).containsExactly(bob);
  }

  @Test
  void who_comes_and_leaves_before_that_is_written_costs_nothing() {
    for (int i = 0; i < 1_000; i++) {
      outbox.changed(place(i + 1), true);
      outbox.changed(place(i + 1), false);
    }
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void who_leaves_and_comes_back_before_that_is_written_costs_nothing() {
    outbox.changed(alice, true);
    writeAll(true);
    outbox.changed(alice, false);
    outbox.changed(alice, true);
    assertThat(outbox.isEmpty()).isTrue();
    outbox.changed(alice, false);
    writeAll(false);
    outbox.changed(alice, false);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void what_changes_while_it_is_written_is_written_again() {
    outbox.changed(alice, true);
    var taken = outbox.take(10);
    outbox.changed(alice, false);
    outbox.done(taken, List.of());
    assertThat(outbox.take(10)).containsExactly(alice);
    outbox.done(List.of(), List.of(alice));
    outbox.changed(alice, false);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void what_failed_is_written_again_whatever_it_is_then() {
    outbox.changed(alice, true);
    outbox.failed(outbox.take(10));
    assertThat(outbox.size()).isEqualTo(1);
    // It may have been written all the same.
    outbox.changed(alice, false);
    assertThat(outbox.take(10)).containsExactly(alice);
  }

  @Test
  void starting_over_has_everybody_written_again() {
    outbox.changed(alice, true);
    writeAll(true);
    outbox.startOver();
    assertThat(outbox.isEmpty()).isTrue();
    outbox.changed(alice, true);
    assertThat(outbox.take(10)).containsExactly(alice);
  }
}
