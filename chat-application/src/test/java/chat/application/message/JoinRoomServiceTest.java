package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.message.JoinRoom.Membership;
import chat.application.message.JoinRoom.Outcome;
import chat.application.room.KnownRooms;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.InMemoryRoomFeed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class JoinRoomServiceTest {
  private final House house = new House();
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final JoinRoomService service =
      new JoinRoomService(new KnownRooms(house.rooms), feed, Clock.systemUTC());
  private final Identity alice = house.user("alice");
  private final Identity bob = house.user("bob");
  private final RoomId room = house.room(alice, "general");
  private final List<RoomEvent> told = new CopyOnWriteArrayList<>();

  JoinRoomServiceTest() {
    feed.subscribe(room, told::addAll);
  }

  private Membership join(Identity who) {
    return ((Outcome.Joined) service.join(who, room)).membership();
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
  void nobody_joins_a_room_that_isnt_there() {
    assertThat(service.join(alice, new RoomId(999))).isEqualTo(new Outcome.NoSuchRoom());
    assertThat(service.occupiedRooms()).isZero();
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
