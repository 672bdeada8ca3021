package chat.application.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.application.House;
import chat.application.message.FollowRoomService;
import chat.application.room.KnownRooms;
import chat.application.room.SampleAccess;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.Room;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.ForwardingRooms;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoticeNewEpochServiceTest {
  private final House house = new House();
  private final InMemoryEpochs kept = new InMemoryEpochs();
  private final Epochs epochs =
      new Epochs() {
        @Override
        public Epoch current() {
          house.store.check();
          return kept.current();
        }

        @Override
        public Epoch renew() {
          return kept.renew();
        }
      };
  private final PutBackStore putBack = new PutBackStore();
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final FollowRoomService followers = new FollowRoomService(feed, putBack.log(house.log));
  private final KnownRooms rooms = new KnownRooms(putBack.rooms(house.rooms));
  private final Sessions sessions = new Sessions();
  private final CurrentEpoch epoch = new CurrentEpoch(epochs);
  private final NoticeNewEpoch service =
      new NoticeNewEpochService(epoch, rooms, followers, sessions);
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "general");

  @AfterEach
  void close() {
    followers.close();
  }

  /** Tokens with sessions, until they are ended. */
  private static final class Sessions implements LiveSessions {
    private final Set<TokenId> open = new HashSet<>();

    @Override
    public Set<TokenId> tokens() {
      return Set.copyOf(open);
    }

    @Override
    public void end(Set<TokenId> tokens) {
      open.removeAll(tokens);
    }
  }

  /** Shows rooms and logs as of an earlier day. */
  private static final class PutBackStore {
    private volatile long end = Long.MAX_VALUE;
    private volatile boolean roomsAreGone;

    MessageLog log(MessageLog log) {
      return new ForwardingMessageLog(log) {
        @Override
        public long head(RoomId room) {
          return Math.min(end, log.head(room));
        }
      };
    }

    Rooms rooms(Rooms rooms) {
      return new ForwardingRooms(rooms) {
        @Override
        public Optional<Room> find(RoomId id) {
          return roomsAreGone ? Optional.empty() : super.find(id);
        }
      };
    }
  }

  @Test
  void as_long_as_the_epoch_is_the_same_nothing_happens() {
    var token = new TokenId("t1");
    sessions.open.add(token);
    assertThat(service.look()).isFalse();
    assertThat(service.look()).isFalse();
    assertThat(sessions.tokens()).containsExactly(token);
  }

  @Test
  void a_new_epoch_ends_every_session_once() {
    sessions.open.add(new TokenId("t1"));
    var renewed = epochs.renew();
    assertThat(service.look()).isTrue();
    assertThat(epoch.get()).isEqualTo(renewed);
    assertThat(sessions.tokens()).isEmpty();

    var later = new TokenId("t2");
    sessions.open.add(later);
    assertThat(service.look()).isFalse();
    assertThat(sessions.tokens()).containsExactly(later);
  }

  @Test
  void rooms_that_are_gone_are_not_known_any_more() {
    assertThat(rooms.contains(room)).isTrue();
    putBack.roomsAreGone = true;
    epochs.renew();
    service.look();
    assertThat(rooms.contains(room)).isFalse();
  }

  @Test
  void followers_go_on_where_their_room_is_now() {
    var seen = new CopyOnWriteArrayList<Long>();
    var following =
        followers.follow(
            SampleAccess.to(room),
            events -> events.forEach(event -> seen.add(((RoomEvent.Logged) event).seq())));
    var events = stored(5);
    feed.publish(room, events);
    putBack.end = 2;
    epochs.renew();
    service.look();
    assertThat(following.position()).isEqualTo(2);
    feed.publish(room, events.subList(2, 3));
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 3L);
  }

  private List<RoomEvent> stored(int count) {
    return house.log.append(SampleDrafts.drafts(count, room, alice)).stream()
        .map(outcome -> (RoomEvent) ((Appended.Stored) outcome).event())
        .toList();
  }

  @Test
  void a_store_that_is_away_changes_nothing() {
    epochs.renew();
    house.store.down();
    var before = epoch.get();
    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(service::look);
    assertThat(epoch.get()).isEqualTo(before);
    house.store.up();
    assertThat(service.look()).isTrue();
  }
}
