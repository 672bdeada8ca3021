package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import chat.domain.message.MessageSearch.Query;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.user.Identity;
import chat.domain.user.Users;
import chat.testkit.Elsewhere;
import chat.testkit.Lookalikes;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What {@link MessageSearch} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface MessageSearchContract {
  /** The search under test. */
  MessageSearch search();

  /** The log that it searches; it may hold anything from other tests. */
  MessageLog log();

  /** The rooms of the same store. */
  Rooms rooms();

  /** The users of the same store. */
  Users users();

  /** Returns when the search knows all of the log: for an engine that follows it. */
  default void catchUp() {}

  @Test
  default void the_text_may_be_anywhere_in_the_content() {
    var room = roomSaying("needle in hay", "a needle", "the needles", "nothing", "nee dle");
    assertThat(found(room, "needle")).containsExactly("the needles", "a needle", "needle in hay");
    assertThat(found(room, "eedle i")).containsExactly("needle in hay");
    assertThat(found(room, "needle in hay")).containsExactly("needle in hay");
    assertThat(found(room, "needle in hay!")).isEmpty();
    assertThat(found(room, "h")).containsExactly("nothing", "the needles", "needle in hay");
  }

  @Test
  default void a_match_is_the_message_as_it_is_in_the_log() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var messages = SampleDrafts.stored(log(), SampleDrafts.drafts(1, room, alice));
    catchUp();
    assertThat(matches(room, "1", 10)).isEqualTo(messages);
  }

  @Test
  default void the_way_it_is_written_does_not_count_in_any_script() {
    for (var pair : Lookalikes.SAME) {
      var room = roomSaying("so: " + pair.one() + "!", "so: " + pair.other() + "!");
      assertThat(found(room, pair.one())).as("%s", pair).hasSize(2);
      assertThat(found(room, pair.other())).as("%s", pair).hasSize(2);
    }
  }

  @Test
  default void what_only_a_collation_takes_for_one_is_told_apart() {
    for (var pair : Lookalikes.DIFFERENT) {
      var room = roomSaying("so: " + pair.one(), "so: " + pair.other());
      assertThat(found(room, pair.one())).containsExactly("so: " + pair.one());
      assertThat(found(room, pair.other())).containsExactly("so: " + pair.other());
    }
  }

  @Test
  default void words_without_blanks_between_them_are_found() {
    var room = roomSaying("我爱北京天安门", "今日は良い天気", "ภาษาไทย", "🎉🎊🥳");
    assertThat(found(room, "北京")).containsExactly("我爱北京天安门");
    assertThat(found(room, "天")).containsExactly("今日は良い天気", "我爱北京天安门");
    assertThat(found(room, "ษา")).containsExactly("ภาษาไทย");
    assertThat(found(room, "🎊")).containsExactly("🎉🎊🥳");
    assertThat(found(room, "🎈")).isEmpty();
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  default void the_language_of_the_machine_does_not_count() {
    var room = roomSaying("TITLE");
    var turkish = Locale.forLanguageTag("tr");
    assertThat(Elsewhere.in(turkish, () -> found(room, "title"))).containsExactly("TITLE");
  }

  @Test
  default void wildcards_stand_for_themselves() {
    var room =
        roomSaying("plain text", "axb", "100% sure", "a_b", "c:\\dir", "2*3", "why?", "it's");
    assertThat(found(room, "%")).containsExactly("100% sure");
    assertThat(found(room, "_")).containsExactly("a_b");
    assertThat(found(room, "a_b")).containsExactly("a_b");
    assertThat(found(room, "\\")).containsExactly("c:\\dir");
    assertThat(found(room, "\\d")).containsExactly("c:\\dir");
    assertThat(found(room, "\\%")).isEmpty();
    assertThat(found(room, "*")).containsExactly("2*3");
    assertThat(found(room, "?")).containsExactly("why?");
    assertThat(found(room, "'")).containsExactly("it's");
    assertThat(found(room, "\"")).isEmpty();
    assertThat(found(room, "plain%text")).isEmpty();
    assertThat(found(room, ".")).isEmpty();
    assertThat(found(room, "p.ain")).isEmpty();
    assertThat(found(room, "a-z")).isEmpty();
    assertThat(found(room, "plain AND text")).isEmpty();
    // A wildcard may only come out of folding: these are of full width.
    assertThat(found(room, "％")).containsExactly("100% sure");
    assertThat(found(room, "＿")).containsExactly("a_b");
  }

  @Test
  default void blanks_and_line_ends_count() {
    var room = roomSaying("one two", "one  two", "one\ntwo", "one ");
    assertThat(found(room, "one two")).containsExactly("one two");
    assertThat(found(room, "one ")).containsExactly("one ", "one  two", "one two");
    assertThat(found(room, "one\ntwo")).containsExactly("one\ntwo");
    assertThat(found(room, "  ")).containsExactly("one  two");
  }

  @Test
  default void the_end_of_the_longest_content_is_searched_too() {
    var end = "needle";
    var room = roomSaying("😀".repeat(Content.MAX_CODE_POINTS - end.length()) + end);
    assertThat(found(room, "😀NEEDLE")).hasSize(1);
  }

  @Test
  default void other_rooms_are_not_searched() {
    var one = roomSaying("needle one");
    var two = roomSaying("needle two");
    assertThat(found(one, "needle")).containsExactly("needle one");
    assertThat(found(two, "needle")).containsExactly("needle two");
  }

  @Test
  default void an_empty_and_an_unknown_room_are_seen_at_once() {
    for (var room : List.of(roomSaying(), new RoomId(Long.MAX_VALUE))) {
      var page = search().search(new Query(room, "needle", Long.MAX_VALUE, 10));
      assertThat(page.messages()).isEmpty();
      assertThat(page.next()).isEmpty();
    }
  }

  @Test
  default void only_messages_before_the_bound_are_found() {
    var room = roomSaying("needle 1", "needle 2", "needle 3", "needle 4");
    assertThat(search().search(new Query(room, "needle", 3, 10)).messages())
        .extracting(Message::seq)
        .containsExactly(2L, 1L);
    assertThat(search().search(new Query(room, "needle", 1, 10)).messages()).isEmpty();
    assertThat(search().search(new Query(room, "needle", 0, 10)).messages()).isEmpty();
    assertThat(search().search(new Query(room, "needle", 5, 1)).messages())
        .extracting(Message::seq)
        .containsExactly(4L);
  }

  @Test
  default void following_next_finds_each_match_once_the_newest_first() {
    var texts = IntStream.rangeClosed(1, 50).mapToObj(i -> i % 3 == 0 ? "needle" : "hay");
    var room = roomSaying(texts.toArray(String[]::new));
    var expected = IntStream.rangeClosed(1, 16).mapToObj(i -> 51 - 3L * i).toList();
    for (int limit : new int[] {1, 2, 3, 5, 15, 16, 17, Integer.MAX_VALUE}) {
      assertThat(matches(room, "needle", limit))
          .as("pages of %s", limit)
          .extracting(Message::seq)
          .isEqualTo(expected);
    }
  }

  @Test
  default void a_match_in_a_large_room_is_found_by_following_next() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var needle = SampleDrafts.saying("needle", room, alice);
    log().append(List.of(needle));
    for (int i = 0; i < 6; i++) {
      log().append(SampleDrafts.drafts(500, room, alice));
    }
    catchUp();
    assertThat(matches(room, "needle", 10)).extracting(Message::seq).containsExactly(1L);
    assertThat(matches(room, "absent", 10)).isEmpty();
  }

  @Test
  default void an_edited_message_is_found_by_what_it_says_now() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var messages =
        SampleDrafts.stored(
            log(),
            List.of(
                SampleDrafts.saying("needle", room, alice),
                SampleDrafts.saying("needle too", room, alice)));
    catchUp();
    log().append(List.of(SampleDrafts.edit(messages.get(0), "pin")));
    catchUp();
    assertThat(found(room, "needle")).containsExactly("needle too");
    assertThat(matches(room, "pin", 10)).containsExactly(log().before(room, 2, 1).get(0));
  }

  @Test
  default void a_deleted_message_is_not_found() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var messages = SampleDrafts.stored(log(), SampleDrafts.drafts(3, room, alice));
    log().append(List.of(SampleDrafts.edit(messages.get(1), "two")));
    catchUp();
    log().append(List.of(SampleDrafts.deletion(messages.get(1))));
    catchUp();
    assertThat(found(room, "2")).isEmpty();
    assertThat(found(room, "two")).isEmpty();
    assertThat(found(room, "3")).containsExactly("3");
  }

  private RoomId roomSaying(String... texts) {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    if (texts.length > 0) {
      say(room, alice, texts);
      catchUp();
    }
    return room;
  }

  private void say(RoomId room, Identity author, String... texts) {
    SampleDrafts.stored(
        log(),
        Stream.of(texts).<Draft>map(text -> SampleDrafts.saying(text, room, author)).toList());
  }

  private List<String> found(RoomId room, String text) {
    return matches(room, text, 10).stream().map(message -> message.text()).toList();
  }

  /** All matches, from one page to the next. */
  private List<Message> matches(RoomId room, String text, int limit) {
    var messages = new ArrayList<Message>();
    var next = OptionalLong.of(Long.MAX_VALUE);
    while (next.isPresent()) {
      long before = next.getAsLong();
      var page = search().search(new Query(room, text, before, limit));
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      next = page.next();
      // Or following it would never end, or find something twice.
      next.ifPresent(
          seq -> {
            assertThat(seq).isLessThan(before);
            assertThat(page.messages()).allMatch(message -> message.seq() >= seq);
          });
      messages.addAll(page.messages());
    }
    return messages;
  }
}
