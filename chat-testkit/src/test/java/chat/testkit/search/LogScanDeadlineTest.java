package chat.testkit.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Deadline;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A scan of a log of which each page takes a second. */
class LogScanDeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final InMemoryMessageLog stored = new InMemoryMessageLog(rooms, users);
  private final AtomicLong clock = new AtomicLong();
  private int pages;
  private final LogScan scan =
      new LogScan(
          new ForwardingMessageLog(stored) {
            @Override
            public List<Message> before(RoomId room, long seq, int limit) {
              pages++;
              clock.addAndGet(SECOND.toNanos());
              return super.before(room, seq, limit);
            }
          });

  private RoomId room(int messages) {
    var alice = SampleUsers.registered(users);
    var room = SampleRooms.opened(rooms, alice.id()).id();
    stored.append(SampleDrafts.drafts(messages, room, alice));
    return room;
  }

  private Deadline seconds(int seconds) {
    return Deadline.after(SECOND.multipliedBy(seconds), clock::get);
  }

  private static Request request(Optional<Set<RoomId>> rooms, Order order) {
    return new Request(SearchQuery.parse("nowhere"), rooms, order, Optional.empty(), 10);
  }

  @Test
  void in_a_room_it_stops_at_the_deadline_and_says_where_to_go_on() {
    var room = room(5_000);
    var page = scan.search(request(Optional.of(Set.of(room)), Order.SEQ), seconds(6));
    // Three for whether anything matches without typos, in half of the time, and three more.
    assertThat(pages).isEqualTo(6);
    assertThat(page.complete()).isTrue();
    assertThat(page.next()).contains(Place.before(room, 3_501));
  }

  @Test
  void over_all_rooms_it_stops_at_the_deadline_and_says_that_it_is_not_complete() {
    for (int i = 0; i < 10; i++) {
      room(600);
    }
    var page = scan.search(request(Optional.empty(), Order.MATCH), seconds(3));
    assertThat(pages).isEqualTo(3);
    assertThat(page.complete()).isFalse();
  }
}
