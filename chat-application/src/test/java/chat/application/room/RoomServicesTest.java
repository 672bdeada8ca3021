package chat.application.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.health.CheckHealthService;
import chat.application.room.OpenRoom.Command;
import chat.domain.DeadlineExceeded;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import chat.domain.room.Room;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.StoreSwitch;
import chat.testkit.node.InMemoryNotices;
import chat.testkit.room.ForwardingRooms;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.user.InMemoryUsers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomServicesTest {
  private static final Identity SOMEBODY = new Identity(new UserId(7), new Username("somebody"));

  private final House house = new House();
  private final RoomAccess access = house.access();
  private final OpenRoom openRoom = new OpenRoomService(house.rooms, house.clock);
  private final FindRooms findRooms = new FindRoomsService(house.rooms, house.searches);

  @Test
  void an_opened_room_can_be_found() {
    var alice = house.user("alice");
    var opened = openRoom.open(new Command(new RoomName("General"), alice));
    var room = opened.orElseThrow();
    assertThat(room.createdBy()).isEqualTo(alice.id());
    assertThat(found("gen", 0, 10)).containsExactly(room);
    var readable = access.readable(alice, room.id()).orElseThrow();
    assertThat(findRooms.details(readable))
        .hasValueSatisfying(
            details -> {
              assertThat(details.room().creator()).isEqualTo(alice.username());
              assertThat(details.room().messages()).isZero();
              assertThat(details.head()).isEqualTo(RoomHead.start(room.id()));
            });
    house.say(alice, room.id(), "one", "two");
    var details = findRooms.details(readable).orElseThrow();
    assertThat(details.room().messages()).isEqualTo(2);
    assertThat(details.head().seq()).isEqualTo(2);
  }

  @Test
  void a_room_is_found_by_its_words_in_any_order_and_in_spite_of_typos() {
    var alice = house.user("alice");
    house.room(alice, "Harbour festival");
    house.room(alice, "Café Zürich");
    house.room(alice, "releases 2026");

    assertThat(names("festival har")).containsExactly("Harbour festival");
    assertThat(names("harbor fest")).containsExactly("Harbour festival");
    assertThat(names("festivla")).containsExactly("Harbour festival");
    assertThat(names("cafe zurich")).containsExactly("Café Zürich");
    assertThat(names("relaeses")).containsExactly("releases 2026");
  }

  @Test
  void nothing_is_forgiven_in_short_words_and_numbers_nor_where_a_name_contains_the_text() {
    var alice = house.user("alice");
    house.room(alice, "cats");
    house.room(alice, "carts");
    house.room(alice, "releases 2026");

    assertThat(names("cats")).containsExactly("cats");
    assertThat(names("cst")).isEmpty();
    assertThat(names("2025")).isEmpty();
    assertThat(names("from:alice")).isEmpty();
    assertThat(names("a ".repeat(100))).isEmpty();
    assertThat(names("?!")).isEmpty();
  }

  @Test
  void rooms_that_are_alike_come_in_pages_and_after_those_that_match_come_none() {
    var alice = house.user("alice");
    for (int i = 1; i <= 5; i++) {
      house.room(alice, "planning " + i);
    }

    assertThat(names("plannign", 0, 2)).containsExactly("planning 1", "planning 2");
    assertThat(names("plannign", 4, 2)).containsExactly("planning 5");
    assertThat(names("plannign", 5, 2)).isEmpty();
    assertThat(names("planning 3", 1, 2)).isEmpty();
    assertThat(names("plannign", Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void names_are_compared_no_longer_than_the_deadline() {
    var alice = house.user("alice");
    for (int i = 0; i < 5; i++) {
      house.room(alice, "planning " + i);
    }
    var clock = new AtomicLong();
    var slow =
        new ForwardingRooms(house.rooms) {
          private int reads;

          @Override
          public List<Room> search(String text, int skip, int limit) {
            reads++;
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            return super.search(text, skip, limit);
          }
        };
    var service = new FindRoomsService(slow, House.searches(clock::get));
    var late = service.search(alice, "plannign", 0, 10).toCompletableFuture();
    assertThatThrownBy(late::get).hasCauseInstanceOf(DeadlineExceeded.class);
    assertThat(slow.reads).isEqualTo(2);
  }

  @Test
  void more_names_than_are_read_at_once_are_compared() {
    var alice = house.user("alice");
    for (int i = 0; i < 2_100; i++) {
      house.room(alice, "room " + i);
    }
    house.room(alice, "planning");
    assertThat(names("plannign")).containsExactly("planning");
  }

  private List<String> names(String text) {
    return names(text, 0, 10);
  }

  private List<String> names(String text, int skip, int limit) {
    return found(text, skip, limit).stream().map(room -> room.name().value()).toList();
  }

  private List<Room> found(String text, int skip, int limit) {
    return findRooms.search(SOMEBODY, text, skip, limit).toCompletableFuture().join().stream()
        .map(FindRooms.Found::room)
        .toList();
  }

  @Test
  void a_name_that_differs_in_case_only_is_taken() {
    var alice = house.user("alice");
    openRoom.open(new Command(new RoomName("General"), alice));
    assertThat(openRoom.open(new Command(new RoomName("GENERAL"), alice))).isEmpty();
  }

  @Test
  void a_room_once_seen_is_known_without_the_store_and_a_new_one_is_found() {
    var alice = house.user("alice");
    var room = house.room(alice, "general");
    assertThat(access.readable(alice, room)).isPresent();
    assertThat(access.readable(alice, new RoomId(room.value() + 1))).isEmpty();
    var next = house.room(alice, "next");
    assertThat(access.readable(alice, next)).isPresent();
    house.store.down();
    assertThat(access.readable(alice, room)).isPresent();
  }

  @Test
  void health_is_the_stores() {
    var health =
        new CheckHealthService(house.rooms, house.store, house.search, InMemoryNotices.alone());
    health.check();
    house.store.down();
    assertThatThrownBy(health::check).isInstanceOf(StoreUnavailable.class);
    house.store.up();
    health.check();
  }

  @Test
  void health_names_what_keeps_a_store_from_storing_though_it_can_be_read() {
    var readable = new InMemoryRooms(new InMemoryUsers());
    var condition = new StoreSwitch();
    var health = new CheckHealthService(readable, condition, house.search, InMemoryNotices.alone());
    for (var reason : Reason.values()) {
      condition.down(reason);
      assertThatThrownBy(health::check)
          .isInstanceOfSatisfying(
              StoreUnavailable.class, why -> assertThat(why.reason()).isEqualTo(reason));
    }
    condition.up();
    health.check();
  }
}
