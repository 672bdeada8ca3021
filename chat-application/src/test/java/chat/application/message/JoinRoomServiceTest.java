package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.message.JoinRoom.Membership;
import chat.application.room.SampleAccess;
import chat.domain.message.RoomEvent;
import chat.domain.presence.Presence;
import chat.domain.presence.Presence.Present;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.Race;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.presence.Heard;
import chat.testkit.presence.InMemoryNodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class JoinRoomServiceTest {
  private final House house = new House();
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final HandClock clock = new HandClock();
  private final List<RoomEvent> told = new CopyOnWriteArrayList<>();
  private final InMemoryNodes nodes = new InMemoryNodes();
  private final JoinRoomService service = node(new Told());
  private final Identity alice = house.user("alice");
  private final Identity bob = house.user("bob");
  private final RoomId room = house.room(alice, "general");

  /** What the room is notified of. */
  private final class Told implements Presence.Listener {
    @Override
    public void joined(RoomId room, Identity who) {
      told.add(new RoomEvent.Joined(room, who));
    }

    @Override
    public void left(RoomId room, Identity who) {
      told.add(new RoomEvent.Left(room, who));
    }
  }

  /** The service of one more node. */
  private JoinRoomService node(Presence.Listener listener) {
    return new JoinRoomService(nodes.start(listener), feed, clock);
  }

  /** A clock that is moved by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-05-01T10:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  JoinRoomServiceTest() {
    feed.subscribe(room, told::addAll);
  }

  private Membership join(Identity who) {
    return service.join(SampleAccess.by(who, room));
  }

  @Test
  void the_room_is_told_of_the_first_connection_and_the_last() {
    var phone = join(alice);
    var desktop = join(alice);
    phone.leave();
    desktop.leave();
    assertThat(told)
        .containsExactly(new RoomEvent.Joined(room, alice), new RoomEvent.Left(room, alice));
  }

  @Test
  void leaving_twice_is_leaving_once() {
    var phone = join(alice);
    join(alice);
    phone.leave();
    phone.leave();
    assertThat(told).containsExactly(new RoomEvent.Joined(room, alice));
  }

  @Test
  void people_are_counted_apart() {
    var first = join(alice);
    join(bob);
    first.leave();
    assertThat(told)
        .containsExactly(
            new RoomEvent.Joined(room, alice),
            new RoomEvent.Joined(room, bob),
            new RoomEvent.Left(room, alice));
  }

  @Test
  void those_present_are_people_and_not_connections() {
    var phone = join(alice);
    var desktop = join(alice);
    assertThat(phone.present(10)).isEqualTo(new Present(List.of(alice), 1));
    var bobs = join(bob);
    for (var membership : List.of(phone, desktop, bobs)) {
      assertThat(membership.present(10).people()).containsExactlyInAnyOrder(alice, bob);
      assertThat(membership.present(10).count()).isEqualTo(2);
    }
    phone.leave();
    assertThat(bobs.present(10).count()).isEqualTo(2);
    desktop.leave();
    assertThat(bobs.present(10)).isEqualTo(new Present(List.of(bob), 1));
    assertThat(phone.present(10)).as("asked after leaving").isEqualTo(bobs.present(10));
    bobs.leave();
    assertThat(bobs.present(10)).isEqualTo(new Present(List.of(), 0));
  }

  @Test
  void of_many_some_are_named_and_all_are_counted() {
    var people = new ArrayList<Identity>();
    for (int i = 0; i < 30; i++) {
      people.add(house.user("guest-" + i));
      join(people.get(i));
    }
    var present = join(people.get(0)).present(20);
    assertThat(present.count()).isEqualTo(30);
    assertThat(present.people()).hasSize(20).doesNotHaveDuplicates().isSubsetOf(people);
  }

  @Test
  void those_in_another_room_are_not_present() {
    join(alice);
    var elsewhere = house.room(alice, "random");
    var bobs = service.join(SampleAccess.by(bob, elsewhere));
    assertThat(bobs.present(10)).isEqualTo(new Present(List.of(bob), 1));
  }

  @Test
  void a_person_with_connections_to_two_nodes_joins_once_and_leaves_once() {
    var elsewhere = node(new Heard());
    var phone = join(alice);
    var desktop = elsewhere.join(SampleAccess.by(alice, room));
    var bobs = elsewhere.join(SampleAccess.by(bob, room));
    nodes.pass(Duration.ofSeconds(1));
    for (var membership : List.of(phone, desktop, bobs)) {
      assertThat(membership.present(10).people()).containsExactlyInAnyOrder(alice, bob);
    }
    phone.leave();
    nodes.pass(Duration.ofSeconds(1));
    assertThat(told)
        .containsExactly(new RoomEvent.Joined(room, alice), new RoomEvent.Joined(room, bob));
    desktop.leave();
    nodes.pass(Duration.ofSeconds(1));
    assertThat(told).hasSize(3).endsWith(new RoomEvent.Left(room, alice));
    assertThat(bobs.present(10)).isEqualTo(new Present(List.of(bob), 1));
  }

  @Test
  void the_first_connection_on_a_node_says_whether_it_was_announced() {
    var elsewhere = node(new Heard());
    assertThat(elsewhere.join(SampleAccess.by(alice, room)).unannounced()).isFalse();
    nodes.pass(Duration.ofSeconds(1));
    assertThat(join(alice).unannounced()).isTrue();
    assertThat(join(alice).unannounced()).as("a second one on this node").isFalse();
    assertThat(join(bob).unannounced()).isFalse();
    assertThat(told)
        .containsExactly(new RoomEvent.Joined(room, alice), new RoomEvent.Joined(room, bob));
  }

  @Test
  void typing_is_told_to_the_room_at_most_once_in_a_pause() {
    var phone = join(alice);
    var typing = new RoomEvent.Typing(room, alice);
    told.clear();
    phone.typing();
    assertThat(told).containsExactly(typing);
    clock.pass(JoinRoom.TYPING_PAUSE.minusMillis(1));
    phone.typing();
    assertThat(told).hasSize(1);
    clock.pass(Duration.ofMillis(1));
    phone.typing();
    phone.typing();
    assertThat(told).containsExactly(typing, typing);
  }

  @Test
  void what_is_not_told_of_typing_does_not_lengthen_the_pause() {
    var phone = join(alice);
    told.clear();
    for (int i = 0; i < 10; i++) {
      phone.typing();
      clock.pass(JoinRoom.TYPING_PAUSE.dividedBy(3));
    }
    assertThat(told).hasSize(4);
  }

  @Test
  void connections_type_apart() {
    var alices = join(alice);
    var bobs = join(bob);
    told.clear();
    alices.typing();
    bobs.typing();
    assertThat(told)
        .containsExactly(new RoomEvent.Typing(room, alice), new RoomEvent.Typing(room, bob));
  }

  @Test
  void nobody_types_who_has_left() {
    var phone = join(alice);
    phone.leave();
    told.clear();
    phone.typing();
    assertThat(told).isEmpty();
  }

  @Test
  void of_many_that_type_at_once_on_one_connection_one_is_told() {
    var phone = join(alice);
    told.clear();
    Race.of(
        8,
        i -> {
          phone.typing();
          return i;
        });
    assertThat(told).containsExactly(new RoomEvent.Typing(room, alice));
  }

  @Test
  void joins_and_leaves_at_once_leave_nobody_behind() {
    var racing = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 8; i++) {
      var who = i % 2 == 0 ? alice : bob;
      racing.add(
          CompletableFuture.runAsync(
              () -> {
                for (int n = 0; n < 500; n++) {
                  join(who).leave();
                }
              }));
    }
    racing.forEach(CompletableFuture::join);
    assertThat(service.occupiedRooms()).isZero();
    var alices = new ArrayList<RoomEvent>();
    told.stream()
        .filter(
            event ->
                event.equals(new RoomEvent.Joined(room, alice))
                    || event.equals(new RoomEvent.Left(room, alice)))
        .forEach(alices::add);
    // Coming and going take turns, whatever the threads did.
    for (int i = 0; i < alices.size(); i++) {
      assertThat(alices.get(i))
          .isInstanceOf(i % 2 == 0 ? RoomEvent.Joined.class : RoomEvent.Left.class);
    }
  }
}
