package chat.testkit.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.room.Rooms.Opening;
import chat.domain.user.Users;
import chat.testkit.Elsewhere;
import chat.testkit.Lookalikes;
import chat.testkit.Moments;
import chat.testkit.Race;
import chat.testkit.Tag;
import chat.testkit.user.SampleUsers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What {@link Rooms} promises; that it counts messages is in the contract of their log. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface RoomsContract {
  /** The store under test; it may hold anything from other tests. */
  Rooms rooms();

  /** The users of the same store. */
  Users users();

  @Test
  default void an_opened_room_is_found_under_the_id_it_was_given() {
    var alice = SampleUsers.registered(users()).id();
    var lobby = SampleRooms.named("lobby " + Tag.next(), alice);
    var room = SampleRooms.opened(rooms(), lobby);
    assertThat(room).isEqualTo(new Room(room.id(), lobby.name(), alice, lobby.createdAt()));
    assertThat(rooms().find(room.id())).contains(room);
  }

  @Test
  default void an_unknown_id_finds_no_room() {
    SampleRooms.opened(rooms(), SampleUsers.registered(users()).id());
    assertThat(rooms().find(new RoomId(Long.MAX_VALUE))).isEmpty();
    assertThat(rooms().details(new RoomId(Long.MAX_VALUE))).isEmpty();
  }

  @Test
  default void ids_are_never_given_twice() {
    var alice = SampleUsers.registered(users()).id();
    var ids = Stream.generate(() -> SampleRooms.opened(rooms(), alice).id()).limit(5).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  default void the_details_of_a_new_room_name_its_creator_and_no_messages() {
    var bob = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), bob.id());
    assertThat(rooms().details(room.id())).contains(new RoomDetails(room, bob.username(), 0));
  }

  @Test
  default void a_new_room_has_come_nowhere_and_one_that_is_not_there_has_no_head() {
    var alice = SampleUsers.registered(users()).id();
    var rooms = Stream.generate(() -> SampleRooms.opened(rooms(), alice).id()).limit(300).toList();
    var asked = new ArrayList<>(rooms);
    asked.add(new RoomId(Long.MAX_VALUE));
    assertThat(rooms().heads(asked).values())
        .containsExactlyInAnyOrderElementsOf(
            rooms.stream().map(room -> new RoomHead(room, 0, Optional.empty())).toList());
    assertThat(rooms().heads(List.of(new RoomId(Long.MAX_VALUE)))).isEmpty();
  }

  @Test
  default void a_name_is_taken_in_whatever_way_it_is_written() {
    var alice = SampleUsers.registered(users()).id();
    for (var pair : Lookalikes.SAME) {
      var names = pair.tagged(Tag.next());
      var room = SampleRooms.opened(rooms(), SampleRooms.named(names.one(), alice));
      assertThat(rooms().open(SampleRooms.named(names.other(), alice)))
          .as("%s after %s", names.other(), names.one())
          .isEqualTo(new Opening.NameTaken());
      assertThat(rooms().search(names.other(), 0, 10)).containsExactly(room);
    }
  }

  @Test
  default void a_name_is_taken_by_one_that_looks_like_it_whichever_is_first() {
    var alice = SampleUsers.registered(users()).id();
    for (var pair : Lookalikes.ALIKE) {
      for (var names : List.of(pair, pair.swapped())) {
        var tagged = names.tagged(Tag.next());
        SampleRooms.opened(rooms(), SampleRooms.named(tagged.one(), alice));
        assertThat(rooms().open(SampleRooms.named(tagged.other(), alice)))
            .as("%s after %s", tagged.other(), tagged.one())
            .isEqualTo(new Opening.NameTaken());
      }
    }
  }

  @Test
  default void names_in_ascii_that_look_alike_are_two() {
    var alice = SampleUsers.registered(users()).id();
    for (var pair : Lookalikes.ALIKE_IN_ASCII) {
      var names = pair.tagged(Tag.next());
      for (var name : List.of(names.one(), names.other())) {
        var room = SampleRooms.opened(rooms(), SampleRooms.named(name, alice));
        assertThat(rooms().find(room.id())).contains(room);
        assertThat(rooms().open(SampleRooms.named(name, alice))).isEqualTo(new Opening.NameTaken());
      }
    }
  }

  @Test
  default void names_that_only_a_collation_takes_for_one_are_two() {
    var alice = SampleUsers.registered(users()).id();
    for (var pair : Lookalikes.DIFFERENT) {
      var names = pair.tagged(Tag.next());
      var one = SampleRooms.opened(rooms(), SampleRooms.named(names.one(), alice));
      assertThat(rooms().open(SampleRooms.named(names.other(), alice)))
          .as("%s after %s", names.other(), names.one())
          .isInstanceOf(Opening.Opened.class);
      assertThat(rooms().search(names.one(), 0, 10)).as(names.one()).containsExactly(one);
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  default void names_are_the_same_whatever_the_language_of_the_machine() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    var turkish = Locale.forLanguageTag("tr");
    var room =
        Elsewhere.in(
            turkish, () -> SampleRooms.opened(rooms(), SampleRooms.named("TITLE " + tag, alice)));
    assertThat(rooms().open(SampleRooms.named("title " + tag, alice)))
        .isEqualTo(new Opening.NameTaken());
    assertThat(rooms().search("title " + tag, 0, 10)).containsExactly(room);
    assertThat(Elsewhere.in(turkish, () -> rooms().search("Title " + tag, 0, 10)))
        .containsExactly(room);
    assertThat(Elsewhere.in(turkish, () -> rooms().open(SampleRooms.named("title " + tag, alice))))
        .isEqualTo(new Opening.NameTaken());
  }

  @Test
  default void a_name_is_kept_as_it_was_written() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    for (var written :
        List.of(
            "MiXeD",
            "Straße",
            "ｗｉｄｅ",
            "cafe\u0301",
            "👩‍👩‍👧‍👦",
            "z͑̐a̷l͜g̈o",
            "שָׁלוֹם",
            "a''\"\\%_")) {
      var name = written + " " + tag;
      var room = SampleRooms.opened(rooms(), SampleRooms.named(name, alice));
      assertThat(rooms().find(room.id()).orElseThrow().name().value()).isEqualTo(name);
      assertThat(rooms().details(room.id()).orElseThrow().room()).isEqualTo(room);
    }
  }

  @Test
  default void the_longest_names_are_told_apart_by_their_last_character() {
    var alice = SampleUsers.registered(users()).id();
    // 100 characters of 4 bytes in UTF-8; then 300 in the key.
    for (var filler : List.of("🍣".repeat(86), "ﬃ".repeat(86))) {
      var stem = Tag.next() + filler;
      var one = SampleRooms.opened(rooms(), SampleRooms.named(stem + "1", alice));
      var two = SampleRooms.opened(rooms(), SampleRooms.named(stem + "2", alice));
      assertThat(rooms().search(stem, 0, 10)).containsExactly(one, two);
      assertThat(rooms().search(stem + "2", 0, 10)).containsExactly(two);
    }
  }

  @Test
  default void a_refused_opening_changes_nothing() {
    var alice = SampleUsers.registered(users());
    var bob = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id());
    var again = new NewRoom(room.name(), bob.id(), room.createdAt().plusSeconds(1));
    assertThat(rooms().open(again)).isEqualTo(new Opening.NameTaken());
    assertThat(rooms().details(room.id())).contains(new RoomDetails(room, alice.username(), 0));
    assertThat(rooms().search(room.name().value(), 0, 10)).containsExactly(room);
  }

  @Test
  default void the_text_may_be_anywhere_in_the_name() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    var start = SampleRooms.opened(rooms(), SampleRooms.named(tag + " start", alice));
    var middle = SampleRooms.opened(rooms(), SampleRooms.named("the " + tag + " middle", alice));
    var end = SampleRooms.opened(rooms(), SampleRooms.named("end " + tag, alice));
    assertThat(rooms().search(tag, 0, 10)).containsExactly(start, middle, end);
    assertThat(rooms().search(tag.substring(1), 0, 10)).containsExactly(start, middle, end);
    assertThat(rooms().search(tag + " m", 0, 10)).containsExactly(middle);
    assertThat(rooms().search(tag + tag, 0, 10)).isEmpty();
  }

  @Test
  default void a_blank_at_the_end_of_the_text_counts() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    SampleRooms.opened(rooms(), SampleRooms.named("end " + tag, alice));
    assertThat(rooms().search(tag + " ", 0, 10)).isEmpty();
  }

  @Test
  default void wildcards_stand_for_themselves() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    var plain = SampleRooms.opened(rooms(), SampleRooms.named(tag + " plain x", alice));
    for (var wildcard :
        List.of(
            "%", "_", "\\", "*", "?", "[a-z]", "'", "\"", "!", "|", ".", "^", "$", "\\%", "x\\")) {
      var room = SampleRooms.opened(rooms(), SampleRooms.named(tag + wildcard + "y", alice));
      assertThat(rooms().search(tag + wildcard, 0, 10)).as(wildcard).containsExactly(room);
    }
    assertThat(rooms().search(tag + "%plain", 0, 10)).isEmpty();
    assertThat(rooms().search(tag + "_plain", 0, 10)).isEmpty();
    assertThat(rooms().search(tag + " plain", 0, 10)).containsExactly(plain);
    // A wildcard may only come out of folding: this is a percent sign of full width.
    assertThat(rooms().search(tag + "％plain", 0, 10)).isEmpty();
  }

  @Test
  default void hundreds_of_rooms_are_found_by_their_ids_at_once() {
    var alice = SampleUsers.registered(users()).id();
    var rooms = Stream.generate(() -> SampleRooms.opened(rooms(), alice)).limit(300).toList();
    var ids = rooms.stream().map(Room::id).toList();
    var asked = new ArrayList<>(ids);
    asked.add(new RoomId(Long.MAX_VALUE));
    asked.add(ids.get(0));
    assertThat(rooms().find(asked))
        .containsExactlyInAnyOrderEntriesOf(
            rooms.stream().collect(Collectors.toMap(Room::id, room -> room)));
    assertThat(rooms().find(List.of(new RoomId(Long.MAX_VALUE)))).isEmpty();
    assertThat(rooms().find(List.of())).isEmpty();
  }

  @Test
  default void rooms_are_found_by_the_keys_of_their_names() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    var one = SampleRooms.opened(rooms(), SampleRooms.named("Straße " + tag, alice));
    var two = SampleRooms.opened(rooms(), SampleRooms.named("straße " + tag + " two", alice));
    var asked = List.of(one.name().key(), two.name().key(), "nobody's " + tag, one.name().key());
    assertThat(rooms().named(asked))
        .containsOnly(entry(one.name().key(), one), entry(two.name().key(), two));
    assertThat(rooms().named(List.of(one.name().key().toUpperCase(Locale.ROOT))))
        .as("keys are compared as they are")
        .isEmpty();
    assertThat(rooms().named(List.of(one.name().key() + " "))).isEmpty();
    assertThat(rooms().named(List.of())).isEmpty();
  }

  @Test
  default void names_that_only_a_collation_takes_for_one_have_two_keys() {
    var alice = SampleUsers.registered(users()).id();
    for (var pair : Lookalikes.DIFFERENT) {
      var names = pair.tagged(Tag.next());
      var one = SampleRooms.opened(rooms(), SampleRooms.named(names.one(), alice));
      var key = new RoomName(names.other()).key();
      assertThat(rooms().named(List.of(key))).as(names.other()).isEmpty();
      assertThat(rooms().named(List.of(key, one.name().key()))).containsOnlyKeys(one.name().key());
    }
  }

  @Test
  default void hundreds_of_rooms_are_found_by_their_keys_at_once() {
    var alice = SampleUsers.registered(users()).id();
    var rooms = Stream.generate(() -> SampleRooms.opened(rooms(), alice)).limit(300).toList();
    var keys = rooms.stream().map(room -> room.name().key()).toList();
    assertThat(rooms().named(keys).values()).containsExactlyInAnyOrderElementsOf(rooms);
  }

  @Test
  default void an_empty_text_is_in_every_name() {
    var alice = SampleUsers.registered(users()).id();
    var one = SampleRooms.opened(rooms(), SampleRooms.named("z " + Tag.next(), alice));
    var two = SampleRooms.opened(rooms(), SampleRooms.named("a " + Tag.next(), alice));
    var all = rooms().search("", 0, Integer.MAX_VALUE);
    assertThat(all).contains(one, two);
    assertThat(all).isSortedAccordingTo(Comparator.comparing(Room::id));
  }

  @Test
  default void skip_and_limit_cut_a_piece_out_of_the_order_of_ids() {
    var alice = SampleUsers.registered(users()).id();
    var tag = Tag.next();
    var all =
        Stream.of("e", "d", "c", "b", "a")
            .map(end -> SampleRooms.named(tag + " " + end, alice))
            .map(room -> SampleRooms.opened(rooms(), room))
            .sorted(Comparator.comparing(Room::id))
            .toList();
    for (int skip = 0; skip <= 6; skip++) {
      for (int limit = 1; limit <= 6; limit++) {
        assertThat(rooms().search(tag, skip, limit))
            .as("skip %s limit %s", skip, limit)
            .isEqualTo(all.subList(Math.min(skip, 5), Math.min(skip + limit, 5)));
      }
    }
    assertThat(rooms().search(tag, 1, Integer.MAX_VALUE)).isEqualTo(all.subList(1, 5));
    assertThat(rooms().search(tag, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  default void times_are_kept_to_the_millisecond_in_every_time_zone() {
    var alice = SampleUsers.registered(users()).id();
    for (var moment : Moments.TRICKY) {
      var lobby = new NewRoom(SampleRooms.name(), alice, moment);
      var room =
          Elsewhere.in(ZoneId.of("America/New_York"), () -> SampleRooms.opened(rooms(), lobby));
      assertThat(room.createdAt()).isEqualTo(moment);
      var read = Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> rooms().find(room.id()));
      assertThat(read.orElseThrow().createdAt()).isEqualTo(moment);
    }
  }

  @Test
  default void of_eight_who_want_one_name_exactly_one_opens() {
    var alice = SampleUsers.registered(users()).id();
    for (int round = 0; round < 5; round++) {
      var tag = Tag.next();
      var spellings = List.of("straße", "STRASSE", "Strasse", "ｓtrasse");
      var openings =
          Race.of(8, i -> rooms().open(SampleRooms.named(spellings.get(i % 4) + " " + tag, alice)));
      assertThat(openings).hasOnlyElementsOfTypes(Opening.Opened.class, Opening.NameTaken.class);
      assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
      assertThat(rooms().search(tag, 0, 10)).hasSize(1);
    }
  }

  @Test
  default void eight_who_want_different_names_all_open() {
    var alice = SampleUsers.registered(users()).id();
    var rooms = Race.of(8, i -> SampleRooms.opened(rooms(), alice));
    assertThat(rooms).extracting(Room::id).doesNotHaveDuplicates();
    assertThat(rooms).allSatisfy(room -> assertThat(rooms().find(room.id())).contains(room));
  }
}
