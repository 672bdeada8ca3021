package chat.adapter.web.socket.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.FakeChat;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PresenceThrottleTest {
  private static final RoomId ROOM = new RoomId(1);
  private static final Identity ALICE = FakeChat.user("alice");
  private static final Identity MALLORY = FakeChat.user("mallory");

  private final PresenceThrottle throttle = new PresenceThrottle();

  private static RoomEvent joined(Identity who) {
    return new RoomEvent.Joined(ROOM, who);
  }

  private static RoomEvent left(Identity who) {
    return new RoomEvent.Left(ROOM, who);
  }

  @Test
  void somebody_who_reconnects_once_passes_unchanged() {
    var events =
        List.of(joined(MALLORY), left(MALLORY), joined(ALICE), joined(MALLORY), left(MALLORY));

    assertThat(throttle.admit(events)).isSameAs(events);
    assertThat(throttle.refill()).isEmpty();
  }

  @Test
  void of_a_flood_four_pass_and_the_latest_comes_with_the_next_refill() {
    var flood = new ArrayList<RoomEvent>();
    for (int i = 0; i < 10_000; i++) {
      flood.add(joined(MALLORY));
      flood.add(left(MALLORY));
    }

    assertThat(throttle.admit(flood)).isEqualTo(flood.subList(0, 4));
    assertThat(throttle.admit(List.of(joined(MALLORY)))).isEmpty();
    assertThat(throttle.refill()).containsExactly(joined(MALLORY));
    assertThat(throttle.refill()).isEmpty();
  }

  @Test
  void a_flood_that_goes_on_gets_one_event_per_refill() {
    var flood = List.of(joined(MALLORY), left(MALLORY), joined(MALLORY), left(MALLORY));
    int told = throttle.admit(flood).size();
    for (int i = 0; i < 10; i++) {
      assertThat(throttle.admit(flood)).isEmpty();
      told += throttle.refill().size();
    }

    assertThat(told).isEqualTo(14);
  }

  @Test
  void a_flood_withholds_nothing_of_others_and_nothing_that_is_not_presence() {
    var typing = new RoomEvent.Typing(ROOM, MALLORY);
    var flood = List.of(joined(MALLORY), left(MALLORY), joined(MALLORY), left(MALLORY));
    assertThat(throttle.admit(flood)).hasSize(4);

    var mixed = List.of(joined(MALLORY), typing, joined(ALICE), left(MALLORY), left(ALICE));
    assertThat(throttle.admit(mixed)).containsExactly(typing, joined(ALICE), left(ALICE));
  }

  @Test
  void a_user_is_remembered_until_the_allowance_is_full_again_and_no_longer() {
    throttle.admit(List.of(joined(MALLORY), left(MALLORY), joined(ALICE)));
    assertThat(throttle.remembered()).isEqualTo(2);

    throttle.refill();
    assertThat(throttle.remembered()).isEqualTo(1);
    throttle.refill();
    assertThat(throttle.remembered()).isZero();
  }

  @Test
  void a_refill_is_scheduled_once_at_a_time_and_only_while_somebody_needs_it() {
    assertThat(throttle.mustSchedule()).isFalse();
    throttle.admit(List.of(joined(MALLORY), left(MALLORY)));
    assertThat(throttle.mustSchedule()).isTrue();
    assertThat(throttle.mustSchedule()).isFalse();
    throttle.refill();
    assertThat(throttle.mustSchedule()).isTrue();
    throttle.refill();
    assertThat(throttle.mustSchedule()).isFalse();
  }

  /** What happens: a number is a user who joins or leaves in turn, -1 is a refill. */
  @Provide
  Arbitrary<List<List<Integer>>> batches() {
    return Arbitraries.integers().between(-1, 2).list().ofMaxSize(12).list().ofMaxSize(20);
  }

  @Property
  void whatever_comes_a_room_ends_with_the_truth_and_never_gets_more_than_is_allowed(
      @ForAll("batches") List<List<Integer>> batches) {
    var throttle = new PresenceThrottle();
    var present = new HashMap<Identity, Boolean>();
    var believed = new HashMap<Identity, Boolean>();
    var told = new HashMap<Identity, Integer>();
    int refills = 0;
    for (var batch : batches) {
      var events = new ArrayList<RoomEvent>();
      for (int step : batch) {
        if (step >= 0) {
          var who = FakeChat.user("user" + step);
          boolean here = present.merge(who, true, (before, unused) -> !before);
          events.add(here ? joined(who) : left(who));
        } else {
          believe(throttle.admit(events), believed, told);
          events.clear();
          believe(throttle.refill(), believed, told);
          refills++;
        }
      }
      believe(throttle.admit(events), believed, told);
      int granted = PresenceThrottle.BURST + refills;
      assertThat(told.values()).allSatisfy(count -> assertThat(count).isBetween(1, granted));
    }
    // Nobody does anything more.
    for (int i = 0; i <= PresenceThrottle.BURST; i++) {
      believe(throttle.refill(), believed, told);
    }
    assertThat(believed).isEqualTo(present);
    assertThat(throttle.remembered()).isZero();
  }

  private static void believe(
      List<RoomEvent> events, Map<Identity, Boolean> believed, Map<Identity, Integer> told) {
    for (var event : events) {
      var who =
          event instanceof RoomEvent.Joined joined ? joined.who() : ((RoomEvent.Left) event).who();
      believed.put(who, event instanceof RoomEvent.Joined);
      told.merge(who, 1, Integer::sum);
    }
  }
}
