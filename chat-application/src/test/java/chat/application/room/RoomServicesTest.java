package chat.application.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.health.CheckHealthService;
import chat.application.room.OpenRoom.Command;
import chat.application.room.OpenRoom.Outcome;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import org.junit.jupiter.api.Test;

class RoomServicesTest {
  private final House house = new House();
  private final KnownRooms known = new KnownRooms(house.rooms);
  private final OpenRoom openRoom = new OpenRoomService(house.rooms, house.clock);
  private final FindRooms findRooms = new FindRoomsService(house.rooms, known);

  @Test
  void an_opened_room_can_be_found() {
    var alice = house.user("alice");
    var opened = openRoom.open(new Command(new RoomName("General"), alice));
    var room = ((Outcome.Opened) opened).room();
    assertThat(room.createdBy()).isEqualTo(alice.id());
    assertThat(findRooms.search("gen", 0, 10)).containsExactly(room);
    assertThat(findRooms.details(room.id()))
        .hasValueSatisfying(
            details -> {
              assertThat(details.creator()).isEqualTo(alice.username());
              assertThat(details.messages()).isZero();
            });
    house.say(alice, room.id(), "one", "two");
    assertThat(findRooms.details(room.id()).orElseThrow().messages()).isEqualTo(2);
  }

  @Test
  void a_name_that_differs_in_case_only_is_taken() {
    var alice = house.user("alice");
    openRoom.open(new Command(new RoomName("General"), alice));
    assertThat(openRoom.open(new Command(new RoomName("GENERAL"), alice)))
        .isEqualTo(new Outcome.NameTaken());
  }

  @Test
  void a_room_once_seen_is_known_without_the_store_and_a_new_one_is_found() {
    var alice = house.user("alice");
    var room = house.room(alice, "general");
    assertThat(findRooms.exists(room)).isTrue();
    assertThat(findRooms.exists(new RoomId(room.value() + 1))).isFalse();
    var next = house.room(alice, "next");
    assertThat(findRooms.exists(next)).isTrue();
    house.store.down();
    assertThat(findRooms.exists(room)).isTrue();
  }

  @Test
  void health_is_the_stores() {
    var health = new CheckHealthService(house.rooms, house.search);
    health.check();
    house.store.down();
    assertThatThrownBy(health::check).isInstanceOf(StoreUnavailable.class);
    house.store.up();
    health.check();
  }
}
