package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.application.Overloaded;
import chat.application.room.KnownRooms;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFeed.class)
class ChangingMessagesTest {
  private final House house = new House();
  private final TestFeed kind;
  private final RoomFeed feed;
  private final Identity alice = house.user("alice");
  private final Identity bob = house.user("bob");
  private final RoomId room = house.room(alice, "general");
  private final KnownRooms rooms = new KnownRooms(house.rooms);
  private final HeldLog log = new HeldLog(house.log);
  private final FollowRoomService followers;
  private final Lanes lanes;
  private final SendMessage sending;
  private final EditMessage editing;
  private final DeleteMessage deleting;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  ChangingMessagesTest(TestFeed kind) {
    this.kind = kind;
    feed = kind.open();
    followers = new FollowRoomService(feed, log);
    lanes = new Lanes(log, feed, followers, 1, 100, 1 << 20);
    sending = new SendMessageService(rooms, lanes, house.clock);
    editing = new EditMessageService(rooms, lanes, house.clock);
    deleting = new DeleteMessageService(rooms, lanes, house.clock);
    log.letGo(1_000);
    followers.follow(
        SampleAccess.to(room), events -> events.forEach(event -> seen.add(told(event))));
  }

  @AfterEach
  void close() {
    lanes.refuse();
    followers.close();
  }

  private static String told(RoomEvent event) {
    if (event instanceof RoomEvent.Logged logged) {
      return logged.seq()
          + " "
          + logged.getClass().getSimpleName()
          + " "
          + logged.message().seq()
          + logged.message().text().indent(1).stripTrailing();
    }
    return event.toString();
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Message say(String text) throws Exception {
    return say(text, text);
  }

  private Message say(String text, String clientId) throws Exception {
    var command = new SendMessage.Command(alice, room, new Content(text), new ClientId(clientId));
    var message = ((Written.Done) done(sending.send(command))).message();
    // What a follower is handed from the log is the message as it is by then.
    kind.check(() -> assertThat(seen).hasSizeGreaterThanOrEqualTo((int) message.seq()));
    return message;
  }

  private void assertSeen(String... events) {
    kind.check(() -> assertThat(seen).containsExactly(events));
  }

  private EditMessage.Command edit(Message message, Identity who, String text) {
    return new EditMessage.Command(who, message.room(), message.id(), new Content(text));
  }

  private DeleteMessage.Command deletion(Message message, Identity who) {
    return new DeleteMessage.Command(who, message.room(), message.id());
  }

  @Test
  void an_edit_is_told_under_the_next_number_and_answered_with_the_message() throws Exception {
    var message = say("hi");
    var edited = message.edited(new Content("ho"), Instant.parse("2026-05-01T10:00:00.123Z"));
    assertThat(done(editing.edit(edit(message, alice, "ho"))))
        .isEqualTo(new Written.Done(edited, false));
    say("after");
    assertSeen("1 Posted 1 hi", "2 Edited 1 ho", "3 Posted 3 after");
  }

  @Test
  void a_deletion_is_told_under_the_next_number_without_content() throws Exception {
    var message = say("hi");
    var deleted = message.deleted(Instant.parse("2026-05-01T10:00:00.123Z"));
    assertThat(done(deleting.delete(deletion(message, alice))))
        .isEqualTo(new Written.Done(deleted, false));
    assertThat(done(deleting.delete(deletion(message, alice))))
        .isEqualTo(new Written.Done(deleted, true));
    assertThat(done(editing.edit(edit(message, alice, "ho"))))
        .isEqualTo(new Written.Refused(Appended.Reason.DELETED));
    assertSeen("1 Posted 1 hi", "2 Deleted 1");
  }

  @Test
  void somebody_elses_message_and_an_unknown_one_stay_as_they_are() throws Exception {
    var message = say("hi");
    assertThat(done(editing.edit(edit(message, bob, "ho"))))
        .isEqualTo(new Written.Refused(Appended.Reason.NOT_THE_AUTHOR));
    assertThat(done(deleting.delete(deletion(message, bob))))
        .isEqualTo(new Written.Refused(Appended.Reason.NOT_THE_AUTHOR));
    var unknown = new MessageId(999);
    assertThat(done(editing.edit(new EditMessage.Command(alice, room, unknown, new Content("ho")))))
        .isEqualTo(new Written.Refused(Appended.Reason.NO_SUCH_MESSAGE));
    assertThat(done(deleting.delete(new DeleteMessage.Command(alice, room, unknown))))
        .isEqualTo(new Written.Refused(Appended.Reason.NO_SUCH_MESSAGE));
    var nowhere = new RoomId(999);
    assertThat(
            done(
                editing.edit(
                    new EditMessage.Command(alice, nowhere, message.id(), new Content("ho")))))
        .isEqualTo(new Written.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertThat(done(deleting.delete(new DeleteMessage.Command(alice, nowhere, message.id()))))
        .isEqualTo(new Written.Refused(Appended.Reason.NO_SUCH_ROOM));
    assertSeen("1 Posted 1 hi");
    assertThat(log.groups()).as("rooms that aren't there cost no commit").hasSize(5);
  }

  @Test
  void an_edit_that_changes_nothing_is_answered_and_not_told() throws Exception {
    var message = say("hi");
    assertThat(done(editing.edit(edit(message, alice, "hi"))))
        .isEqualTo(new Written.Done(message, true));
    assertSeen("1 Posted 1 hi");
  }

  @Test
  void sending_again_what_was_edited_since_is_no_conflict() throws Exception {
    var message = say("hi", "c1");
    done(editing.edit(edit(message, alice, "ho")));
    var again = new SendMessage.Command(alice, room, new Content("hi"), new ClientId("c1"));
    var outcome = (Written.Done) done(sending.send(again));
    assertThat(outcome.repeated()).isTrue();
    assertThat(outcome.message().text()).isEqualTo("ho");
    var other = new SendMessage.Command(alice, room, new Content("ho"), new ClientId("c1"));
    assertThat(done(sending.send(other)))
        .isEqualTo(new Written.Refused(Appended.Reason.CLIENT_ID_TAKEN));
  }

  @Test
  void messages_edits_and_deletions_that_pile_up_become_one_commit() throws Exception {
    var first = say("first");
    var second = say("second");
    var held = new HeldLog(house.log);
    try (var busy = new Lanes(held, feed, followers, 1, 100, 1 << 20)) {
      var waiting = new SendMessageService(rooms, busy, house.clock);
      var slow = waiting.send(new SendMessage.Command(alice, room, new Content("c"), null));
      await().until(() -> held.groups().size() == 1);
      var edit =
          new EditMessageService(rooms, busy, house.clock).edit(edit(first, alice, "first!"));
      var deletion =
          new DeleteMessageService(rooms, busy, house.clock).delete(deletion(second, alice));
      var post = waiting.send(new SendMessage.Command(alice, room, new Content("d"), null));
      held.letGo(10);
      done(slow);
      done(edit);
      done(deletion);
      done(post);
      assertThat(held.groups()).containsExactly(1, 3);
      kind.check(
          () ->
              assertThat(seen)
                  .hasSize(6)
                  .endsWith("4 Edited 1 first!", "5 Deleted 2", "6 Posted 6 d"));
    }
  }

  @Test
  void a_change_whose_commit_lost_its_answer_is_still_told_once_and_may_be_repeated()
      throws Exception {
    var message = say("hi");
    house.store.failAfterCommit();
    assertThatThrownBy(() -> done(editing.edit(edit(message, alice, "ho"))))
        .hasCauseInstanceOf(StoreUnavailable.class);
    assertThat(done(editing.edit(edit(message, alice, "ho")))).isInstanceOf(Written.Done.class);
    await().until(() -> seen.size() == 2);
    house.store.failAfterCommit();
    assertThatThrownBy(() -> done(deleting.delete(deletion(message, alice))))
        .hasCauseInstanceOf(StoreUnavailable.class);
    say("after");
    assertSeen("1 Posted 1 hi", "2 Edited 1 ho", "3 Deleted 1", "4 Posted 4 after");
  }

  @Test
  void while_the_store_is_away_or_the_lane_closed_nothing_changes() throws Exception {
    var message = say("hi");
    house.store.down();
    assertThatThrownBy(() -> done(editing.edit(edit(message, alice, "ho"))))
        .hasCauseInstanceOf(StoreUnavailable.class);
    var unseen = new DeleteMessage.Command(alice, new RoomId(2), message.id());
    assertThatThrownBy(() -> done(deleting.delete(unseen)))
        .hasCauseInstanceOf(StoreUnavailable.class);
    house.store.up();
    lanes.close();
    assertThatThrownBy(() -> done(deleting.delete(deletion(message, alice))))
        .hasCauseInstanceOf(Overloaded.class);
    assertThat(house.log.before(room, 2, 1)).containsExactly(message);
  }
}
