package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.LogConsumer;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LogConsumer} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface LogConsumerContract {
  Epoch EPOCH = new Epoch("first");
  RoomId ROOM = new RoomId(7);
  RoomId OTHER = new RoomId(8);
  Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  Identity ALICE = new Identity(new UserId(3), new Username("alice"));

  /**
   * A closed consumer. All of one test keep what they have in the same place, where there was
   * nothing before the test; at most one of them is open.
   */
  LogConsumer consumer();

  /**
   * What the consumer made of the log.
   *
   * @param consumer open, and flushed since it took the last event
   * @return the {@code seq} of each message of the room that says that word, as often as it was
   *     made something of
   */
  List<Long> effect(LogConsumer consumer, RoomId room, String word);

  @Test
  default void it_begins_with_nothing() {
    var consumer = consumer();
    assertThat(consumer.open(EPOCH, false)).isTrue();
    assertThat(consumer.events()).isZero();
    assertThat(consumer.position(ROOM)).isZero();
    assertThat(effect(consumer, ROOM, "needle")).isEmpty();
    consumer.check();
    consumer.close();
  }

  @Test
  default void positions_and_effects_are_there_again_after_a_restart() {
    var first = opened();
    first.take(List.of(posted(ROOM, 1, "needle"), posted(ROOM, 2, "hay")));
    first.take(List.of(posted(OTHER, 1, "needle")));
    first.take(List.of(posted(ROOM, 3, "needle")));
    assertThat(first.position(ROOM)).isEqualTo(3);
    assertThat(first.position(OTHER)).isEqualTo(1);
    assertThat(first.events()).isEqualTo(4);
    first.flush();
    first.close();

    var second = consumer();
    assertThat(second.open(EPOCH, false)).isFalse();
    assertThat(second.position(ROOM)).isEqualTo(3);
    assertThat(second.position(OTHER)).isEqualTo(1);
    assertThat(second.events()).isEqualTo(4);
    assertThat(effect(second, ROOM, "needle")).containsExactlyInAnyOrder(1L, 3L);
    assertThat(effect(second, OTHER, "needle")).containsExactly(1L);
    second.close();
  }

  @Test
  default void whatever_was_lost_each_event_has_its_effect_once() {
    var events = new ArrayList<RoomEvent.Logged>();
    for (int seq = 1; seq <= 12; seq++) {
      events.add(posted(ROOM, seq, "needle"));
    }
    var consumer = opened();
    consumer.take(events.subList(0, 5));
    consumer.flush();
    consumer.take(events.subList(5, 9));
    // As in a crash: not flushed.
    consumer.close();

    var next = consumer();
    next.open(EPOCH, false);
    long position = next.position(ROOM);
    assertThat(position).isBetween(5L, 9L);
    assertThat(effect(next, ROOM, "needle")).containsExactlyInAnyOrderElementsOf(seqs(position));
    next.take(events.subList((int) position, 12));
    next.flush();
    assertThat(effect(next, ROOM, "needle")).containsExactlyInAnyOrderElementsOf(seqs(12));
    next.close();
  }

  @Test
  default void edits_and_deletions_change_the_effect() {
    var consumer = opened();
    consumer.take(
        List.of(posted(ROOM, 1, "needle"), posted(ROOM, 2, "needle"), posted(ROOM, 3, "hay")));
    consumer.flush();
    consumer.take(
        List.of(
            edited(4, message(ROOM, 3, "hay"), "needle"),
            edited(5, message(ROOM, 1, "needle"), "hay")));
    consumer.take(List.of(deleted(6, message(ROOM, 2, "needle"))));
    consumer.flush();
    assertThat(effect(consumer, ROOM, "needle")).containsExactly(3L);
    assertThat(effect(consumer, ROOM, "hay")).containsExactly(1L);
    consumer.close();
  }

  @Test
  default void of_one_message_the_last_event_of_a_list_counts() {
    var consumer = opened();
    consumer.take(
        List.of(
            posted(ROOM, 1, "needle"),
            posted(ROOM, 2, "needle"),
            edited(3, message(ROOM, 1, "needle"), "hay"),
            deleted(4, message(ROOM, 2, "needle"))));
    consumer.flush();
    assertThat(effect(consumer, ROOM, "needle")).isEmpty();
    assertThat(effect(consumer, ROOM, "hay")).containsExactly(1L);
    consumer.close();
  }

  /** As the log replays it: each event shows its message as it is now. */
  @Test
  default void a_replay_that_knows_the_end_has_the_same_effect() {
    var consumer = opened();
    var now = message(ROOM, 1, "hay").edited(new Content("needle"), NOON);
    var gone = message(ROOM, 2, "needle").deleted(NOON);
    consumer.take(List.of(new RoomEvent.Posted(now), new RoomEvent.Posted(gone)));
    consumer.take(List.of(new RoomEvent.Edited(3, now)));
    consumer.take(List.of(new RoomEvent.Deleted(4, gone)));
    consumer.flush();
    assertThat(effect(consumer, ROOM, "needle")).containsExactly(1L);
    assertThat(consumer.position(ROOM)).isEqualTo(4);
    consumer.close();
  }

  @Test
  default void what_does_not_follow_is_refused_and_changes_nothing() {
    var consumer = opened();
    consumer.take(List.of(posted(ROOM, 1, "needle")));
    for (var wrong :
        List.of(
            List.<RoomEvent.Logged>of(posted(ROOM, 1, "needle")),
            List.<RoomEvent.Logged>of(posted(ROOM, 3, "needle")),
            List.<RoomEvent.Logged>of(posted(ROOM, 2, "needle"), posted(ROOM, 4, "needle")),
            List.<RoomEvent.Logged>of(posted(ROOM, 2, "needle"), posted(OTHER, 3, "needle")))) {
      assertThatThrownBy(() -> consumer.take(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    consumer.flush();
    assertThat(consumer.position(ROOM)).isEqualTo(1);
    assertThat(consumer.events()).isEqualTo(1);
    assertThat(effect(consumer, ROOM, "needle")).containsExactly(1L);
    consumer.close();
  }

  @Test
  default void another_epoch_begins_from_nothing() {
    var consumer = opened();
    consumer.take(List.of(posted(ROOM, 1, "needle")));
    consumer.flush();
    consumer.close();

    var next = consumer();
    var second = new Epoch("second");
    assertThat(next.open(second, false)).isTrue();
    assertThat(next.position(ROOM)).isZero();
    assertThat(next.events()).isZero();
    assertThat(effect(next, ROOM, "needle")).isEmpty();
    next.take(List.of(posted(ROOM, 1, "hay")));
    next.flush();
    next.close();
    assertThat(next.open(second, false)).isFalse();
    assertThat(effect(next, ROOM, "hay")).containsExactly(1L);
    next.close();
  }

  @Test
  default void it_begins_from_nothing_when_it_is_told_to() {
    var consumer = opened();
    consumer.take(List.of(posted(ROOM, 1, "needle")));
    consumer.flush();
    consumer.close();
    assertThat(consumer.open(EPOCH, true)).isTrue();
    assertThat(consumer.position(ROOM)).isZero();
    assertThat(effect(consumer, ROOM, "needle")).isEmpty();
    consumer.close();
    consumer.open(EPOCH, false);
    assertThat(consumer.position(ROOM)).as("what was discarded is gone").isZero();
    assertThat(effect(consumer, ROOM, "needle")).isEmpty();
    consumer.close();
  }

  @Test
  default void closing_twice_is_fine_and_closed_it_takes_nothing() {
    var consumer = opened();
    consumer.close();
    consumer.close();
    assertThatThrownBy(() -> consumer.take(List.of(posted(ROOM, 1, "needle"))))
        .isInstanceOf(IllegalStateException.class);
    consumer.open(EPOCH, false);
    assertThat(consumer.position(ROOM)).isZero();
    consumer.close();
  }

  private LogConsumer opened() {
    var consumer = consumer();
    consumer.open(EPOCH, false);
    return consumer;
  }

  private static List<Long> seqs(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static RoomEvent.Logged posted(RoomId room, long seq, String text) {
    return new RoomEvent.Posted(message(room, seq, text));
  }

  private static RoomEvent.Logged edited(long seq, Message message, String text) {
    return new RoomEvent.Edited(seq, message.edited(new Content(text), NOON));
  }

  private static RoomEvent.Logged deleted(long seq, Message message) {
    return new RoomEvent.Deleted(seq, message.deleted(NOON));
  }

  private static Message message(RoomId room, long seq, String text) {
    return new Message(
        new MessageId(room.value() * 1_000 + seq),
        room,
        seq,
        ALICE,
        new Content(text),
        new ClientId("c-" + seq),
        NOON.plusSeconds(seq));
  }
}
