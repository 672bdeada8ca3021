package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.application.Overloaded;
import chat.application.message.SendMessage.Command;
import chat.application.room.KnownRooms;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestFeed.class)
class SendMessageServiceTest {
  private final House house = new House();
  private final TestFeed kind;
  private final RoomFeed feed;
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");
  private final FollowRoomService followers;
  private final List<Lanes> opened = new ArrayList<>();

  SendMessageServiceTest(TestFeed kind) {
    this.kind = kind;
    feed = kind.open();
    followers = new FollowRoomService(feed, house.log);
  }

  private SendMessageService service(MessageLog log, int capacity) {
    return service(log, capacity, 1 << 20);
  }

  private SendMessageService service(MessageLog log, int capacity, long maxBytes) {
    var lanes = new Lanes(log, feed, followers, 1, capacity, maxBytes);
    opened.add(lanes);
    return new SendMessageService(new KnownRooms(house.rooms), lanes, house.clock);
  }

  private SendMessageService service() {
    return service(house.log, 100);
  }

  @AfterEach
  void close() {
    opened.forEach(Lanes::refuse);
    followers.close();
  }

  private Command say(String content) {
    return say(content, null);
  }

  private Command say(String content, @Nullable String clientId) {
    return new Command(
        alice, room, new Content(content), clientId == null ? null : new ClientId(clientId));
  }

  private static Written outcome(SendMessage service, Command command) throws Exception {
    return service.send(command).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Message sent(SendMessage service, Command command) throws Exception {
    return ((Written.Done) outcome(service, command)).message();
  }

  private List<String> followed() {
    var seen = new CopyOnWriteArrayList<String>();
    followers.follow(
        SampleAccess.to(room),
        events ->
            events.forEach(
                event -> {
                  if (event instanceof RoomEvent.Posted posted) {
                    seen.add(posted.message().seq() + " " + posted.message().text());
                  }
                }));
    return seen;
  }

  private void assertSeen(List<String> seen, String... messages) {
    kind.check(() -> assertThat(seen).containsExactly(messages));
  }

  @Test
  void what_is_sent_is_in_the_log_with_its_time_in_milliseconds() throws Exception {
    var message = sent(service(), say("hello"));
    assertThat(message.seq()).isEqualTo(1);
    assertThat(message.author()).isEqualTo(alice);
    assertThat(message.at()).isEqualTo(Instant.parse("2026-05-01T10:00:00.123Z"));
    assertThat(house.log.messagesAfter(room, 0, 10)).containsExactly(message);
  }

  @Test
  void followers_have_a_message_before_its_sender_is_answered() throws Exception {
    var seen = followed();
    var seenWhenAnswered = new CompletableFuture<List<String>>();
    service().send(say("hello")).thenAccept(sent -> seenWhenAnswered.complete(List.copyOf(seen)));
    var before = seenWhenAnswered.get(10, TimeUnit.SECONDS);
    if (kind == TestFeed.FAITHFUL) {
      assertThat(before).containsExactly("1 hello");
    }
    assertSeen(seen, "1 hello");
  }

  @Test
  void an_unknown_room_is_refused() throws Exception {
    var command = new Command(alice, new RoomId(999), new Content("hello"), null);
    assertThat(outcome(service(), command))
        .isEqualTo(new Written.Refused(Appended.Reason.NO_SUCH_ROOM));
  }

  @Test
  void the_same_words_without_a_client_id_are_said_twice() throws Exception {
    var service = service();
    assertThat(sent(service, say("again"))).isNotEqualTo(sent(service, say("again")));
  }

  @Test
  void repeating_a_client_id_gives_the_first_message_and_publishes_nothing() throws Exception {
    var service = service();
    var seen = followed();
    var first = sent(service, say("once", "c1"));
    assertThat(outcome(service, say("once", "c1"))).isEqualTo(new Written.Done(first, true));
    assertThat(outcome(service, say("twice", "c1")))
        .isEqualTo(new Written.Refused(Appended.Reason.CLIENT_ID_TAKEN));
    assertSeen(seen, "1 once");
  }

  @Test
  void what_piles_up_during_a_commit_becomes_the_next_one() throws Exception {
    var log = new HeldLog(house.log);
    var service = service(log, 1_000);
    var first = service.send(say("first")).toCompletableFuture();
    await().until(() -> log.groups().size() == 1);
    var others = new ArrayList<CompletableFuture<Written>>();
    for (int i = 0; i < 300; i++) {
      others.add(service.send(say("other " + i)).toCompletableFuture());
    }
    log.letGo(3);
    first.get(10, TimeUnit.SECONDS);
    for (var other : others) {
      other.get(10, TimeUnit.SECONDS);
    }
    assertThat(log.groups()).containsExactly(1, Lane.MAX_GROUP, 300 - Lane.MAX_GROUP);
  }

  @Test
  void a_full_lane_refuses_at_once_and_takes_messages_again_later() throws Exception {
    var log = new HeldLog(house.log);
    var service = service(log, 2);
    var accepted = new ArrayList<CompletableFuture<Written>>();
    accepted.add(service.send(say("being committed")).toCompletableFuture());
    await().until(() -> log.groups().size() == 1);
    accepted.add(service.send(say("waiting")).toCompletableFuture());
    accepted.add(service.send(say("waiting, too")).toCompletableFuture());
    var refused = service.send(say("one too many")).toCompletableFuture();
    assertThat(refused).isCompletedExceptionally();
    assertThatThrownBy(refused::get).hasCauseInstanceOf(Overloaded.class);
    log.letGo(10);
    for (var message : accepted) {
      assertThat(message.get(10, TimeUnit.SECONDS)).isInstanceOf(Written.Done.class);
    }
    assertThat(sent(service, say("there is room again")).seq()).isEqualTo(4);
  }

  @Test
  void what_waits_is_bounded_in_bytes_and_a_lane_takes_messages_again_later() throws Exception {
    var log = new HeldLog(house.log);
    int maxBytes = 100_000;
    var service = service(log, 1_000, maxBytes);
    var text = "x".repeat(Content.MAX_CODE_POINTS);
    int each = new Content(text).estimatedBytes() + Draft.BASE_BYTES;
    var accepted = new ArrayList<CompletableFuture<Written>>();
    var next = service.send(say(text)).toCompletableFuture();
    while (!next.isCompletedExceptionally()) {
      accepted.add(next);
      next = service.send(say(text)).toCompletableFuture();
    }
    assertThatThrownBy(next::get).hasCauseInstanceOf(Overloaded.class);
    assertThat(accepted).hasSize(maxBytes / each);
    log.letGo(1_000);
    for (var message : accepted) {
      assertThat(message.get(10, TimeUnit.SECONDS)).isInstanceOf(Written.Done.class);
    }
    assertThat(sent(service, say(text)).seq()).isEqualTo(accepted.size() + 1);
  }

  @Test
  void drafts_that_fail_give_their_bytes_back() throws Exception {
    var service = service(house.log, 1_000, 1 << 16);
    var text = "x".repeat(Content.MAX_CODE_POINTS);
    assertThat(sent(service, say("the room is known")).seq()).isEqualTo(1);
    house.store.down();
    for (int i = 0; i < 100; i++) {
      var failed = service.send(say(text)).toCompletableFuture();
      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailable.class);
    }
    house.store.up();
    assertThat(sent(service, say(text)).seq()).isEqualTo(2);
  }

  @Test
  void one_bad_draft_doesnt_sink_its_neighbours() throws Exception {
    var log = new HeldLog(house.log);
    var service = service(log, 100);
    var seen = followed();
    var nobody = new Identity(new UserId(999), new Username("nobody"));
    var first = service.send(say("first")).toCompletableFuture();
    await().until(() -> log.groups().size() == 1);
    var good = service.send(say("good")).toCompletableFuture();
    var bad =
        service.send(new Command(nobody, room, new Content("bad"), null)).toCompletableFuture();
    var better = service.send(say("better")).toCompletableFuture();
    log.letGo(10);
    first.get(10, TimeUnit.SECONDS);
    assertThat(good.get(10, TimeUnit.SECONDS)).isInstanceOf(Written.Done.class);
    assertThat(better.get(10, TimeUnit.SECONDS)).isInstanceOf(Written.Done.class);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    assertSeen(seen, "1 first", "2 good", "3 better");
  }

  @Test
  void while_the_store_is_away_messages_fail_and_afterwards_they_dont() throws Exception {
    var service = service();
    sent(service, say("before"));
    house.store.down();
    var failed = service.send(say("during", "c1")).toCompletableFuture();
    assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailable.class);
    house.store.up();
    assertThat(sent(service, say("during", "c1")).seq()).isEqualTo(2);
  }

  @Test
  void a_message_whose_commit_lost_its_answer_is_still_published_once() throws Exception {
    var service = service();
    var seen = followed();
    sent(service, say("before"));
    house.store.failAfterCommit();
    var unknown = service.send(say("did it arrive?", "c1")).toCompletableFuture();
    assertThatThrownBy(() -> unknown.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailable.class);
    house.store.up();
    var again = outcome(service, say("did it arrive?", "c1"));
    assertThat(((Written.Done) again).repeated()).isTrue();
    sent(service, say("after"));
    assertSeen(seen, "1 before", "2 did it arrive?", "3 after");
  }

  @Test
  void whoever_asks_again_is_answered_after_the_followers_have_it() throws Exception {
    var service = service();
    var seen = followed();
    house.store.failAfterCommit();
    var unknown = service.send(say("did it arrive?", "c1")).toCompletableFuture();
    assertThatThrownBy(() -> unknown.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailable.class);
    var seenWhenAnswered = new CompletableFuture<List<String>>();
    service
        .send(say("did it arrive?", "c1"))
        .thenAccept(sent -> seenWhenAnswered.complete(List.copyOf(seen)));
    assertThat(seenWhenAnswered.get(10, TimeUnit.SECONDS)).containsExactly("1 did it arrive?");
  }

  @Test
  void it_is_published_even_if_nobody_says_anything_afterwards() throws Exception {
    var service = service();
    var seen = followed();
    house.store.failAfterCommit();
    var unknown = service.send(say("did it arrive?")).toCompletableFuture();
    assertThatThrownBy(() -> unknown.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailable.class);
    house.store.up();
    await().untilAsserted(() -> assertThat(seen).containsExactly("1 did it arrive?"));
  }

  @Test
  void a_follower_that_throws_harms_neither_the_sender_nor_the_others() throws Exception {
    var service = service();
    followers.follow(
        SampleAccess.to(room),
        events -> {
          throw new IllegalStateException("a broken follower");
        });
    var seen = followed();
    sent(service, say("one"));
    sent(service, say("two"));
    assertSeen(seen, "1 one", "2 two");
  }

  @Test
  void closing_answers_what_was_accepted_and_refuses_the_rest() throws Exception {
    var log = new HeldLog(house.log);
    var service = service(log, 100);
    var accepted = new ArrayList<CompletableFuture<Written>>();
    for (int i = 0; i < 10; i++) {
      accepted.add(service.send(say("accepted " + i)).toCompletableFuture());
    }
    log.letGo(100);
    opened.get(0).close();
    assertThat(accepted).allSatisfy(message -> assertThat(message).isCompleted());
    assertThatThrownBy(() -> outcome(service, say("too late")))
        .hasCauseInstanceOf(Overloaded.class);
    assertThat(house.log.head(room)).isEqualTo(10);
  }
}
