package chat.testkit.message;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import chat.testkit.Elsewhere;
import chat.testkit.Moments;
import chat.testkit.Race;
import chat.testkit.Tag;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What {@link MessageLog} promises, and that its {@link Rooms} count its messages. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface MessageLogContract extends MessageChangesContract {
  @Override
  MessageLog log();

  @Override
  Rooms rooms();

  @Override
  Users users();

  @Test
  default void messages_are_found_by_their_ids_as_they_are_now() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var other = SampleRooms.opened(rooms(), alice.id()).id();
    var messages = SampleDrafts.stored(log(), SampleDrafts.drafts(5, room, alice));
    var elsewhere = SampleDrafts.stored(log(), SampleDrafts.drafts(1, other, alice)).get(0);
    log().append(List.of(SampleDrafts.edit(messages.get(1), "edited")));
    log().append(List.of(SampleDrafts.deletion(messages.get(2))));
    var ids =
        Set.of(
            messages.get(1).id(),
            messages.get(2).id(),
            messages.get(4).id(),
            elsewhere.id(),
            new MessageId(Long.MAX_VALUE));
    var expected = new ArrayList<>(log().before(room, Long.MAX_VALUE, 10));
    expected.removeIf(message -> !ids.contains(message.id()));
    expected.add(elsewhere);
    assertThat(log().messages(ids)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(log().messages(Set.of(new MessageId(Long.MAX_VALUE)))).isEmpty();
  }

  @Test
  default void heads_name_every_room_and_how_far_it_reaches() {
    var alice = SampleUsers.registered(users());
    var one = SampleRooms.opened(rooms(), alice.id()).id();
    var empty = SampleRooms.opened(rooms(), alice.id()).id();
    var other = SampleRooms.opened(rooms(), alice.id()).id();
    var message = SampleDrafts.stored(log(), SampleDrafts.drafts(2, one, alice)).get(0);
    log().append(List.of(SampleDrafts.edit(message, "edited")));
    log().append(SampleDrafts.drafts(1, other, alice));
    var heads = new ArrayList<MessageLog.Head>();
    List<MessageLog.Head> page;
    long after = one.value() - 1;
    do {
      page = log().heads(after, 2);
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      heads.addAll(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1).room().value();
    } while (!page.isEmpty());
    assertThat(heads)
        .contains(
            new MessageLog.Head(one, 3),
            new MessageLog.Head(empty, 0),
            new MessageLog.Head(other, 1));
    assertThat(heads).isSortedAccordingTo(Comparator.comparing(MessageLog.Head::room));
    assertThat(heads).extracting(MessageLog.Head::room).doesNotHaveDuplicates();
  }

  @Test
  default void the_heads_of_given_rooms_are_those_of_the_rooms_that_exist() {
    var alice = SampleUsers.registered(users());
    var one = newRoom(alice);
    var silent = newRoom(alice);
    var other = newRoom(alice);
    var message = SampleDrafts.stored(log(), SampleDrafts.drafts(2, one, alice)).get(0);
    log().append(List.of(SampleDrafts.edit(message, "edited")));
    log().append(SampleDrafts.drafts(1, other, alice));
    assertThat(log().heads(Set.of(one, silent, new RoomId(Long.MAX_VALUE))))
        .containsExactlyInAnyOrder(new MessageLog.Head(one, 3), new MessageLog.Head(silent, 0));
    assertThat(log().heads(Set.of())).isEmpty();

    var many = new HashSet<RoomId>(List.of(other));
    LongStream.range(0, 2_000).forEach(i -> many.add(new RoomId(Long.MAX_VALUE - i)));
    assertThat(log().heads(many)).containsExactly(new MessageLog.Head(other, 1));
  }

  @Test
  default void posts_after_a_mark_are_those_of_every_room_with_a_newer_message() {
    var alice = SampleUsers.registered(users());
    var one = newRoom(alice);
    var silent = newRoom(alice);
    var edited = newRoom(alice);
    var other = newRoom(alice);
    var old = SampleDrafts.stored(log(), SampleDrafts.drafts(2, edited, alice));
    long mark = log().newestMessage();
    assertThat(mark).isGreaterThanOrEqualTo(old.get(1).id().value());

    var posted = SampleDrafts.stored(log(), SampleDrafts.drafts(3, one, alice));
    log().append(List.of(SampleDrafts.edit(old.get(0), "edited")));
    log().append(List.of(SampleDrafts.deletion(posted.get(1))));
    var last = SampleDrafts.stored(log(), SampleDrafts.drafts(1, other, alice)).get(0);
    assertThat(log().newestMessage()).isGreaterThanOrEqualTo(last.id().value());

    var posts = log().postedAfter(mark, 1_000);
    assertThat(posts.rooms())
        .contains(new MessageLog.Head(one, 4), new MessageLog.Head(other, 1))
        .extracting(MessageLog.Head::room)
        .doesNotContain(silent, edited)
        .doesNotHaveDuplicates();
    assertThat(posts.more()).isFalse();
    assertThat(posts.mark()).isGreaterThanOrEqualTo(last.id().value());
    assertThat(log().postedAfter(posts.mark(), 1_000))
        .isEqualTo(new MessageLog.Posts(List.of(), posts.mark(), false));
  }

  @Test
  default void posts_are_looked_at_piece_by_piece() {
    var alice = SampleUsers.registered(users());
    var rooms = List.of(newRoom(alice), newRoom(alice), newRoom(alice));
    long mark = log().newestMessage();
    for (int i = 0; i < 7; i++) {
      log().append(List.of(SampleDrafts.draft(rooms.get(i % 3), alice)));
    }
    var seen = new ArrayList<RoomId>();
    MessageLog.Posts posts;
    int pieces = 0;
    do {
      posts = log().postedAfter(mark, 2);
      assertThat(posts.rooms()).hasSizeLessThanOrEqualTo(2);
      posts.rooms().forEach(head -> seen.add(head.room()));
      pieces++;
      assertThat(posts.mark() > mark || !posts.more()).isTrue();
      mark = posts.mark();
    } while (posts.more());
    assertThat(pieces).isGreaterThanOrEqualTo(4);
    assertThat(rooms)
        .allSatisfy(room -> assertThat(Collections.frequency(seen, room)).isGreaterThan(1));
  }

  @Test
  default void a_message_says_what_its_draft_said() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var draft = SampleDrafts.draft(room, alice);
    var message = SampleDrafts.stored(log().append(List.of(draft)).get(0));
    assertThat(message)
        .isEqualTo(
            new Message(
                message.id(), room, 1, alice, draft.content(), draft.clientId(), draft.at()));
    assertThat(all(room)).containsExactly(message);
  }

  @Test
  default void a_room_counts_its_messages_from_1_without_a_gap() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    for (long seq = 1; seq <= 5; seq++) {
      var message =
          SampleDrafts.stored(log().append(List.of(SampleDrafts.draft(room, alice))).get(0));
      assertThat(message.seq()).isEqualTo(seq);
    }
  }

  @Test
  default void drafts_of_one_call_keep_the_order_of_the_list() {
    var alice = SampleUsers.registered(users());
    var bob = SampleUsers.registered(users());
    var room = newRoom(alice);
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < 20; i++) {
      // Neither the texts, the client ids nor the authors are in any order of their own.
      drafts.add(SampleDrafts.saying("x" + i * 7 % 20, room, i % 3 == 0 ? alice : bob));
    }
    var messages = SampleDrafts.stored(log(), drafts);
    assertThat(messages).extracting(Message::seq).containsExactlyElementsOf(seqs(20));
    assertThat(messages).extracting(MessageLogContract::draftOf).isEqualTo(drafts);
    assertThat(all(room)).isEqualTo(messages);
  }

  @Test
  default void rooms_mixed_in_one_call_are_each_counted_for_themselves() {
    var alice = SampleUsers.registered(users());
    var rooms = List.of(newRoom(alice), newRoom(alice), newRoom(alice));
    SampleDrafts.stored(log(), SampleDrafts.drafts(4, rooms.get(1), alice));
    var drafts =
        Stream.of(2, 0, 1, 1, 0, 2, 2, 1, 0)
            .<Draft>map(i -> SampleDrafts.draft(rooms.get(i), alice))
            .toList();
    var messages = SampleDrafts.stored(log(), drafts);
    assertThat(messages).extracting(MessageLogContract::draftOf).isEqualTo(drafts);
    assertThat(messages)
        .extracting(Message::seq)
        .containsExactly(1L, 1L, 5L, 6L, 2L, 2L, 3L, 7L, 3L);
    assertThat(all(rooms.get(0))).hasSize(3);
    assertThat(all(rooms.get(1))).hasSize(7);
    assertThat(all(rooms.get(2))).hasSize(3);
  }

  @Test
  default void a_message_id_is_never_given_twice() {
    var alice = SampleUsers.registered(users());
    var one = newRoom(alice);
    var two = newRoom(alice);
    var messages = new ArrayList<Message>();
    for (int i = 0; i < 3; i++) {
      messages.addAll(SampleDrafts.stored(log(), SampleDrafts.drafts(3, one, alice)));
      messages.addAll(SampleDrafts.stored(log(), SampleDrafts.drafts(3, two, alice)));
    }
    assertThat(messages).extracting(Message::id).doesNotHaveDuplicates();
  }

  @Test
  default void a_call_takes_any_number_of_drafts() {
    var alice = SampleUsers.registered(users());
    for (int count : new int[] {1, 2, 255, 256, 257, 1_000}) {
      var room = newRoom(alice);
      var drafts = SampleDrafts.drafts(count, room, alice);
      var messages = SampleDrafts.stored(log(), drafts);
      assertThat(messages).extracting(MessageLogContract::draftOf).isEqualTo(drafts);
      assertThat(all(room)).isEqualTo(messages);
      assertThat(messages).extracting(Message::seq).containsExactlyElementsOf(seqs(count));
    }
  }

  @Test
  default void what_was_typed_is_kept_to_the_last_character() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var texts =
        List.of(
            " blanks before and after  ",
            "\n\tlines\r\nand tabs\n",
            "caf\u00e9 cafe\u0301",
            "z͑̐a̷l͜g̈o",
            "👩‍👩‍👧‍👦 👍🏽 🇪🇺 🍣",
            "שלום مرحبا \u202eabc\u202c",
            "ｗｉｄｅ ﬁ ① ẞ",
            "\ufeffa mark first",
            "\u0001\u001b[31m\u007f\u0085",
            "'; DROP TABLE messages; -- \" \\ %s ${x} :name ? #{x}",
            "\ud83d\ude00",
            "\udbff\udffd\uffff");
    var drafts = texts.stream().<Draft>map(text -> SampleDrafts.saying(text, room, alice)).toList();
    var messages = SampleDrafts.stored(log(), drafts);
    assertThat(messages).extracting(message -> message.text()).isEqualTo(texts);
    assertThat(all(room)).isEqualTo(messages);
  }

  @Test
  default void the_longest_content_is_kept_whole() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var texts =
        List.of(
            "😀".repeat(Content.MAX_CODE_POINTS),
            "😀".repeat(Content.MAX_CODE_POINTS - 1) + "😁",
            "'".repeat(Content.MAX_CODE_POINTS));
    var drafts = texts.stream().<Draft>map(text -> SampleDrafts.saying(text, room, alice)).toList();
    SampleDrafts.stored(log(), drafts);
    assertThat(all(room)).extracting(message -> message.text()).isEqualTo(texts);
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  default void times_are_kept_to_the_millisecond_in_every_time_zone() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var drafts =
        Moments.TRICKY.stream()
            .<Draft>map(
                at ->
                    new Draft.Post(
                        room, alice, new Content("hi"), new ClientId("c-" + Tag.next()), at))
            .toList();
    var messages =
        Elsewhere.in(ZoneId.of("America/New_York"), () -> SampleDrafts.stored(log(), drafts));
    assertThat(messages).extracting(Message::at).isEqualTo(Moments.TRICKY);
    assertThat(Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> all(room))).isEqualTo(messages);
  }

  @Test
  default void messages_come_with_their_authors_names() {
    var alice = SampleUsers.registered(users());
    var bob = SampleUsers.added(users(), SampleUsers.named("BÖB🎉 " + Tag.next())).identity();
    var room = newRoom(alice);
    var authors = List.of(alice, bob, bob, alice);
    SampleDrafts.stored(
        log(), authors.stream().<Draft>map(author -> SampleDrafts.draft(room, author)).toList());
    assertThat(posted(log().after(room, 0, 10))).extracting(Message::author).isEqualTo(authors);
    assertThat(log().before(room, 5, 2)).extracting(Message::author).containsExactly(alice, bob);
  }

  @Test
  default void the_details_of_a_room_count_its_messages() {
    var alice = SampleUsers.registered(users());
    var bob = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id());
    var other = SampleRooms.opened(rooms(), bob.id());
    var drafts = SampleDrafts.drafts(7, room.id(), bob);
    log().append(drafts);
    log().append(drafts);
    assertThat(rooms().details(room.id())).contains(new RoomDetails(room, alice.username(), 7));
    assertThat(rooms().details(other.id())).contains(new RoomDetails(other, bob.username(), 0));
  }

  @Test
  default void the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said() {
    var alice = SampleUsers.registered(users());
    var silent = newRoom(alice);
    var one = newRoom(alice);
    var two = newRoom(alice);
    SampleDrafts.stored(log(), SampleDrafts.drafts(3, one, alice));
    SampleDrafts.stored(log(), SampleDrafts.drafts(5, two, alice));
    var last = all(two).get(4);
    log().append(List.of(SampleDrafts.edit(last, "otherwise"), SampleDrafts.deletion(last)));

    var none = new RoomId(Long.MAX_VALUE);
    assertThat(rooms().heads(List.of(two, none, silent, two)))
        .containsOnly(
            Map.entry(two, new RoomHead(two, 7, Optional.of(last.at()))),
            Map.entry(silent, new RoomHead(silent, 0, Optional.empty())));
    assertThat(rooms().heads(List.of(one)).get(one))
        .isEqualTo(new RoomHead(one, 3, Optional.of(all(one).get(2).at())));
    assertThat(rooms().heads(List.of())).isEmpty();
  }

  @Test
  default void repeating_a_client_id_gives_the_first_message_back() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var draft = SampleDrafts.draft(room, alice);
    var first = SampleDrafts.stored(log().append(List.of(draft)).get(0));
    assertThat(log().append(List.of(draft))).containsExactly(new Appended.Repeated(first));
    assertThat(all(room)).containsExactly(first);
  }

  @Test
  default void a_client_id_that_was_used_for_other_content_is_taken() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var draft = SampleDrafts.draft(room, alice);
    var first = SampleDrafts.stored(log().append(List.of(draft)).get(0));
    var other =
        new Draft.Post(
            room, alice, new Content("other"), draft.clientId(), draft.at().plusSeconds(9));
    assertThat(log().append(List.of(other)))
        .containsExactly(new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN));
    assertThat(all(room)).containsExactly(first);
  }

  @Test
  default void a_client_id_is_known_within_one_list() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var draft = SampleDrafts.draft(room, alice);
    var again = SampleDrafts.draft(room, alice, "other", draft.clientId().value());
    var between = SampleDrafts.draft(room, alice);
    var outcomes = log().append(List.of(draft, again, between, draft));
    var first = SampleDrafts.stored(outcomes.get(0));
    var second = SampleDrafts.stored(outcomes.get(2));
    assertThat(outcomes)
        .containsExactly(
            stored(first),
            new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN),
            stored(second),
            new Appended.Repeated(first));
    assertThat(all(room)).containsExactly(first, second);
    assertThat(second.seq()).isEqualTo(2);
  }

  @Test
  default void what_was_sent_is_not_stored_again_with_what_was_not() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var drafts = SampleDrafts.drafts(20, room, alice);
    var even = IntStream.range(0, 20).filter(i -> i % 2 == 0).mapToObj(drafts::get).toList();
    var first = SampleDrafts.stored(log(), even);
    var outcomes = log().append(drafts);
    for (int i = 0; i < 20; i++) {
      if (i % 2 == 0) {
        assertThat(outcomes.get(i)).isEqualTo(new Appended.Repeated(first.get(i / 2)));
      } else {
        assertThat(SampleDrafts.stored(outcomes.get(i)).seq()).isEqualTo(11 + i / 2);
      }
    }
    assertThat(all(room)).extracting(Message::seq).containsExactlyElementsOf(seqs(20));
  }

  @Test
  default void a_client_id_of_another_author_is_another_message() {
    var alice = SampleUsers.registered(users());
    var bob = SampleUsers.registered(users());
    var room = newRoom(alice);
    var messages =
        SampleDrafts.stored(
            log(),
            List.of(
                SampleDrafts.draft(room, alice, "hi", "same"),
                SampleDrafts.draft(room, bob, "hi", "same")));
    assertThat(messages).extracting(Message::author).containsExactly(alice, bob);
    assertThat(all(room)).isEqualTo(messages);
  }

  @Test
  default void a_client_id_in_another_room_is_another_message() {
    var alice = SampleUsers.registered(users());
    var one = newRoom(alice);
    var two = newRoom(alice);
    var messages =
        SampleDrafts.stored(
            log(),
            List.of(
                SampleDrafts.draft(one, alice, "hi", "same"),
                SampleDrafts.draft(two, alice, "hi", "same")));
    assertThat(all(one)).containsExactly(messages.get(0));
    assertThat(all(two)).containsExactly(messages.get(1));
  }

  @Test
  default void client_ids_are_compared_byte_by_byte() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var stem = "c".repeat(ClientId.MAX_CHARACTERS - 1);
    var ids = List.of("id", "ID", "Id", "id.", "%", "_", "'", "\\", stem, stem + "1", stem + "2");
    var drafts = ids.stream().<Draft>map(id -> SampleDrafts.draft(room, alice, "hi", id)).toList();
    for (var draft : drafts) {
      SampleDrafts.stored(log().append(List.of(draft)).get(0));
    }
    var messages = all(room);
    assertThat(messages).extracting(message -> message.clientId().value()).isEqualTo(ids);
    assertThat(log().append(drafts))
        .isEqualTo(messages.stream().<Appended>map(Appended.Repeated::new).toList());
    // And in one call.
    SampleDrafts.stored(
        log(),
        List.of(
            SampleDrafts.draft(room, alice, "hi", "two"),
            SampleDrafts.draft(room, alice, "hi", "TWO")));
  }

  @Test
  default void eight_who_send_one_client_id_store_one_message() {
    var alice = SampleUsers.registered(users());
    for (int round = 0; round < 5; round++) {
      var room = newRoom(alice);
      var draft = SampleDrafts.draft(room, alice);
      var outcomes = Race.of(8, i -> log().append(List.of(draft)).get(0));
      assertThat(outcomes).filteredOn(Appended.Stored.class::isInstance).hasSize(1);
      assertThat(all(room)).hasSize(1);
      assertThat(outcomes).extracting(MessageLogContract::messageOf).containsOnly(all(room).get(0));
    }
  }

  @Test
  default void eight_who_send_the_same_drafts_in_any_order_store_each_once() {
    var alice = SampleUsers.registered(users());
    var rooms = Stream.generate(() -> newRoom(alice)).limit(4).toList();
    var drafts =
        IntStream.range(0, 40)
            .<Draft>mapToObj(i -> SampleDrafts.draft(rooms.get(i % 4), alice))
            .toList();
    var outcomes =
        Race.of(
            8,
            i -> {
              var shuffled = new ArrayList<>(drafts);
              Collections.shuffle(shuffled, new Random(i));
              var mine = new ArrayList<Appended>();
              for (int from = 0; from < 40; from += 10) {
                mine.addAll(log().append(shuffled.subList(from, from + 10)));
              }
              return mine;
            });
    var flat = outcomes.stream().flatMap(List::stream).toList();
    assertThat(flat).filteredOn(Appended.Stored.class::isInstance).hasSize(40);
    var stored = rooms.stream().flatMap(room -> all(room).stream()).toList();
    assertThat(stored).extracting(Message::clientId).doesNotHaveDuplicates();
    assertThat(flat)
        .extracting(MessageLogContract::messageOf)
        .containsOnly(stored.toArray(Message[]::new));
    for (var room : rooms) {
      assertThat(all(room)).extracting(Message::seq).containsExactlyElementsOf(seqs(10));
    }
  }

  @Test
  default void a_draft_for_an_unknown_room_leaves_its_neighbours_stored() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var nowhere = new RoomId(Long.MAX_VALUE);
    var good = SampleDrafts.drafts(2, room, alice);
    var outcomes =
        log()
            .append(
                List.of(
                    SampleDrafts.draft(nowhere, alice),
                    good.get(0),
                    SampleDrafts.draft(nowhere, alice),
                    good.get(1),
                    good.get(0)));
    assertThat(outcomes.get(0)).isEqualTo(new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertThat(outcomes.get(2)).isEqualTo(new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertThat(all(room))
        .containsExactly(
            SampleDrafts.stored(outcomes.get(1)), SampleDrafts.stored(outcomes.get(3)));
    assertThat(outcomes.get(4)).isEqualTo(new Appended.Repeated(all(room).get(0)));
    assertThat(all(room)).extracting(MessageLogContract::draftOf).isEqualTo(good);
  }

  @Test
  default void drafts_for_unknown_rooms_alone_store_nothing() {
    var alice = SampleUsers.registered(users());
    var nowhere = new RoomId(Long.MAX_VALUE);
    var draft = SampleDrafts.draft(nowhere, alice);
    assertThat(log().append(List.of(draft, draft)))
        .containsExactly(
            new Appended.Refused(Appended.Reason.NO_SUCH_ROOM),
            new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertThat(all(nowhere)).isEmpty();
    assertThat(rooms().find(nowhere)).isEmpty();
  }

  @Test
  default void a_call_that_throws_leaves_nothing_behind() {
    var alice = SampleUsers.registered(users());
    var stranger = new Identity(new UserId(Long.MAX_VALUE), SampleUsers.username());
    for (int place : new int[] {0, 3, 6}) {
      var one = newRoom(alice);
      var two = newRoom(alice);
      var before = SampleDrafts.stored(log(), SampleDrafts.drafts(2, one, alice));
      var good =
          IntStream.range(0, 6)
              .<Draft>mapToObj(i -> SampleDrafts.draft(i % 2 == 0 ? one : two, alice))
              .toList();
      var drafts = new ArrayList<>(good);
      drafts.add(place, SampleDrafts.draft(one, stranger));

      assertThatThrownBy(() -> log().append(drafts)).isInstanceOf(RuntimeException.class);
      assertThat(all(one)).isEqualTo(before);
      assertThat(all(two)).isEmpty();
      assertThat(log().head(one)).isEqualTo(2);
      assertThat(log().head(two)).isZero();
      assertThat(rooms().details(two).orElseThrow().messages()).isZero();

      // Neither the numbers nor the client ids were used up.
      var messages = SampleDrafts.stored(log(), good);
      assertThat(messages).extracting(Message::seq).containsExactly(3L, 1L, 4L, 2L, 5L, 3L);
      assertThat(rooms().details(two).orElseThrow().messages()).isEqualTo(3);
    }
  }

  @Test
  default void eight_writers_on_one_room_lose_nothing_and_leave_no_gap() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var drafts = new ArrayList<List<Draft>>();
    for (int i = 0; i < 8; i++) {
      drafts.add(SampleDrafts.drafts(36, room, SampleUsers.registered(users())));
    }
    var messages = Race.of(8, i -> appendedInPieces(drafts.get(i), 3));

    var all = all(room);
    assertThat(all).extracting(Message::seq).containsExactlyElementsOf(seqs(8 * 36));
    assertThat(all).extracting(Message::id).doesNotHaveDuplicates();
    var byAuthor = all.stream().collect(groupingBy(Message::author, toList()));
    for (int i = 0; i < 8; i++) {
      assertThat(byAuthor.get(drafts.get(i).get(0).author())).isEqualTo(messages.get(i));
      assertThat(messages.get(i)).extracting(MessageLogContract::draftOf).isEqualTo(drafts.get(i));
    }
    // The drafts of one call stand together.
    for (var mine : messages) {
      for (int from = 0; from < mine.size(); from += 3) {
        assertThat(mine.get(from + 2).seq()).isEqualTo(mine.get(from).seq() + 2);
      }
    }
  }

  @Test
  default void
      eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever() {
    var alice = SampleUsers.registered(users());
    var rooms = Stream.generate(() -> newRoom(alice)).limit(4).toList();
    var reversed = new ArrayList<>(rooms);
    Collections.reverse(reversed);
    var drafts = new ArrayList<List<Draft>>();
    for (int i = 0; i < 8; i++) {
      var author = SampleUsers.registered(users());
      var order = i % 2 == 0 ? rooms : reversed;
      drafts.add(
          IntStream.range(0, 40)
              .<Draft>mapToObj(n -> SampleDrafts.draft(order.get(n % 4), author))
              .toList());
    }
    var messages = Race.of(8, i -> appendedInPieces(drafts.get(i), 4));

    for (int i = 0; i < 8; i++) {
      assertThat(messages.get(i)).extracting(MessageLogContract::draftOf).isEqualTo(drafts.get(i));
    }
    for (var room : rooms) {
      var all = all(room);
      assertThat(all).extracting(Message::seq).containsExactlyElementsOf(seqs(8 * 10));
      var byAuthor = all.stream().collect(groupingBy(Message::author, toList()));
      for (var mine : messages) {
        assertThat(byAuthor.get(mine.get(0).author()))
            .isEqualTo(mine.stream().filter(message -> message.room().equals(room)).toList());
      }
    }
  }

  @Test
  default void whoever_sees_a_message_can_read_all_the_earlier_ones() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var watching = new CountDownLatch(2);
    var writing = new AtomicInteger(4);
    Race.<Boolean>of(
        6,
        i -> {
          if (i < 4) {
            watching.await();
            try {
              appendedInPieces(SampleDrafts.drafts(30, room, alice), 3);
            } finally {
              writing.decrementAndGet();
            }
          } else {
            try {
              seeNoGap(room);
            } finally {
              watching.countDown();
            }
            long followed = 0;
            boolean last;
            do {
              last = writing.get() == 0;
              followed = follow(room, followed);
              seeNoGap(room);
            } while (!last);
            assertThat(followed).isEqualTo(120);
          }
          return true;
        });
  }

  @Test
  default void what_was_appended_is_seen_by_every_thread() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    for (int count = 1; count <= 5; count++) {
      log().append(List.of(SampleDrafts.draft(room, alice)));
      assertThat(Race.of(4, i -> all(room).size())).containsOnly(count);
      assertThat(Race.of(4, i -> log().head(room))).containsOnly((long) count);
    }
  }

  @Test
  default void head_is_the_highest_seq_of_the_room_alone() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    var other = newRoom(alice);
    assertThat(log().head(room)).isZero();
    log().append(SampleDrafts.drafts(3, room, alice));
    log().append(SampleDrafts.drafts(2, other, alice));
    assertThat(log().head(room)).isEqualTo(3);
    assertThat(log().head(other)).isEqualTo(2);
    assertThat(log().head(new RoomId(Long.MAX_VALUE))).isZero();
  }

  @Test
  default void before_gives_the_newest_below_a_position_the_newest_first() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    log().append(SampleDrafts.drafts(7, room, alice));
    assertThat(seqsBefore(room, Long.MAX_VALUE, 3)).containsExactly(7L, 6L, 5L);
    assertThat(seqsBefore(room, 5, 3)).containsExactly(4L, 3L, 2L);
    assertThat(seqsBefore(room, 2, 3)).containsExactly(1L);
    assertThat(seqsBefore(room, 2, 1)).containsExactly(1L);
    assertThat(seqsBefore(room, 1, 3)).isEmpty();
    assertThat(seqsBefore(room, 0, 3)).isEmpty();
    assertThat(seqsBefore(room, 8, 3)).containsExactly(7L, 6L, 5L);
    assertThat(seqsBefore(room, 1_000, 7)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(seqsBefore(room, Long.MAX_VALUE, Integer.MAX_VALUE)).hasSize(7);
  }

  @Test
  default void after_gives_the_oldest_above_a_position_the_oldest_first() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    log().append(SampleDrafts.drafts(7, room, alice));
    assertThat(seqsAfter(room, 0, 3)).containsExactly(1L, 2L, 3L);
    assertThat(seqsAfter(room, 3, 3)).containsExactly(4L, 5L, 6L);
    assertThat(seqsAfter(room, 6, 3)).containsExactly(7L);
    assertThat(seqsAfter(room, 6, 1)).containsExactly(7L);
    assertThat(seqsAfter(room, 7, 3)).isEmpty();
    assertThat(seqsAfter(room, 1_000, 3)).isEmpty();
    assertThat(seqsAfter(room, Long.MAX_VALUE, 3)).isEmpty();
    assertThat(seqsAfter(room, 0, Integer.MAX_VALUE)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  default void an_empty_and_an_unknown_room_have_no_messages() {
    var alice = SampleUsers.registered(users());
    for (var room : List.of(newRoom(alice), new RoomId(Long.MAX_VALUE))) {
      assertThat(log().before(room, Long.MAX_VALUE, 10)).isEmpty();
      assertThat(log().after(room, 0, 10)).isEmpty();
      assertThat(log().head(room)).isZero();
    }
  }

  @Test
  default void a_page_that_was_read_does_not_change_any_more() {
    var alice = SampleUsers.registered(users());
    var room = newRoom(alice);
    log().append(SampleDrafts.drafts(2, room, alice));
    var after = log().after(room, 0, 10);
    var before = log().before(room, Long.MAX_VALUE, 10);
    log().append(SampleDrafts.drafts(2, room, alice));
    assertThat(after).hasSize(2);
    assertThat(before).hasSize(2);
  }

  private RoomId newRoom(Identity creator) {
    return SampleRooms.opened(rooms(), creator.id()).id();
  }

  private List<Message> all(RoomId room) {
    return posted(log().after(room, 0, Integer.MAX_VALUE));
  }

  private static List<Message> posted(List<RoomEvent.Logged> events) {
    return events.stream()
        .filter(RoomEvent.Posted.class::isInstance)
        .map(RoomEvent.Logged::message)
        .toList();
  }

  private List<Long> seqsBefore(RoomId room, long seq, int limit) {
    return log().before(room, seq, limit).stream().map(Message::seq).toList();
  }

  private List<Long> seqsAfter(RoomId room, long seq, int limit) {
    return log().after(room, seq, limit).stream().map(RoomEvent.Logged::seq).toList();
  }

  private List<Message> appendedInPieces(List<Draft> drafts, int size) {
    var messages = new ArrayList<Message>();
    for (int from = 0; from < drafts.size(); from += size) {
      messages.addAll(
          SampleDrafts.stored(log(), drafts.subList(from, Math.min(from + size, drafts.size()))));
    }
    return messages;
  }

  /** Reads on from a position, and gives the next one. */
  private long follow(RoomId room, long position) {
    var news = seqsAfter(room, position, 10);
    while (!news.isEmpty()) {
      assertThat(news)
          .isEqualTo(LongStream.rangeClosed(position + 1, position + news.size()).boxed().toList());
      position += news.size();
      news = seqsAfter(room, position, 10);
    }
    return position;
  }

  private void seeNoGap(RoomId room) {
    long head = log().head(room);
    var all = seqsAfter(room, 0, Integer.MAX_VALUE);
    assertThat(all).isEqualTo(seqs(all.size())).hasSizeGreaterThanOrEqualTo((int) head);

    var newest = seqsBefore(room, Long.MAX_VALUE, 5);
    if (!newest.isEmpty()) {
      long top = newest.get(0);
      assertThat(top).isGreaterThanOrEqualTo(head);
      assertThat(newest)
          .isEqualTo(LongStream.range(0, newest.size()).map(i -> top - i).boxed().toList());
      assertThat(seqsBefore(room, top, Integer.MAX_VALUE)).hasSize((int) top - 1);
      assertThat(log().head(room)).isGreaterThanOrEqualTo(top);
    }
  }

  private static List<Long> seqs(long count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static Draft draftOf(Message message) {
    return new Draft.Post(
        message.room(),
        message.author(),
        new Content(message.text()),
        message.clientId(),
        message.at());
  }

  private static Appended stored(Message message) {
    return new Appended.Stored(new RoomEvent.Posted(message));
  }

  private static Message messageOf(Appended outcome) {
    if (outcome instanceof Appended.Stored stored) {
      return stored.event().message();
    }
    if (outcome instanceof Appended.Repeated repeated) {
      return repeated.message();
    }
    throw new AssertionError("no message: " + outcome);
  }
}
