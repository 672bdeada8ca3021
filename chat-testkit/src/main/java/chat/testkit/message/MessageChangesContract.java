package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.message.Appended;
import chat.domain.message.Body;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import chat.testkit.Elsewhere;
import chat.testkit.Moments;
import chat.testkit.Race;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What {@link MessageLog} promises of edits and deletions; a part of {@link MessageLogContract}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface MessageChangesContract {
  /** The store under test; it may hold anything from other tests. */
  MessageLog log();

  /** The rooms of the same store. */
  Rooms rooms();

  /** The users of the same store. */
  Users users();

  @Test
  default void an_edit_takes_the_next_number_and_changes_what_the_message_says() {
    var room = newRoom();
    var messages = said(room, "one", "two", "three");
    var edit = SampleDrafts.edit(messages.get(1), "two!");
    var edited = messages.get(1).edited(new Content("two!"), edit.at());
    assertThat(log().append(List.of(edit))).containsExactly(stored(4, edited));
    assertThat(log().head(room)).isEqualTo(4);
    assertThat(history(room)).containsExactly(messages.get(2), edited, messages.get(0));
    assertThat(log().messagesAfter(room, 1, 1)).containsExactly(edited);
    assertThat(said(room, "four")).extracting(Message::seq).containsExactly(5L);
  }

  @Test
  default void a_deletion_takes_the_next_number_and_leaves_the_place_without_content() {
    var room = newRoom();
    var messages = said(room, "one", "two", "three");
    var deletion = SampleDrafts.deletion(messages.get(1));
    var deleted = messages.get(1).deleted(deletion.at());
    assertThat(log().append(List.of(deletion)))
        .containsExactly(new Appended.Stored(new RoomEvent.Deleted(4, deleted)));
    assertThat(log().head(room)).isEqualTo(4);
    assertThat(history(room)).containsExactly(messages.get(2), deleted, messages.get(0));
    assertThat(log().messagesAfter(room, 1, 1)).containsExactly(deleted);
    assertThat(said(room, "four")).extracting(Message::seq).containsExactly(5L);
  }

  @Test
  default void after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers() {
    var room = newRoom();
    var one = said(room, "one").get(0);
    change(SampleDrafts.edit(one, "one!"));
    var two = said(room, "two").get(0);
    change(SampleDrafts.deletion(two));
    change(SampleDrafts.edit(one, "one!!"));
    var three = said(room, "three").get(0);

    var oneNow = log().before(room, 2, 1).get(0);
    var twoNow = log().before(room, 4, 1).get(0);
    var events =
        List.<RoomEvent.Logged>of(
            new RoomEvent.Posted(oneNow),
            new RoomEvent.Edited(2, oneNow),
            new RoomEvent.Posted(twoNow),
            new RoomEvent.Deleted(4, twoNow),
            new RoomEvent.Edited(5, oneNow),
            new RoomEvent.Posted(three));
    assertThat(oneNow.text()).isEqualTo("one!!");
    assertThat(twoNow.isDeleted()).isTrue();
    for (int from = 0; from <= 6; from++) {
      for (int limit = 1; limit <= 7; limit++) {
        assertThat(log().after(room, from, limit))
            .as("%s after %s", limit, from)
            .isEqualTo(events.subList(from, Math.min(from + limit, 6)));
      }
    }
  }

  @Test
  default void pages_of_messages_leave_edits_and_deletions_out() {
    var room = newRoom();
    var messages = said(room, "one", "two", "three");
    for (int i = 0; i < 5; i++) {
      change(SampleDrafts.edit(messages.get(0), "edit " + i));
    }
    said(room, "four", "five");
    change(SampleDrafts.deletion(messages.get(2)));

    assertThat(seqs(log().before(room, Long.MAX_VALUE, 4))).containsExactly(10L, 9L, 3L, 2L);
    assertThat(seqs(log().before(room, 10, 2))).containsExactly(9L, 3L);
    assertThat(seqs(log().before(room, 7, 2))).containsExactly(3L, 2L);
    assertThat(seqs(log().before(room, 1, 2))).isEmpty();
    assertThat(seqs(log().messagesAfter(room, 0, 4))).containsExactly(1L, 2L, 3L, 9L);
    assertThat(seqs(log().messagesAfter(room, 3, 1))).containsExactly(9L);
    assertThat(seqs(log().messagesAfter(room, 5, 9))).containsExactly(9L, 10L);
    assertThat(seqs(log().messagesAfter(room, 10, 9))).isEmpty();
    assertThat(seqs(log().messagesAfter(room, Long.MAX_VALUE, 9))).isEmpty();
    assertThat(log().messagesAfter(new RoomId(Long.MAX_VALUE), 0, 9)).isEmpty();
  }

  @Test
  default void skipping_counts_messages_alone() {
    var room = newRoom();
    var expected = new ArrayList<Long>();
    var first = said(room, "first").get(0);
    expected.add(1L);
    // Edits alone, in rows and in turn with messages: wherever the boundary falls.
    for (int i = 0; i < 30; i++) {
      for (int edits = 0; edits < i % 4; edits++) {
        change(SampleDrafts.edit(first, i + "." + edits));
      }
      if (i % 5 != 3) {
        expected.add(said(room, "message " + i).get(0).seq());
      }
    }
    change(SampleDrafts.deletion(first));
    Collections.reverse(expected);
    for (long before : new long[] {Long.MAX_VALUE, log().head(room), 40, 21, 20, 2, 1}) {
      var below = expected.stream().filter(seq -> seq < before).toList();
      for (int count : new int[] {0, 1, 2, 3, 5, 8, 13, 24, 25, 26, 1_000, Integer.MAX_VALUE}) {
        long position = log().skip(room, before, count);
        assertThat(position).isLessThanOrEqualTo(before);
        assertThat(seqs(log().before(room, position, 100)))
            .as("%s skipped before %s", count, before)
            .isEqualTo(below.subList(Math.min(count, below.size()), below.size()));
      }
    }
    assertThat(log().skip(newRoom(), Long.MAX_VALUE, 1)).isLessThanOrEqualTo(1);
    assertThat(log().skip(new RoomId(Long.MAX_VALUE), Long.MAX_VALUE, 1)).isLessThanOrEqualTo(1);
  }

  @Test
  default void the_details_of_a_room_count_messages_and_not_what_became_of_them() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id());
    var messages = SampleDrafts.stored(log(), SampleDrafts.drafts(3, room.id(), alice));
    change(SampleDrafts.edit(messages.get(0), "edited"));
    change(SampleDrafts.deletion(messages.get(1)));
    assertThat(rooms().details(room.id())).contains(new RoomDetails(room, alice.username(), 3));
  }

  @Test
  default void only_the_author_edits_and_deletes() {
    var room = newRoom();
    var bob = SampleUsers.registered(users());
    var message = said(room, "mine").get(0);
    var at = message.at();
    var edit = new Draft.Edit(room, bob, message.id(), new Content("yours"), at);
    var same = new Draft.Edit(room, bob, message.id(), new Content("mine"), at);
    var deletion = new Draft.Delete(room, bob, message.id(), at);
    assertThat(log().append(List.of(edit, same, deletion)))
        .containsOnly(new Appended.Refused(Appended.Reason.NOT_THE_AUTHOR))
        .hasSize(3);
    assertThat(log().after(room, 0, 10)).containsExactly(new RoomEvent.Posted(message));

    change(SampleDrafts.deletion(message));
    assertThat(log().append(List.of(edit, deletion)))
        .containsExactly(
            new Appended.Refused(Appended.Reason.NOT_THE_AUTHOR),
            new Appended.Refused(Appended.Reason.NOT_THE_AUTHOR));
    assertThat(log().head(room)).isEqualTo(2);
  }

  @Test
  default void a_message_is_found_in_its_own_room_alone() {
    var alice = SampleUsers.registered(users());
    var room = SampleRooms.opened(rooms(), alice.id()).id();
    var other = SampleRooms.opened(rooms(), alice.id()).id();
    var message = SampleDrafts.stored(log(), List.of(SampleDrafts.draft(room, alice))).get(0);
    var content = new Content("changed");
    var at = message.at();
    var nowhere = new RoomId(Long.MAX_VALUE);
    var nothing = new MessageId(Long.MAX_VALUE);
    assertThat(
            log()
                .append(
                    List.of(
                        new Draft.Edit(other, alice, message.id(), content, at),
                        new Draft.Delete(other, alice, message.id(), at),
                        new Draft.Edit(room, alice, nothing, content, at),
                        new Draft.Delete(room, alice, nothing, at),
                        new Draft.Edit(nowhere, alice, message.id(), content, at),
                        new Draft.Delete(nowhere, alice, nothing, at))))
        .containsExactly(
            new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE),
            new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE),
            new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE),
            new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE),
            new Appended.Refused(Appended.Reason.NO_SUCH_ROOM),
            new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertThat(history(room)).containsExactly(message);
    assertThat(log().head(room)).isEqualTo(1);
    assertThat(log().head(other)).isZero();
  }

  @Test
  default void a_deleted_message_stays_deleted() {
    var room = newRoom();
    var message = said(room, "regret").get(0);
    var deletion = SampleDrafts.deletion(message);
    change(deletion);
    var again =
        new Draft.Delete(room, message.author(), message.id(), deletion.at().plusSeconds(1));
    var deleted = message.deleted(deletion.at());
    assertThat(log().append(List.of(again, SampleDrafts.edit(message, "no"))))
        .containsExactly(
            new Appended.Repeated(deleted), new Appended.Refused(Appended.Reason.DELETED));
    assertThat(history(room)).containsExactly(deleted);
    assertThat(log().head(room)).isEqualTo(2);
  }

  @Test
  default void an_edit_that_changes_nothing_stores_nothing() {
    var room = newRoom();
    var message = said(room, "as it is").get(0);
    assertThat(log().append(List.of(SampleDrafts.edit(message, "as it is"))))
        .containsExactly(new Appended.Repeated(message));
    var edit = SampleDrafts.edit(message, "otherwise");
    change(edit);
    var edited = message.edited(edit.content(), edit.at());
    assertThat(log().append(List.of(SampleDrafts.edit(message, "otherwise"))))
        .containsExactly(new Appended.Repeated(edited));
    assertThat(log().head(room)).isEqualTo(2);
    // Back again is an edit like any other; and so is another case, or a blank more.
    for (var text : List.of("as it is", "As it is", "As it is ", "As it is\u00a0")) {
      change(SampleDrafts.edit(message, text));
      assertThat(history(room)).extracting(Message::text).containsExactly(text);
    }
  }

  @Test
  default void each_draft_of_a_list_meets_what_those_before_it_left() {
    var room = newRoom();
    var messages = said(room, "one", "two");
    var author = messages.get(0).author();
    var post = SampleDrafts.saying("three", room, author);
    var outcomes =
        log()
            .append(
                List.of(
                    SampleDrafts.edit(messages.get(0), "1"),
                    post,
                    SampleDrafts.edit(messages.get(0), "1"),
                    SampleDrafts.edit(messages.get(0), "uno"),
                    SampleDrafts.edit(messages.get(1), "2"),
                    SampleDrafts.deletion(messages.get(1)),
                    SampleDrafts.edit(messages.get(1), "dos"),
                    SampleDrafts.deletion(messages.get(1)),
                    post));
    var at = SampleDrafts.edit(messages.get(0), "1").at();
    var one = messages.get(0).edited(new Content("1"), at);
    var uno = messages.get(0).edited(new Content("uno"), at);
    var two = messages.get(1).edited(new Content("2"), at);
    var gone = messages.get(1).deleted(SampleDrafts.deletion(messages.get(1)).at());
    var three = SampleDrafts.stored(outcomes.get(1));
    assertThat(three.seq()).isEqualTo(4);
    assertThat(outcomes)
        .containsExactly(
            stored(3, one),
            new Appended.Stored(new RoomEvent.Posted(three)),
            new Appended.Repeated(one),
            stored(5, uno),
            stored(6, two),
            new Appended.Stored(new RoomEvent.Deleted(7, gone)),
            new Appended.Refused(Appended.Reason.DELETED),
            new Appended.Repeated(gone),
            new Appended.Repeated(three));
    assertThat(history(room)).containsExactly(three, gone, uno);
    assertThat(log().after(room, 2, 10)).extracting(RoomEvent.Logged::seq).isEqualTo(range(3, 7));
  }

  @Test
  default void a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms() {
    var alice = SampleUsers.registered(users());
    var rooms =
        Stream.generate(() -> SampleRooms.opened(rooms(), alice.id()).id()).limit(3).toList();
    var messages = new ArrayList<Message>();
    for (int i = 0; i < 300; i++) {
      messages.addAll(
          SampleDrafts.stored(log(), List.of(SampleDrafts.draft(rooms.get(i % 3), alice))));
    }
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < 300; i++) {
      drafts.add(
          i % 5 == 4
              ? SampleDrafts.deletion(messages.get(i))
              : SampleDrafts.edit(messages.get(i), "edit " + i));
      drafts.add(SampleDrafts.saying("new " + i, rooms.get(i % 3), alice));
    }
    var outcomes = log().append(drafts);

    assertThat(outcomes).hasSize(600).allMatch(Appended.Stored.class::isInstance);
    for (var room : rooms) {
      var events = log().after(room, 0, Integer.MAX_VALUE);
      assertThat(events).extracting(RoomEvent.Logged::seq).isEqualTo(range(1, 300));
      assertThat(events.subList(100, 300))
          .isEqualTo(
              outcomes.stream()
                  .map(outcome -> ((Appended.Stored) outcome).event())
                  .filter(event -> event.room().equals(room))
                  .toList());
    }
    for (int i = 0; i < 300; i++) {
      var now = log().before(messages.get(i).room(), messages.get(i).seq() + 1, 1).get(0);
      assertThat(now.text()).isEqualTo(i % 5 == 4 ? "" : "edit " + i);
    }
  }

  @Test
  default void what_was_edited_is_kept_to_the_last_character() {
    var room = newRoom();
    var message = said(room, "plain").get(0);
    for (var text :
        List.of(
            " blanks  ",
            "caf\u00e9 cafe\u0301 👩‍👩‍👧‍👦 \udbff\udffd\uffff",
            "'; DROP TABLE messages; -- \" \\ %s ${x} :name ? #{x}",
            "😀".repeat(Content.MAX_CODE_POINTS))) {
      change(SampleDrafts.edit(message, text));
      assertThat(history(room)).extracting(Message::text).containsExactly(text);
    }
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  default void times_of_changes_are_kept_to_the_millisecond_in_every_time_zone() {
    var room = newRoom();
    for (var at : Moments.TRICKY) {
      var messages = said(room, "edited", "deleted");
      var author = messages.get(0).author();
      var drafts =
          List.<Draft>of(
              new Draft.Edit(room, author, messages.get(0).id(), new Content("now"), at),
              new Draft.Delete(room, author, messages.get(1).id(), at));
      Elsewhere.in(ZoneId.of("America/New_York"), () -> log().append(drafts));
      var now = Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> log().before(room, Long.MAX_VALUE, 2));
      assertThat(now)
          .extracting(Message::body)
          .containsExactly(new Body.Deleted(at), new Body.Edited(new Content("now"), at));
    }
  }

  @Test
  default void what_counts_for_a_client_id_is_what_was_first_said_under_it() {
    var room = newRoom();
    var alice = SampleUsers.registered(users());
    var post = SampleDrafts.draft(room, alice, "first", "c-1");
    var message = SampleDrafts.stored(log(), List.of(post)).get(0);
    for (var text : List.of("second", "third")) {
      var edit = SampleDrafts.edit(message, text);
      change(edit);
      var edited = message.edited(edit.content(), edit.at());
      assertThat(log().append(List.of(post, SampleDrafts.draft(room, alice, text, "c-1"))))
          .containsExactly(
              new Appended.Repeated(edited), new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN));
    }
    assertThat(log().head(room)).isEqualTo(3);

    // The same within the list that edits.
    assertThat(
            log()
                .append(
                    List.of(
                        SampleDrafts.edit(message, "fourth"),
                        post,
                        SampleDrafts.draft(room, alice, "fourth", "c-1")))
                .subList(1, 3))
        .containsExactly(
            new Appended.Repeated(history(room).get(0)),
            new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN));
    assertThat(history(room)).extracting(Message::text).containsExactly("fourth");
  }

  @Test
  default void the_client_id_of_a_deleted_message_stores_nothing_again() {
    var room = newRoom();
    var alice = SampleUsers.registered(users());
    var edited = SampleDrafts.draft(room, alice, "edited", "c-1");
    var plain = SampleDrafts.draft(room, alice, "plain", "c-2");
    var messages = SampleDrafts.stored(log(), List.of(edited, plain));
    change(SampleDrafts.edit(messages.get(0), "otherwise"));
    messages.forEach(message -> change(SampleDrafts.deletion(message)));
    var deleted = history(room);
    assertThat(log().append(List.of(plain, edited)))
        .containsExactly(
            new Appended.Repeated(deleted.get(0)), new Appended.Repeated(deleted.get(1)));
    // What it said is forgotten, so nothing can be compared.
    assertThat(log().append(List.of(SampleDrafts.draft(room, alice, "other", "c-1"))))
        .containsExactly(new Appended.Repeated(deleted.get(1)));
    assertThat(history(room)).isEqualTo(deleted);
    assertThat(log().head(room)).isEqualTo(5);
  }

  @Test
  default void a_call_that_throws_changes_nothing() {
    var room = newRoom();
    var messages = said(room, "one", "two");
    var stranger = new Identity(new UserId(Long.MAX_VALUE), SampleUsers.username());
    var drafts =
        List.<Draft>of(
            SampleDrafts.edit(messages.get(0), "edited"),
            SampleDrafts.deletion(messages.get(1)),
            SampleDrafts.draft(room, stranger));
    assertThatThrownBy(() -> log().append(drafts)).isInstanceOf(RuntimeException.class);
    assertThat(history(room)).containsExactly(messages.get(1), messages.get(0));
    assertThat(log().head(room)).isEqualTo(2);
    change(SampleDrafts.edit(messages.get(0), "edited"));
    assertThat(log().head(room)).isEqualTo(3);
  }

  @Test
  default void eight_who_change_the_same_messages_leave_no_gap_and_agree() {
    var room = newRoom();
    var messages = said(room, "a", "b", "c", "d");
    var outcomes =
        Race.of(
            8,
            runner -> {
              var mine = new ArrayList<Appended>();
              for (int i = 0; i < 20; i++) {
                var drafts = new ArrayList<Draft>();
                for (var message : messages) {
                  drafts.add(SampleDrafts.edit(message, runner + ":" + i));
                }
                drafts.add(SampleDrafts.draft(room, messages.get(0).author()));
                if (i == 10) {
                  drafts.add(SampleDrafts.deletion(messages.get(3)));
                }
                if (runner % 2 == 0) {
                  Collections.reverse(drafts);
                }
                mine.addAll(log().append(drafts));
              }
              return mine;
            });
    var flat = outcomes.stream().flatMap(List::stream).toList();
    assertThat(flat)
        .filteredOn(outcome -> isDeletion(outcome))
        .as("of eight deletions one is stored")
        .hasSize(1);
    var events = log().after(room, 0, Integer.MAX_VALUE);
    assertThat(events).extracting(RoomEvent.Logged::seq).isEqualTo(range(1, events.size()));
    assertThat(log().head(room)).isEqualTo(events.size());
    var stored = flat.stream().filter(Appended.Stored.class::isInstance).toList();
    assertThat(stored).hasSize(events.size() - 4).doesNotHaveDuplicates();
    // What a message says is what the last event about it left.
    for (var message : messages) {
      var last =
          stored.stream()
              .map(outcome -> ((Appended.Stored) outcome).event())
              .filter(event -> event.message().id().equals(message.id()))
              .max((a, b) -> Long.compare(a.seq(), b.seq()))
              .orElseThrow();
      assertThat(log().before(room, message.seq() + 1, 1)).containsExactly(last.message());
    }
  }

  private static boolean isDeletion(Appended outcome) {
    return outcome instanceof Appended.Stored stored && stored.event() instanceof RoomEvent.Deleted;
  }

  private void change(Draft.Change draft) {
    assertThat(log().append(List.of(draft)).get(0)).isInstanceOf(Appended.Stored.class);
  }

  private RoomId newRoom() {
    return SampleRooms.opened(rooms(), SampleUsers.registered(users()).id()).id();
  }

  /** All by one new author. */
  private List<Message> said(RoomId room, String... texts) {
    var author = SampleUsers.registered(users());
    return SampleDrafts.stored(
        log(),
        Stream.of(texts).<Draft>map(text -> SampleDrafts.saying(text, room, author)).toList());
  }

  private List<Message> history(RoomId room) {
    return log().before(room, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static Appended stored(long seq, Message edited) {
    return new Appended.Stored(new RoomEvent.Edited(seq, edited));
  }

  private static List<Long> seqs(List<Message> messages) {
    return messages.stream().map(Message::seq).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
