package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.TellTheSeed;
import chat.application.room.SampleAccess;
import chat.domain.message.Appended;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.SampleDrafts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** One room's followers under any order of appends, deliveries, losses, failures and reads. */
@AddLifecycleHook(TellTheSeed.class)
class RoomFollowerPropertiesTest {
  enum What {
    /** Something is stored; nobody is told. */
    STORE,
    /** More than a page is stored. */
    FLOOD,
    /** Some list of stored events arrives: any, in order, perhaps once more. */
    DELIVER,
    /** The same, each event by itself and the last one first. */
    DELIVER_REVERSED,
    /** What was to be read later is read now. */
    MEND,
    /** An append ended without an answer. */
    DOUBT,
    /** The lane says how far it has come. */
    REACHED,
    BACKSTOP,
    STORE_AWAY,
    STORE_BACK,
    FOLLOW,
    UNFOLLOW
  }

  record Step(What what, int number) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    var what =
        Arbitraries.frequency(
            Tuple.of(8, What.STORE),
            Tuple.of(1, What.FLOOD),
            Tuple.of(8, What.DELIVER),
            Tuple.of(3, What.DELIVER_REVERSED),
            Tuple.of(5, What.MEND),
            Tuple.of(1, What.DOUBT),
            Tuple.of(1, What.REACHED),
            Tuple.of(1, What.BACKSTOP),
            Tuple.of(1, What.STORE_AWAY),
            Tuple.of(3, What.STORE_BACK),
            Tuple.of(2, What.FOLLOW),
            Tuple.of(1, What.UNFOLLOW));
    return Combinators.combine(what, Arbitraries.integers().between(0, 1_000))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 500)
  void every_subscriber_gets_everything_once_and_in_order(@ForAll("steps") List<Step> steps) {
    var run = new Run();
    steps.forEach(run::take);
    run.finish();
  }

  private static final class Run {
    private final House house = new House();
    private final Identity alice = house.user("alice");
    private final RoomId room = house.room(alice, "general");
    private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
    private final HandTimer timer = new HandTimer();
    private final FollowRoomService service = new FollowRoomService(feed, house.log, timer);
    private final Backstop backstop = new Backstop(service, house.log);
    private final List<Follower> followers = new ArrayList<>();
    private final List<RoomEvent> stored = new ArrayList<>();
    private boolean away;

    private static final class Follower {
      private final List<Long> seen = new ArrayList<>();
      private final FollowRoom.Following following;
      private final long start;
      private boolean left;

      Follower(FollowRoom service, RoomId room) {
        following = service.follow(SampleAccess.to(room), this::see);
        start = following.position();
      }

      private void see(List<RoomEvent> events) {
        events.forEach(event -> seen.add(((RoomEvent.Logged) event).seq()));
      }
    }

    void take(Step step) {
      switch (step.what()) {
        case STORE -> store(1 + step.number() % 3);
        case FLOOD -> store(RoomFollower.PAGE + step.number() % 20);
        case DELIVER -> {
          if (!stored.isEmpty()) {
            feed.publish(room, some(step.number()));
          }
        }
        case DELIVER_REVERSED -> {
          if (!stored.isEmpty()) {
            var some = some(step.number());
            for (int i = some.size() - 1; i >= 0; i--) {
              feed.publish(room, List.of(some.get(i)));
            }
          }
        }
        case MEND -> timer.runNext();
        case DOUBT -> service.doubt(room);
        case REACHED -> service.reached(room, stored.size());
        case BACKSTOP -> {
          if (!away) {
            backstop.look();
          }
        }
        case STORE_AWAY -> {
          away = true;
          house.store.down();
        }
        case STORE_BACK -> back();
        case FOLLOW -> {
          if (!away) {
            follow();
          }
        }
        case UNFOLLOW -> {
          if (!followers.isEmpty()) {
            var one = followers.get(step.number() % followers.size());
            one.following.close();
            one.left = true;
          }
        }
      }
    }

    private void back() {
      away = false;
      house.store.up();
    }

    private void store(int count) {
      if (!away) {
        for (var outcome : house.log.append(SampleDrafts.drafts(count, room, alice))) {
          stored.add(((Appended.Stored) outcome).event());
        }
      }
    }

    /** Any part of what was stored, mostly of its end. */
    private List<RoomEvent> some(int number) {
      int end = Math.max(1, stored.size() - number % 4);
      return List.copyOf(stored.subList(Math.max(0, end - 1 - number % 7), end));
    }

    private void follow() {
      followers.add(new Follower(service, room));
    }

    void finish() {
      back();
      follow();
      store(1);
      backstop.look();
      timer.runAll();
      for (var follower : followers) {
        long end = follower.left ? follower.start + follower.seen.size() : stored.size();
        assertThat(follower.seen)
            .isEqualTo(LongStream.rangeClosed(follower.start + 1, end).boxed().toList());
        follower.following.close();
      }
      timer.runAll();
      assertThat(service.rooms()).isZero();
      assertThat(service.waitingBytes()).isZero();
    }
  }
}
