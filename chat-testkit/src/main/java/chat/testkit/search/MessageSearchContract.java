package chat.testkit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.InvalidValue;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.LogProgress.State;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.search.MessageSearch.Hit;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Page;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import chat.domain.user.Identity;
import chat.domain.user.Users;
import chat.testkit.Elsewhere;
import chat.testkit.Lookalikes;
import chat.testkit.Tag;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  /** Returns when the search knows all of the log: for an engine that isn't told of each commit. */
  default void catchUp() {}

  @Test
  default void people_find_what_they_meant_in_seven_languages() {
    var room = room();
    say(room, alice(), Findings.SAID.toArray(String[]::new));
    for (var finding : Findings.ALL) {
      var expected = finding.found().stream().map(Findings.SAID::get).toList();
      assertThat(found(room, finding.typed())).as(finding.typed()).isEqualTo(expected);
    }
  }

  @Test
  default void words_come_in_any_order_and_the_last_one_may_go_on() {
    var room = room();
    say(room, alice(), "red green blue", "blue sky", "greenish red");
    assertThat(found(room, "blue green red")).containsExactly("red green blue");
    assertThat(found(room, "red green")).containsExactly("red green blue", "greenish red");
    assertThat(found(room, "gre red")).isEmpty();
    assertThat(found(room, "sky bl")).containsExactly("blue sky");
    assertThat(found(room, "ed")).isEmpty();
  }

  @Test
  default void typos_are_forgiven_by_the_length_of_the_word() {
    var room = room();
    say(room, alice(), "cat", "word", "letters", "elephant", "2026");
    // One in a word of four letters and more, two from eight.
    for (var typo : List.of("wordd", "wrod", "wird", "qord")) {
      assertThat(found(room, typo)).as(typo).containsExactly("word");
    }
    assertThat(found(room, "wrd")).isEmpty();
    assertThat(found(room, "cst")).isEmpty();
    assertThat(found(room, "lettres")).containsExactly("letters");
    assertThat(found(room, "lattres")).isEmpty();
    assertThat(found(room, "eelphnat")).containsExactly("elephant");
    assertThat(found(room, "elefant")).isEmpty();
    assertThat(found(room, "elefhanz")).containsExactly("elephant");
    assertThat(found(room, "elexxxnt")).isEmpty();
    assertThat(found(room, "2025")).isEmpty();
    assertThat(found(room, "\"wrod\"")).isEmpty();
    assertThat(found(room, "letters -wrod")).containsExactly("letters");
  }

  @Test
  default void the_better_match_comes_first_and_then_the_later_message() {
    var room = room();
    say(room, alice(), "planet 1", "planet 2", "planets", "plonet", "plan", "planet 3");
    assertThat(found(room, "planet"))
        .containsExactly("planet 3", "planet 2", "planet 1", "planets", "plonet");
    assertThat(page(room, "planet", Order.MATCH).hits())
        .extracting(hit -> hit.match().grade())
        .containsExactly(0, 0, 0, 1, 2);
  }

  @Test
  default void two_typos_are_forgiven_only_when_nothing_is_found_with_fewer() {
    var room = room();
    say(room, alice(), "elephant", "elephnat", "eelphnat", "grey eelphnat");
    assertThat(found(room, "elephant")).containsExactly("elephant", "elephnat");
    assertThat(found(room, "grey elephant")).containsExactly("grey eelphnat");
    assertThat(found(room, "elefhanz")).containsExactly("elephant");
    for (var order : List.of(Order.RECENT, Order.SEQ)) {
      assertThat(texts(page(room, "elephantt", order))).containsExactly("elephant");
    }
  }

  @Test
  default void by_time_typos_are_forgiven_only_when_nothing_else_is_found() {
    var room = room();
    say(room, alice(), "planet", "planets", "plonet");
    for (var order : List.of(Order.RECENT, Order.SEQ)) {
      assertThat(texts(page(room, "planet", order))).containsExactly("planets", "planet");
      assertThat(texts(page(room, "plonet", order))).containsExactly("plonet");
      assertThat(texts(page(room, "plqnet", order))).containsExactly("plonet", "planet");
    }
  }

  @Test
  default void the_later_message_is_the_one_that_was_sent_later() {
    var alice = alice();
    var one = room();
    var two = room();
    var word = word();
    sayAt(one, alice, word + " noon", NOON);
    sayAt(two, alice, word + " one", NOON.plusSeconds(3_600));
    sayAt(one, alice, word + " two", NOON.plusSeconds(7_200));
    sayAt(two, alice, word + " eleven", NOON.minusSeconds(3_600));
    catchUp();
    var rooms = Optional.of(Set.of(one, two));
    for (var order : List.of(Order.MATCH, Order.RECENT)) {
      var page =
          search().search(new Request(SearchQuery.parse(word), rooms, order, none(), 10), ample());
      assertThat(texts(page))
          .containsExactly(word + " two", word + " one", word + " noon", word + " eleven");
    }
    assertThat(texts(page(two, word, Order.SEQ))).containsExactly(word + " eleven", word + " one");
  }

  @Test
  default void following_next_finds_each_hit_once_and_in_order() {
    var room = room();
    var texts =
        IntStream.rangeClosed(1, 60)
            .mapToObj(
                i ->
                    switch (i % 4) {
                      case 0 -> "needle " + i;
                      case 1 -> "needles " + i;
                      case 2 -> "neadle " + i;
                      default -> "hay " + i;
                    });
    say(room, alice(), texts.toArray(String[]::new));
    for (var order : Order.values()) {
      var all = page(room, "needle", order, none(), 100).hits();
      assertThat(all).hasSize(order == Order.MATCH ? 45 : 30);
      assertThat(all).isSortedAccordingTo((a, b) -> order.places().compare(a.place(), b.place()));
      for (int limit : new int[] {1, 7, 15, 16, 29, 30, 31, 44, 45, 46, Integer.MAX_VALUE}) {
        assertThat(all(room, "needle", order, limit)).as("%s by %s", order, limit).isEqualTo(all);
      }
    }
  }

  @Test
  default void in_a_room_only_what_lies_before_the_place_is_found() {
    var room = room();
    say(room, alice(), "needle 1", "needle 2", "needle 3", "needle 4");
    for (int seq = 1; seq <= 5; seq++) {
      var before = Optional.of(Place.before(room, seq));
      var page = page(room, "needle", Order.SEQ, before, 10);
      assertThat(page.hits()).extracting(hit -> hit.message().seq()).hasSize(seq - 1);
    }
    assertThat(page(room, "needle", Order.SEQ, Optional.of(Place.before(room, 0)), 10).hits())
        .isEmpty();
  }

  @Test
  default void filters_narrow_it_down() {
    var alice = alice();
    var bob = SampleUsers.registered(users());
    var room = room();
    sayAt(room, alice, "needle early", NOON.minus(Duration.ofDays(3)));
    sayAt(room, bob, "needle late", NOON);
    sayAt(room, alice, "needle later", NOON.plus(Duration.ofDays(3)));
    catchUp();
    var byAlice = "from:\"" + alice.username().value().toUpperCase(Locale.ROOT) + "\"";
    assertThat(found(room, "needle " + byAlice)).containsExactly("needle later", "needle early");
    assertThat(found(room, byAlice)).containsExactly("needle later", "needle early");
    assertThat(found(room, "needle before:2026-05-04")).containsExactly("needle early");
    assertThat(found(room, "needle after:2026-05-04")).containsExactly("needle later");
    assertThat(found(room, "needle before:2026-05-05 after:2026-05-03"))
        .containsExactly("needle late");
    assertThat(found(room, "before:2026-05-04T12:00:00Z")).containsExactly("needle early");
    assertThat(found(room, "before:2026-05-04T12:00:00.001Z"))
        .containsExactly("needle late", "needle early");
    assertThat(found(room, "-early")).containsExactly("needle later", "needle late");
    assertThat(found(room, "needle from:nobody-is-called-so")).isEmpty();
  }

  @Test
  default void only_the_rooms_that_are_asked_for_are_searched() {
    var alice = alice();
    var one = room();
    var two = room();
    var three = room();
    var word = word();
    for (var room : List.of(one, two, three)) {
      say(room, alice, word + " in " + room.value());
    }
    assertThat(found(two, word)).containsExactly(word + " in " + two.value());
    assertThat(hits(word, Optional.of(Set.of(one, three))))
        .extracting(hit -> hit.message().room())
        .containsExactlyInAnyOrder(one, three);
    assertThat(hits(word, Optional.of(Set.of()))).isEmpty();
    assertThat(hits(word, Optional.empty())).hasSize(3);
    assertThat(found(new RoomId(Long.MAX_VALUE), word)).isEmpty();
  }

  @Test
  default void what_asks_for_nothing_finds_nothing() {
    var room = room();
    say(room, alice(), "something");
    for (var typed : List.of("", "  ", "?", "- \" \"", "***")) {
      assertThat(page(room, typed, Order.MATCH)).as(typed).isEqualTo(Page.none());
    }
  }

  @Test
  default void a_hit_is_the_message_as_it_is_in_the_log_and_says_where_it_matches() {
    var alice = alice();
    var room = room();
    var messages =
        SampleDrafts.stored(
            log(), List.of(SampleDrafts.saying("😀 Grüße, grüße aus 北京市", room, alice)));
    catchUp();
    var hit = page(room, "北京 grusse", Order.MATCH).hits().get(0);
    assertThat(hit.message()).isEqualTo(messages.get(0));
    assertThat(hit.match().highlights())
        .extracting(span -> hit.message().text().substring(span.start(), span.end()))
        .containsExactly("Grüße", "grüße", "北京");
  }

  @Test
  default void the_way_it_is_written_does_not_count_in_any_script() {
    for (var pair : Lookalikes.SAME) {
      var room = room();
      say(room, alice(), "so: " + pair.one() + "!", "so: " + pair.other() + "!");
      assertThat(found(room, pair.one())).as("%s", pair).hasSize(2);
      assertThat(found(room, pair.other())).as("%s", pair).hasSize(2);
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  default void the_language_of_the_machine_does_not_count() {
    var room = room();
    say(room, alice(), "TITLE");
    var turkish = Locale.forLanguageTag("tr");
    assertThat(Elsewhere.in(turkish, () -> found(room, "title"))).containsExactly("TITLE");
  }

  @Test
  default void the_end_of_the_longest_content_is_searched_too() {
    var end = " needle";
    var room = room();
    say(room, alice(), "😀".repeat(Content.MAX_CODE_POINTS - end.length()) + end);
    say(room, alice(), "x".repeat(Content.MAX_CODE_POINTS));
    assertThat(found(room, "😀 NEEDLE")).hasSize(1);
    assertThat(found(room, "x".repeat(SearchQuery.MAX_CHARACTERS))).hasSize(1);
  }

  @Test
  default void a_match_in_a_large_room_is_found_by_following_next() {
    var alice = alice();
    var room = room();
    log().append(List.of(SampleDrafts.saying("needle", room, alice)));
    for (int i = 0; i < 6; i++) {
      log().append(SampleDrafts.drafts(500, room, alice));
    }
    catchUp();
    assertThat(all(room, "needle", Order.SEQ, 10))
        .extracting(hit -> hit.message().seq())
        .containsExactly(1L);
    assertThat(all(room, "absent", Order.SEQ, 10)).isEmpty();
  }

  @Test
  default void an_edited_message_is_found_by_what_it_says_now() {
    var alice = alice();
    var room = room();
    var messages =
        SampleDrafts.stored(
            log(),
            List.of(
                SampleDrafts.saying("needle", room, alice),
                SampleDrafts.saying("needle too", room, alice)));
    catchUp();
    for (int i = 0; i < 3; i++) {
      log().append(List.of(SampleDrafts.edit(messages.get(0), "pin " + i)));
    }
    catchUp();
    assertThat(found(room, "needle")).containsExactly("needle too");
    assertThat(page(room, "pin", Order.MATCH).hits())
        .extracting(Hit::message)
        .containsExactly(log().before(room, 2, 1).get(0));
  }

  @Test
  default void a_deleted_message_is_not_found() {
    var alice = alice();
    var room = room();
    var messages = SampleDrafts.stored(log(), SampleDrafts.drafts(3, room, alice));
    log().append(List.of(SampleDrafts.edit(messages.get(1), "two")));
    catchUp();
    log().append(List.of(SampleDrafts.deletion(messages.get(1))));
    catchUp();
    assertThat(found(room, "2")).isEmpty();
    assertThat(found(room, "two")).isEmpty();
    assertThat(found(room, "-3")).containsExactly("1");
  }

  @Test
  default void a_hostile_search_costs_a_bounded_time() {
    var room = room();
    say(
        room,
        alice(),
        IntStream.range(0, 500).mapToObj(i -> "abcdefgh" + i).toArray(String[]::new));
    var letters = IntStream.rangeClosed('a', 'z').mapToObj(c -> (char) c + "*").toList();
    var hostile =
        Stream.of(
            String.join(" ", letters),
            "\"".repeat(SearchQuery.MAX_CHARACTERS),
            "\"a\"".repeat(20),
            "(.*)+$ [a-z]{1,9999} a|b|c /x/ ~9 ^9 {} [* TO *] \\",
            "abcdefgh ".repeat(SearchQuery.MAX_TERMS),
            "abcdefghi".repeat(50),
            "-a ".repeat(SearchQuery.MAX_TERMS),
            "北京".repeat(100),
            "from:\"" + "a".repeat(400) + "\"",
            "a".repeat(SearchQuery.MAX_CHARACTERS));
    hostile.forEach(
        typed -> {
          long began = System.nanoTime();
          assertThat(inTime(room, typed)).isLessThanOrEqualTo(50);
          assertThat(Duration.ofNanos(System.nanoTime() - began))
              .as(typed)
              .isLessThan(Duration.ofSeconds(3));
        });
    for (var refused :
        List.of(
            "x".repeat(SearchQuery.MAX_CHARACTERS + 1),
            "\"".repeat(10_000),
            "a ".repeat(SearchQuery.MAX_TERMS + 1),
            "北京".repeat(200))) {
      assertThatThrownBy(() -> SearchQuery.parse(refused)).isInstanceOf(InvalidValue.class);
    }
  }

  /** How many are found on a page of 50 within a second. */
  private int inTime(RoomId room, String typed) {
    var request =
        new Request(SearchQuery.parse(typed), Optional.of(Set.of(room)), Order.MATCH, none(), 50);
    try {
      return search().search(request, Deadline.after(Duration.ofSeconds(1))).hits().size();
    } catch (DeadlineExceeded late) {
      return 0;
    }
  }

  @Test
  default void without_time_a_search_says_nothing_wrong() {
    var room = room();
    var all = sayMany(room, 600);
    var over = Deadline.after(Duration.ZERO);
    for (var order : List.of(Order.MATCH, Order.RECENT)) {
      var request =
          new Request(SearchQuery.parse("needle"), Optional.of(Set.of(room)), order, none(), 1_000);
      try {
        var page = search().search(request, over);
        if (page.complete() && page.next().isEmpty()) {
          assertThat(texts(page)).containsExactlyInAnyOrderElementsOf(all);
        }
      } catch (DeadlineExceeded late) {
        assertThat(over.isOver()).isTrue();
      }
    }
  }

  @Test
  default void without_time_a_search_in_a_room_gets_on_and_finds_everything() {
    var room = room();
    var all = sayMany(room, 600);
    var found = new ArrayList<String>();
    Optional<Place> next = none();
    do {
      var request =
          new Request(
              SearchQuery.parse("needle"), Optional.of(Set.of(room)), Order.SEQ, next, 1_000);
      var page = search().search(request, Deadline.after(Duration.ZERO));
      if (next.isPresent() && page.next().isPresent()) {
        assertThat(Order.SEQ.places().compare(page.next().get(), next.get())).isPositive();
      }
      found.addAll(texts(page));
      next = page.next();
    } while (next.isPresent());
    Collections.reverse(found);
    assertThat(found).isEqualTo(all);
  }

  /** Says so many things about a needle, and returns them in order. */
  private List<String> sayMany(RoomId room, int count) {
    var alice = alice();
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(SampleDrafts.saying("needle " + i, room, alice));
    }
    var said = SampleDrafts.stored(log(), drafts);
    catchUp();
    return said.stream().map(message -> message.text()).toList();
  }

  @Test
  default void it_tells_when_it_has_caught_up() {
    say(room(), alice(), "something");
    assertThat(page(room(), "something", Order.MATCH).complete()).isTrue();
    assertThat(search().progress().state()).isEqualTo(State.READY);
    assertThat(search().progress().done()).isEqualTo(search().progress().of());
  }

  /** Noon of the day of {@link SampleDrafts}. */
  Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private Identity alice() {
    return SampleUsers.registered(users());
  }

  private RoomId room() {
    return SampleRooms.opened(rooms(), alice().id()).id();
  }

  /** One that no other test says: letters alone, as long as few typos reach. */
  private static String word() {
    return ("w" + Tag.next()).replaceAll("[^A-Za-z0-9]", "");
  }

  private void say(RoomId room, Identity author, String... texts) {
    for (var text : texts) {
      // One by one, so that each has a time of its own.
      sayAt(room, author, text, NOON.plusSeconds(log().head(room)));
    }
    catchUp();
  }

  private void sayAt(RoomId room, Identity author, String text, Instant at) {
    var draft = SampleDrafts.saying(text, room, author);
    SampleDrafts.stored(
        log(), List.of(new Draft.Post(room, author, draft.content(), draft.clientId(), at)));
  }

  private static Optional<Place> none() {
    return Optional.empty();
  }

  private List<String> found(RoomId room, String typed) {
    return texts(page(room, typed, Order.MATCH));
  }

  private static List<String> texts(Page page) {
    return page.hits().stream().map(hit -> hit.message().text()).toList();
  }

  private List<Hit> hits(String typed, Optional<Set<RoomId>> rooms) {
    var request = new Request(SearchQuery.parse(typed), rooms, Order.MATCH, none(), 10);
    return search().search(request, ample()).hits();
  }

  private Page page(RoomId room, String typed, Order order) {
    return page(room, typed, order, none(), 10);
  }

  private Page page(RoomId room, String typed, Order order, Optional<Place> after, int limit) {
    var request =
        new Request(SearchQuery.parse(typed), Optional.of(Set.of(room)), order, after, limit);
    return search().search(request, ample());
  }

  /** More time than any search here takes. */
  private static Deadline ample() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  /** All hits, from one page to the next. */
  private List<Hit> all(RoomId room, String typed, Order order, int limit) {
    var hits = new ArrayList<Hit>();
    Optional<Place> next = none();
    do {
      var page = page(room, typed, order, next, limit);
      assertThat(page.hits()).hasSizeLessThanOrEqualTo(limit);
      // Or following it would never end.
      if (next.isPresent() && page.next().isPresent()) {
        assertThat(order.places().compare(page.next().get(), next.get())).isPositive();
      }
      hits.addAll(page.hits());
      next = page.next();
    } while (next.isPresent());
    return hits;
  }
}
