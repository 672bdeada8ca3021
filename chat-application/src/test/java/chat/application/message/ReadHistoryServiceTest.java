package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.message.ReadHistory.Outcome;
import chat.application.message.ReadHistory.Query;
import chat.application.room.KnownRooms;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadHistoryServiceTest {
  private static final long ALL = Long.MAX_VALUE;

  private final House house = new House();
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");
  private final ReadHistoryService service =
      new ReadHistoryService(new KnownRooms(house.rooms), house.log, house.search);

  private Outcome.Page page(String text, long before, int skip, int limit) {
    return (Outcome.Page) service.read(new Query(room, text, before, skip, limit));
  }

  private static List<String> contents(Outcome.Page page) {
    return page.messages().stream().map(message -> message.content().text()).toList();
  }

  @Test
  void an_unknown_room_has_no_history() {
    assertThat(service.read(new Query(new RoomId(999), "", ALL, 0, 10)))
        .isEqualTo(new Outcome.NoSuchRoom());
  }

  @Test
  void an_empty_room_has_an_empty_page_and_no_next() {
    assertThat(page("", ALL, 0, 10)).isEqualTo(new Outcome.Page(List.of(), OptionalLong.empty()));
  }

  @Test
  void pages_follow_one_another_from_the_newest_to_the_first() {
    house.say(alice, room, "one", "two", "three", "four", "five");
    var newest = page("", ALL, 0, 2);
    assertThat(contents(newest)).containsExactly("five", "four");
    var middle = page("", newest.next().getAsLong(), 0, 2);
    assertThat(contents(middle)).containsExactly("three", "two");
    var oldest = page("", middle.next().getAsLong(), 0, 2);
    assertThat(contents(oldest)).containsExactly("one");
    assertThat(oldest.next()).isEmpty();
  }

  @Test
  void skipping_leaves_the_newest_out() {
    house.say(alice, room, "one", "two", "three", "four", "five");
    assertThat(contents(page("", ALL, 3, 10))).containsExactly("two", "one");
    assertThat(contents(page("", 4, 1, 10))).containsExactly("two", "one");
    assertThat(contents(page("", ALL, 5, 10))).isEmpty();
    assertThat(contents(page("", ALL, Integer.MAX_VALUE, 10))).isEmpty();
  }

  @Test
  void a_search_skips_and_limits_what_it_found() {
    house.say(alice, room, "red 1", "blue", "red 2", "RED 3", "green", "red 4");
    assertThat(contents(page("red", ALL, 0, 2))).containsExactly("red 4", "RED 3");
    assertThat(contents(page("red", ALL, 1, 2))).containsExactly("RED 3", "red 2");
    assertThat(contents(page("red", ALL, 3, 2))).containsExactly("red 1");
    assertThat(contents(page("red", ALL, 4, 2))).isEmpty();
  }

  @Test
  void a_search_can_be_followed_to_its_end() {
    for (int i = 0; i < 50; i++) {
      house.say(alice, room, "red " + i, "blue " + i);
    }
    var found = new ArrayList<String>();
    var next = OptionalLong.of(ALL);
    while (next.isPresent()) {
      var page = page("red", next.getAsLong(), 0, 7);
      found.addAll(contents(page));
      next = page.next();
    }
    assertThat(found).hasSize(50).startsWith("red 49").endsWith("red 0").doesNotHaveDuplicates();
  }
}
