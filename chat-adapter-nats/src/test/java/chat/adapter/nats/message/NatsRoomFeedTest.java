package chat.adapter.nats.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.nats.TestLinks;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.LocalRoomFeedContract;
import chat.testkit.message.RoomFeedContract;
import chat.testnats.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NatsRoomFeedTest {
  private static TestBroker broker;
  private final TestLinks links = new TestLinks();

  @BeforeAll
  static void launch() {
    broker = TestBroker.launch();
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @AfterEach
  void close() {
    links.close();
  }

  private NatsRoomFeed node() {
    return new NatsRoomFeed(
        new InMemoryRoomFeed(), links.open(broker.url()), TestLinks.envelope(), TestLinks.PREFIX);
  }

  @Nested
  class OnOneNode implements LocalRoomFeedContract {
    private RoomFeed feed;

    @BeforeEach
    void open() {
      feed = node();
    }

    @Override
    public RoomFeed feed() {
      return feed;
    }
  }

  @Nested
  class AcrossTwoNodes implements RoomFeedContract {
    private RoomFeed feed;

    @BeforeEach
    void open() {
      var here = node();
      var there = node();
      feed =
          new RoomFeed() {
            @Override
            public void publish(RoomId room, List<RoomEvent> events) {
              here.publish(room, events);
            }

            @Override
            public Subscription subscribe(RoomId room, Subscriber subscriber) {
              return there.subscribe(room, subscriber);
            }
          };
    }

    @Override
    public RoomFeed feed() {
      return feed;
    }
  }

  @Test
  void rooms_that_nobody_follows_any_more_leave_nothing_behind() {
    var feed = node();
    var open = new ArrayList<RoomFeed.Subscription>();
    LongStream.rangeClosed(1, 3_000)
        .mapToObj(RoomId::new)
        .forEach(room -> open.add(feed.subscribe(room, events -> {})));
    assertThat(feed.subjects()).isEqualTo(1_024);
    open.forEach(RoomFeed.Subscription::close);
    open.forEach(RoomFeed.Subscription::close);
    assertThat(feed.subjects()).isZero();
  }

  @Test
  void a_list_that_the_publisher_changes_afterwards_is_sent_as_it_was() {
    var here = node();
    var there = node();
    var seen = RoomFeedContract.subscribed(there, RoomFeedContract.ROOM);
    var event = new RoomEvent.Typing(RoomFeedContract.ROOM, ann());
    await()
        .until(
            () -> {
              var events = new ArrayList<RoomEvent>(List.of(event));
              here.publish(RoomFeedContract.ROOM, events);
              events.clear();
              return !seen.isEmpty();
            });
    assertThat(seen).containsOnly(event);
  }

  private static Identity ann() {
    return new Identity(new UserId(7), new Username("ann"));
  }
}
