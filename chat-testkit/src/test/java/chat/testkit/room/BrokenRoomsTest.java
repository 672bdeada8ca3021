package chat.testkit.room;

import static chat.testkit.Verdict.failures;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.user.Users;
import chat.testkit.Meeting;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.user.InMemoryUsers;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keepers of rooms that break one promise each, and what the contract says of them. */
class BrokenRoomsTest {
  /** Does it well, slowly; every step may be spoilt. */
  static class Sound implements Rooms, RoomsContract {
    private static final NameSkeletons SKELETONS = new PlainNameSkeletons();

    /** Every name is compared with every other, again and again. */
    private static final Map<String, Skeleton> LOOKS = new ConcurrentHashMap<>();

    private final Users users = new InMemoryUsers();
    private final List<Room> rows = new CopyOnWriteArrayList<>();

    @Override
    public Rooms rooms() {
      return this;
    }

    @Override
    public Users users() {
      return users;
    }

    String key(String name) {
      return Text.folded(name);
    }

    static Skeleton look(String name) {
      return LOOKS.computeIfAbsent(name, SKELETONS::of);
    }

    boolean lookAlike(String one, String other) {
      return !(Text.isAscii(one) && Text.isAscii(other)) && look(one).equals(look(other));
    }

    String keptName(String name) {
      return name;
    }

    Instant kept(Instant time) {
      return time;
    }

    Instant read(Instant time) {
      return time;
    }

    boolean contains(String name, String text) {
      return Text.folded(name).contains(Text.folded(text));
    }

    Comparator<Room> order() {
      return Comparator.comparing(Room::id);
    }

    @Override
    public synchronized Opening open(NewRoom room) {
      return isTaken(room) ? new Opening.NameTaken() : insert(room);
    }

    final boolean isTaken(NewRoom room) {
      var name = room.name().value();
      return rows.stream()
          .map(row -> row.name().value())
          .anyMatch(other -> key(other).equals(key(name)) || lookAlike(other, name));
    }

    final synchronized Opening insert(NewRoom room) {
      var row =
          new Room(
              nextId(rows.size() + 1L),
              new RoomName(keptName(room.name().value())),
              room.createdBy(),
              kept(room.createdAt()));
      rows.add(row);
      return new Opening.Opened(seen(row));
    }

    RoomId nextId(long next) {
      return new RoomId(next);
    }

    final List<Room> rows() {
      return rows;
    }

    private Room seen(Room row) {
      return new Room(row.id(), row.name(), row.createdBy(), read(row.createdAt()));
    }

    @Override
    public Optional<Room> find(RoomId id) {
      return rows.stream().filter(row -> row.id().equals(id)).findFirst().map(this::seen);
    }

    @Override
    public Map<RoomId, Room> find(Collection<RoomId> ids) {
      return rows.stream()
          .filter(row -> ids.contains(row.id()))
          .map(this::seen)
          .collect(toMap(Room::id, room -> room));
    }

    @Override
    public Optional<RoomDetails> details(RoomId id) {
      return find(id)
          .flatMap(
              room ->
                  users
                      .find(room.createdBy())
                      .map(creator -> new RoomDetails(room, creator.username(), 0)));
    }

    @Override
    public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
      return ids.stream()
          .filter(id -> find(id).isPresent())
          .distinct()
          .collect(toMap(id -> id, id -> new RoomHead(id, 0, Optional.empty())));
    }

    @Override
    public Map<String, Room> named(Collection<String> keys) {
      return distinctKeys(keys)
          .flatMap(
              key ->
                  rows.stream()
                      .filter(row -> row.name().key().equals(key))
                      .limit(1)
                      .map(row -> Map.entry(key, seen(row))))
          .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    final Stream<String> distinctKeys(Collection<String> keys) {
      return keys.stream().distinct();
    }

    @Override
    public List<Room> search(String text, int skip, int limit) {
      return rows.stream()
          .filter(room -> contains(room.name().value(), text))
          .sorted(order())
          .skip(skip)
          .limit(limit)
          .map(this::seen)
          .toList();
    }
  }

  static class FindsNamesThatContainTheKey extends Sound {
    @Override
    public Map<String, Room> named(Collection<String> keys) {
      return distinctKeys(keys)
          .flatMap(key -> search(key, 0, 1).stream().map(room -> Map.entry(key, room)))
          .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  static class FoldsTheKeysAgain extends Sound {
    @Override
    public Map<String, Room> named(Collection<String> keys) {
      return super.named(keys.stream().map(Text::folded).toList());
    }
  }

  static class FindsTheFirstHundredIds extends Sound {
    @Override
    public Map<RoomId, Room> find(Collection<RoomId> ids) {
      return super.find(ids.stream().limit(100).toList());
    }
  }

  static class FindsTheFirstHundredNames extends Sound {
    @Override
    public Map<String, Room> named(Collection<String> keys) {
      return super.named(keys.stream().limit(100).toList());
    }
  }

  static class HasAHeadForEveryId extends Sound {
    @Override
    public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
      return ids.stream()
          .distinct()
          .collect(toMap(id -> id, id -> new RoomHead(id, 0, Optional.empty())));
    }
  }

  static class TellsTheFirstHundredHeads extends Sound {
    @Override
    public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
      return super.heads(ids.stream().limit(100).toList());
    }
  }

  static class MindsTheCaseOfNames extends IsBlindToLookalikes {
    @Override
    String key(String name) {
      return name;
    }
  }

  static class LowersNamesByTheMachinesLanguage extends Sound {
    @Override
    String key(String name) {
      return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.getDefault());
    }
  }

  static class DropsAccentsOfNames extends Sound {
    @Override
    String key(String name) {
      return super.key(Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", ""));
    }
  }

  static class TakesAllEmojiForOne extends Sound {
    @Override
    String key(String name) {
      return super.key(name).replaceAll("[^\\x{0}-\\x{ffff}]", "?");
    }
  }

  static class CutsKeys extends Sound {
    @Override
    String key(String name) {
      var key = super.key(name);
      return key.substring(
          0, key.offsetByCodePoints(0, Math.min(99, key.codePointCount(0, key.length()))));
    }
  }

  static class KeepsNamesFolded extends Sound {
    @Override
    String keptName(String name) {
      return super.key(name);
    }
  }

  static class RenamesWhatWasThereFirst extends Sound {
    @Override
    public synchronized Opening open(NewRoom room) {
      rows()
          .replaceAll(
              row ->
                  key(row.name().value()).equals(key(room.name().value()))
                      ? new Room(row.id(), row.name(), room.createdBy(), row.createdAt())
                      : row);
      return super.open(room);
    }
  }

  static class LooksBeforeItOpens extends Sound {
    private final Meeting meeting = new Meeting();

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what is wrong with it.
    public Opening open(NewRoom room) {
      boolean taken = isTaken(room);
      meeting.attend();
      return taken ? new Opening.NameTaken() : insert(room);
    }
  }

  static class GivesIdsTwice extends Sound {
    @Override
    RoomId nextId(long next) {
      return new RoomId(Math.max(next - 1, 1));
    }
  }

  static class TakesWildcards extends Sound {
    @Override
    boolean contains(String name, String text) {
      return Pattern.compile(
              Pattern.quote(Text.folded(text)).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"),
              Pattern.DOTALL)
          .matcher(Text.folded(name))
          .find();
    }
  }

  static class EscapesBeforeItFolds extends Sound {
    @Override
    boolean contains(String name, String text) {
      int wildcard = text.indexOf('％');
      return wildcard < 0
          ? super.contains(name, text)
          : super.contains(name, text.substring(0, wildcard))
              && super.contains(name, text.substring(wildcard + 1));
    }
  }

  static class SearchesWithCase extends Sound {
    @Override
    boolean contains(String name, String text) {
      return name.contains(text);
    }
  }

  static class SearchesTheStart extends Sound {
    @Override
    boolean contains(String name, String text) {
      return Text.folded(name).startsWith(Text.folded(text));
    }
  }

  static class TrimsTheText extends Sound {
    @Override
    boolean contains(String name, String text) {
      return super.contains(name, text.strip());
    }
  }

  static class FindsNothingForAnEmptyText extends Sound {
    @Override
    boolean contains(String name, String text) {
      return !text.isEmpty() && super.contains(name, text);
    }
  }

  static class OrdersByName extends Sound {
    @Override
    Comparator<Room> order() {
      return Comparator.comparing(room -> room.name().value());
    }
  }

  static class ReadsSkipAsAPage extends Sound {
    @Override
    public List<Room> search(String text, int skip, int limit) {
      return super.search(text, (int) Math.min((long) skip * limit, Integer.MAX_VALUE), limit);
    }
  }

  static class AddsSkipAndLimit extends Sound {
    @Override
    public List<Room> search(String text, int skip, int limit) {
      var all = super.search(text, 0, Integer.MAX_VALUE);
      return all.subList(Math.min(skip, all.size()), Math.min(skip + limit, all.size()));
    }
  }

  static class KeepsWholeSeconds extends Sound {
    @Override
    Instant kept(Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  static class KeepsLocalTimes extends Sound {
    @Override
    Instant kept(Instant time) {
      return LocalDateTime.ofInstant(time, ZoneId.systemDefault()).toInstant(ZoneOffset.UTC);
    }

    @Override
    Instant read(Instant time) {
      return LocalDateTime.ofInstant(time, ZoneOffset.UTC)
          .atZone(ZoneId.systemDefault())
          .toInstant();
    }
  }

  static class FindsARoomForEveryId extends Sound {
    @Override
    public Optional<Room> find(RoomId id) {
      return rows().isEmpty()
          ? super.find(id)
          : super.find(id).or(() -> Optional.of(rows().get(0)));
    }
  }

  @Test
  void a_sound_store_passes() {
    assertThat(failures(InMemoryRoomsTest.class)).isEmpty();
    assertThat(failures(Sound.class)).isEmpty();
  }

  @Test
  void a_store_that_finds_names_by_a_part_of_them_is_caught() {
    assertThat(failures(FindsNamesThatContainTheKey.class))
        .contains("rooms_are_found_by_the_keys_of_their_names");
  }

  @Test
  void a_store_that_folds_keys_again_is_caught() {
    assertThat(failures(FoldsTheKeysAgain.class))
        .containsExactly("rooms_are_found_by_the_keys_of_their_names");
  }

  @Test
  void a_store_that_finds_the_first_hundred_ids_is_caught() {
    assertThat(failures(FindsTheFirstHundredIds.class))
        .containsExactly("hundreds_of_rooms_are_found_by_their_ids_at_once");
  }

  @Test
  void a_store_that_finds_the_first_hundred_names_is_caught() {
    assertThat(failures(FindsTheFirstHundredNames.class))
        .containsExactly("hundreds_of_rooms_are_found_by_their_keys_at_once");
  }

  @Test
  void a_store_that_has_a_head_for_every_id_is_caught() {
    assertThat(failures(HasAHeadForEveryId.class))
        .containsExactly("a_new_room_has_come_nowhere_and_one_that_is_not_there_has_no_head");
  }

  @Test
  void a_store_that_tells_the_first_hundred_heads_is_caught() {
    assertThat(failures(TellsTheFirstHundredHeads.class))
        .containsExactly("a_new_room_has_come_nowhere_and_one_that_is_not_there_has_no_head");
  }

  @Test
  void a_store_that_adds_skip_and_limit_is_caught() {
    assertThat(failures(AddsSkipAndLimit.class))
        .containsExactly("skip_and_limit_cut_a_piece_out_of_the_order_of_ids");
  }

  @Test
  void a_store_that_cuts_keys_is_caught() {
    assertThat(failures(CutsKeys.class))
        .containsExactly("the_longest_names_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_drops_accents_of_names_is_caught() {
    assertThat(failures(DropsAccentsOfNames.class))
        .containsExactly("names_that_only_a_collation_takes_for_one_are_two");
  }

  @Test
  void a_store_that_escapes_before_it_folds_is_caught() {
    assertThat(failures(EscapesBeforeItFolds.class))
        .containsExactly("wildcards_stand_for_themselves");
  }

  @Test
  void a_store_that_finds_a_room_for_every_id_is_caught() {
    assertThat(failures(FindsARoomForEveryId.class))
        .containsExactly(
            "a_new_room_has_come_nowhere_and_one_that_is_not_there_has_no_head",
            "an_unknown_id_finds_no_room");
  }

  @Test
  void a_store_that_finds_nothing_for_an_empty_text_is_caught() {
    assertThat(failures(FindsNothingForAnEmptyText.class))
        .containsExactly("an_empty_text_is_in_every_name");
  }

  @Test
  void a_store_that_gives_ids_twice_is_caught() {
    assertThat(failures(GivesIdsTwice.class))
        .containsExactly(
            "a_name_is_kept_as_it_was_written",
            "a_new_room_has_come_nowhere_and_one_that_is_not_there_has_no_head",
            "eight_who_want_different_names_all_open",
            "hundreds_of_rooms_are_found_by_their_ids_at_once",
            "ids_are_never_given_twice",
            "names_in_ascii_that_look_alike_are_two",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_keeps_local_times_is_caught() {
    assertThat(failures(KeepsLocalTimes.class))
        .containsExactly("times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_keeps_names_folded_is_caught() {
    assertThat(failures(KeepsNamesFolded.class))
        .containsExactly(
            "a_name_is_kept_as_it_was_written",
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "the_longest_names_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_keeps_whole_seconds_is_caught() {
    assertThat(failures(KeepsWholeSeconds.class))
        .containsExactly(
            "an_opened_room_is_found_under_the_id_it_was_given",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_looks_before_it_opens_is_caught() {
    assertThat(failures(LooksBeforeItOpens.class))
        .containsExactly("of_eight_who_want_one_name_exactly_one_opens");
  }

  @Test
  void a_store_that_lowers_names_by_the_machines_language_is_caught() {
    assertThat(failures(LowersNamesByTheMachinesLanguage.class))
        .containsExactly("names_are_the_same_whatever_the_language_of_the_machine");
  }

  @Test
  void a_store_that_minds_the_case_of_names_is_caught() {
    assertThat(failures(MindsTheCaseOfNames.class))
        .containsExactly(
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_name_is_taken_in_whatever_way_it_is_written",
            "names_are_the_same_whatever_the_language_of_the_machine",
            "of_eight_who_want_one_name_exactly_one_opens");
  }

  @Test
  void a_store_that_orders_by_name_is_caught() {
    assertThat(failures(OrdersByName.class))
        .containsExactly(
            "an_empty_text_is_in_every_name",
            "skip_and_limit_cut_a_piece_out_of_the_order_of_ids",
            "the_text_may_be_anywhere_in_the_name");
  }

  @Test
  void a_store_that_reads_skip_as_a_page_is_caught() {
    assertThat(failures(ReadsSkipAsAPage.class))
        .containsExactly("skip_and_limit_cut_a_piece_out_of_the_order_of_ids");
  }

  @Test
  void a_store_that_renames_what_was_there_first_is_caught() {
    assertThat(failures(RenamesWhatWasThereFirst.class))
        .containsExactly("a_refused_opening_changes_nothing");
  }

  @Test
  void a_store_that_searches_the_start_is_caught() {
    assertThat(failures(SearchesTheStart.class))
        .containsExactly(
            "of_eight_who_want_one_name_exactly_one_opens", "the_text_may_be_anywhere_in_the_name");
  }

  @Test
  void a_store_that_searches_with_case_is_caught() {
    assertThat(failures(SearchesWithCase.class))
        .containsExactly(
            "a_name_is_taken_in_whatever_way_it_is_written",
            "names_are_the_same_whatever_the_language_of_the_machine");
  }

  @Test
  void a_store_that_takes_all_emoji_for_one_is_caught() {
    assertThat(failures(TakesAllEmojiForOne.class))
        .containsExactly("names_that_only_a_collation_takes_for_one_are_two");
  }

  @Test
  void a_store_that_takes_wildcards_is_caught() {
    assertThat(failures(TakesWildcards.class)).containsExactly("wildcards_stand_for_themselves");
  }

  @Test
  void a_store_that_trims_the_text_is_caught() {
    assertThat(failures(TrimsTheText.class))
        .containsExactly("a_blank_at_the_end_of_the_text_counts");
  }

  static class IsBlindToLookalikes extends Sound {
    @Override
    boolean lookAlike(String one, String other) {
      return false;
    }
  }

  static class TakesAllLookalikesForOne extends Sound {
    @Override
    boolean lookAlike(String one, String other) {
      return look(one).equals(look(other));
    }
  }

  @Test
  void a_store_that_is_blind_to_lookalikes_is_caught() {
    assertThat(failures(IsBlindToLookalikes.class))
        .containsExactly("a_name_is_taken_by_one_that_looks_like_it_whichever_is_first");
  }

  @Test
  void a_store_that_takes_all_lookalikes_for_one_is_caught() {
    assertThat(failures(TakesAllLookalikesForOne.class))
        .containsExactly("names_in_ascii_that_look_alike_are_two");
  }
}
