package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.application.House;
import chat.application.message.ResumeRoom.Outcome;
import chat.application.message.ResumeRoom.Position;
import chat.application.message.ResumeRoom.Reason;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.SampleDrafts;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResumeRoomServiceTest {
  private static final Epoch NOW = new Epoch("e7");
  private static final Epoch ANOTHER = new Epoch("e6");
  private static final long NO_BOUND = Long.MAX_VALUE;

  private final House house = new House();
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");

  private ResumeRoom service(long furthest) {
    return new ResumeRoomService(house.log, () -> NOW, furthest);
  }

  private Outcome resume(long furthest, long afterSeq, Epoch epoch) {
    return service(furthest)
        .resume(SampleAccess.to(room), new Position(afterSeq, epoch), house.log.head(room));
  }

  private void say(int count) {
    house.log.append(SampleDrafts.drafts(count, room, alice));
  }

  @Test
  void without_a_position_they_go_on_from_now() {
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), null, 0))
        .isEqualTo(new Outcome.GoOn(0, 0));
    say(3);
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), null, 3))
        .isEqualTo(new Outcome.GoOn(3, 3));
    assertThat(service(1).resume(SampleAccess.to(room), null, 3)).isEqualTo(new Outcome.GoOn(3, 3));
  }

  @Test
  void what_is_not_above_what_was_followed_is_answered_without_the_store() {
    say(5);
    house.store.down();
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), null, 4))
        .isEqualTo(new Outcome.GoOn(4, 4));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(4, NOW), 4))
        .isEqualTo(new Outcome.GoOn(4, 4));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(1, NOW), 4))
        .isEqualTo(new Outcome.GoOn(1, 4));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(5, ANOTHER), 4))
        .isEqualTo(new Outcome.StartOver(Reason.EPOCH, 4));
  }

  @Test
  void a_client_that_is_ahead_of_this_server_goes_on_where_it_is() {
    say(5);
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(4, NOW), 3))
        .isEqualTo(new Outcome.GoOn(4, 5));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(5, NOW), 3))
        .isEqualTo(new Outcome.GoOn(5, 5));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(6, NOW), 3))
        .isEqualTo(new Outcome.StartOver(Reason.AHEAD, 5));
  }

  @Test
  void with_a_position_they_go_on_from_there() {
    say(3);
    assertThat(resume(NO_BOUND, 0, NOW)).isEqualTo(new Outcome.GoOn(0, 3));
    assertThat(resume(NO_BOUND, 2, NOW)).isEqualTo(new Outcome.GoOn(2, 3));
    assertThat(resume(NO_BOUND, 3, NOW)).isEqualTo(new Outcome.GoOn(3, 3));
  }

  @Test
  void whoever_does_not_know_the_epoch_is_believed() {
    say(3);
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(1, null), 3))
        .isEqualTo(new Outcome.GoOn(1, 3));
  }

  @Test
  void a_position_in_another_history_starts_over() {
    say(3);
    assertThat(resume(NO_BOUND, 2, ANOTHER)).isEqualTo(new Outcome.StartOver(Reason.EPOCH, 3));
    assertThat(resume(NO_BOUND, 0, ANOTHER)).isEqualTo(new Outcome.StartOver(Reason.EPOCH, 3));
  }

  @Test
  void the_other_history_is_the_reason_whatever_the_position() {
    say(3);
    assertThat(resume(1, 0, ANOTHER)).isEqualTo(new Outcome.StartOver(Reason.EPOCH, 3));
    assertThat(resume(1, 99, ANOTHER)).isEqualTo(new Outcome.StartOver(Reason.EPOCH, 3));
  }

  @Test
  void a_position_that_was_not_reached_starts_over() {
    assertThat(resume(NO_BOUND, 1, NOW)).isEqualTo(new Outcome.StartOver(Reason.AHEAD, 0));
    say(3);
    assertThat(resume(NO_BOUND, 4, NOW)).isEqualTo(new Outcome.StartOver(Reason.AHEAD, 3));
    assertThat(resume(NO_BOUND, Long.MAX_VALUE, NOW))
        .isEqualTo(new Outcome.StartOver(Reason.AHEAD, 3));
    assertThat(service(NO_BOUND).resume(SampleAccess.to(room), new Position(4, null), 3))
        .isEqualTo(new Outcome.StartOver(Reason.AHEAD, 3));
  }

  @Test
  void whoever_is_further_behind_than_is_told_again_starts_over() {
    say(10);
    assertThat(resume(4, 6, NOW)).isEqualTo(new Outcome.GoOn(6, 10));
    assertThat(resume(4, 5, NOW)).isEqualTo(new Outcome.StartOver(Reason.TOO_FAR, 10));
    assertThat(resume(NO_BOUND, 0, NOW)).isEqualTo(new Outcome.GoOn(0, 10));
  }

  @Test
  void what_was_missed_comes_in_pages_in_order_and_without_a_gap() {
    int more = 7;
    say(2 * ResumeRoom.PAGE + more);
    var service = service(NO_BOUND);
    var first = service.missed(SampleAccess.to(room), 0);
    var second = service.missed(SampleAccess.to(room), ResumeRoom.PAGE);
    var third = service.missed(SampleAccess.to(room), 2L * ResumeRoom.PAGE);
    assertThat(seqs(first)).isEqualTo(range(1, ResumeRoom.PAGE));
    assertThat(seqs(second)).isEqualTo(range(ResumeRoom.PAGE + 1, 2 * ResumeRoom.PAGE));
    assertThat(seqs(third)).isEqualTo(range(2 * ResumeRoom.PAGE + 1, 2 * ResumeRoom.PAGE + more));
    assertThat(service.missed(SampleAccess.to(room), 2L * ResumeRoom.PAGE + more)).isEmpty();
  }

  @Test
  void edits_and_deletions_are_missed_as_well() {
    var message = SampleDrafts.stored(house.log, SampleDrafts.drafts(1, room, alice)).get(0);
    house.log.append(List.of(SampleDrafts.edit(message, "other words")));
    house.log.append(List.of(SampleDrafts.deletion(message)));
    assertThat(service(NO_BOUND).missed(SampleAccess.to(room), 1))
        .satisfiesExactly(
            edited -> assertThat(edited).isInstanceOf(RoomEvent.Edited.class),
            deleted -> assertThat(deleted).isInstanceOf(RoomEvent.Deleted.class));
  }

  @Test
  void rooms_are_resumed_apart() {
    var random = house.room(alice, "random");
    say(3);
    assertThat(service(NO_BOUND).resume(SampleAccess.to(random), null, 0))
        .isEqualTo(new Outcome.GoOn(0, 0));
    assertThat(service(NO_BOUND).missed(SampleAccess.to(random), 0)).isEmpty();
  }

  @Test
  void without_the_store_nothing_is_replayed() {
    house.store.down();
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> service(NO_BOUND).resume(SampleAccess.to(room), new Position(1, NOW), 0));
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> service(NO_BOUND).missed(SampleAccess.to(room), 0));
  }

  @Test
  void the_epoch_is_the_one_that_it_was_made_with() {
    assertThat(service(NO_BOUND).epoch()).isEqualTo(NOW);
  }

  private static List<Long> seqs(List<RoomEvent.Logged> events) {
    return events.stream().map(RoomEvent.Logged::seq).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
