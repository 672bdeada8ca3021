package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.message.ReadHistory.Page;
import chat.application.message.ReadHistory.Position;
import chat.application.message.ReadHistory.Query;
import chat.application.room.SampleAccess;
import chat.application.search.RoomSearchService;
import chat.domain.InvalidValue;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.SampleDrafts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadHistoryServiceTest {
  private static final Position NEWEST = new Position.Newest();

  private final House house = new House();
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");
  private final ReadHistoryService service =
      new ReadHistoryService(
          house.log, new RoomSearchService(house.access(), house.search, house.searches));

  private Page page(String text, Position position, int skip, int limit) {
    return service.read(query(text, position, skip, limit)).toCompletableFuture().join();
  }

  private Query query(String text, Position position, int skip, int limit) {
    return new Query(SampleAccess.by(alice, room), text, position, skip, limit);
  }

  private static List<String> contents(Page page) {
    return page.messages().stream().map(message -> message.text()).toList();
  }

  @Test
  void an_empty_room_has_an_empty_page_and_no_next() {
    assertThat(page("", NEWEST, 0, 10))
        .isEqualTo(new Page(List.of(), OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void pages_follow_one_another_from_the_newest_to_the_first() {
    house.say(alice, room, "one", "two", "three", "four", "five");
    var newest = page("", NEWEST, 0, 2);
    assertThat(contents(newest)).containsExactly("five", "four");
    var middle = page("", new Position.Before(newest.older().getAsLong()), 0, 2);
    assertThat(contents(middle)).containsExactly("three", "two");
    var oldest = page("", new Position.Before(middle.older().getAsLong()), 0, 2);
    assertThat(contents(oldest)).containsExactly("one");
    assertThat(oldest.older()).isEmpty();
  }

  @Test
  void skipping_leaves_the_newest_out() {
    house.say(alice, room, "one", "two", "three", "four", "five");
    assertThat(contents(page("", NEWEST, 3, 10))).containsExactly("two", "one");
    assertThat(contents(page("", new Position.Before(4), 1, 10))).containsExactly("two", "one");
    assertThat(contents(page("", NEWEST, 5, 10))).isEmpty();
    assertThat(contents(page("", NEWEST, Integer.MAX_VALUE, 10))).isEmpty();
  }

  @Test
  void a_search_skips_and_limits_what_it_found() {
    house.say(alice, room, "red 1", "blue", "red 2", "RED 3", "green", "red 4");
    assertThat(contents(page("red", NEWEST, 0, 2))).containsExactly("red 4", "RED 3");
    assertThat(contents(page("red", NEWEST, 1, 2))).containsExactly("RED 3", "red 2");
    assertThat(contents(page("red", NEWEST, 3, 2))).containsExactly("red 1");
    assertThat(contents(page("red", NEWEST, 4, 2))).isEmpty();
  }

  @Test
  void a_search_can_be_followed_to_its_end() {
    for (int i = 0; i < 50; i++) {
      house.say(alice, room, "red " + i, "blue " + i);
    }
    var found = new ArrayList<String>();
    var next = OptionalLong.of(Long.MAX_VALUE);
    while (next.isPresent()) {
      var page = page("red", new Position.Before(next.getAsLong()), 0, 7);
      found.addAll(contents(page));
      next = page.older();
    }
    assertThat(found).hasSize(50).startsWith("red 49").endsWith("red 0").doesNotHaveDuplicates();
  }

  /** Ten messages, and an edit of the first one after each of the others: 1, 2, 4, 6, … 18. */
  private void talkWithEdits() {
    house.say(alice, room, "m1");
    var first = house.log.before(room, 2, 1).get(0);
    for (int i = 2; i <= 10; i++) {
      house.say(alice, room, "m" + i);
      house.log.append(List.of(SampleDrafts.edit(first, "edit " + i)));
    }
  }

  private static List<Long> seqs(Page page) {
    return page.messages().stream().map(Message::seq).toList();
  }

  @Test
  void skipping_is_exact_among_edits() {
    talkWithEdits();
    assertThat(contents(page("", NEWEST, 3, 2))).containsExactly("m7", "m6");
    assertThat(contents(page("", NEWEST, 9, 2))).containsExactly("edit 10");
    assertThat(contents(page("", NEWEST, 10, 2))).isEmpty();
    assertThat(contents(page("", new Position.Before(10), 2, 2))).containsExactly("m3", "m2");
  }

  @Test
  void after_a_position_come_the_nearest_newer_ones_the_newest_first() {
    talkWithEdits();
    var page = page("", new Position.After(2), 0, 3);
    assertThat(seqs(page)).containsExactly(8L, 6L, 4L);
    assertThat(page.older()).hasValue(4);
    assertThat(page.newer()).hasValue(8);
    assertThat(seqs(page("", new Position.After(8), 0, 100)))
        .containsExactly(18L, 16L, 14L, 12L, 10L);
    assertThat(page("", new Position.After(16), 0, 100).newer()).as("only an edit").isEmpty();
    assertThat(page("", new Position.After(18), 0, 100))
        .isEqualTo(new Page(List.of(), OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void around_a_position_come_as_many_of_both_sides_as_there_are() {
    talkWithEdits();
    assertThat(seqs(page("", new Position.Around(8), 0, 4))).containsExactly(12L, 10L, 8L, 6L);
    assertThat(seqs(page("", new Position.Around(9), 0, 5))).containsExactly(12L, 10L, 8L, 6L, 4L);
    assertThat(seqs(page("", new Position.Around(8), 0, 1))).containsExactly(8L);
    assertThat(seqs(page("", new Position.Around(1), 0, 4))).containsExactly(6L, 4L, 2L, 1L);
    assertThat(seqs(page("", new Position.Around(18), 0, 4))).containsExactly(18L, 16L, 14L, 12L);
    assertThat(seqs(page("", new Position.Around(Long.MAX_VALUE), 0, 2))).containsExactly(18L, 16L);
    assertThat(seqs(page("", new Position.Around(8), 0, 100))).hasSize(10);
    var whole = page("", new Position.Around(8), 0, 100);
    assertThat(whole.older()).isEmpty();
    assertThat(whole.newer()).isEmpty();
  }

  @Test
  void pages_can_be_followed_to_the_newest_as_well() {
    talkWithEdits();
    var seen = new ArrayList<Long>();
    var next = OptionalLong.of(0);
    while (next.isPresent()) {
      var page = page("", new Position.After(next.getAsLong()), 0, 3);
      seen.addAll(0, seqs(page));
      next = page.newer();
    }
    assertThat(seen).containsExactly(18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L, 1L);
  }

  @Test
  void the_newest_page_has_no_newer_one_and_every_other_has() {
    talkWithEdits();
    assertThat(page("", NEWEST, 0, 3).newer()).isEmpty();
    assertThat(page("", NEWEST, 1, 3).newer()).hasValue(16);
    assertThat(page("", new Position.Before(19), 0, 3).newer()).isEmpty();
    assertThat(page("", new Position.Before(18), 0, 3).newer()).hasValue(16);
  }

  @Test
  void an_edited_message_shows_what_it_says_now_and_a_deleted_one_its_place() {
    talkWithEdits();
    var second = house.log.before(room, 3, 1).get(0);
    house.log.append(List.of(SampleDrafts.deletion(second)));
    var oldest = page("", new Position.Before(5), 0, 3).messages();
    assertThat(oldest).extracting(Message::text).containsExactly("m3", "", "edit 10");
    assertThat(oldest.get(1).isDeleted()).isTrue();
    assertThat(oldest.get(2).editedAt()).isPresent();
    assertThat(contents(page("edit", NEWEST, 0, 10))).containsExactly("edit 10");
    assertThat(contents(page("m2", NEWEST, 0, 10))).isEmpty();
    assertThat(contents(page("m1", NEWEST, 0, 10))).containsExactly("m10");
  }

  @Test
  void a_search_goes_backwards_alone() {
    assertThatThrownBy(() -> query("text", new Position.After(1), 0, 10))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> query("", new Position.Around(1), 1, 10))
        .isInstanceOf(InvalidValue.class);
  }
}
