package chat.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.message.ReadHistory.Position;
import chat.application.message.ReadHistory.Query;
import chat.application.room.SampleAccess;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.SampleDrafts;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomSearchServiceTest {
  private final House house = new House();
  private final Identity alice = house.user("alice");
  private final RoomId room = house.room(alice, "lights");

  /** Every answer takes longer than what is enough. */
  private final RoomSearchService slow =
      new RoomSearchService(house.access(), house.search, house.searches, Duration.ZERO);

  @Test
  void a_slow_search_skips_all_that_it_is_to_skip_and_finds_what_comes_after() {
    IntStream.rangeClosed(1, 20)
        .forEach(i -> house.log.append(List.of(SampleDrafts.saying("needle " + i, room, alice))));

    assertThat(texts(0, 3)).containsExactly("needle 20", "needle 19", "needle 18");
    assertThat(texts(5, 2)).containsExactly("needle 15", "needle 14");
    assertThat(texts(19, 2)).containsExactly("needle 1");
    assertThat(texts(20, 2)).isEmpty();
  }

  private List<String> texts(int skip, int limit) {
    var query =
        new Query(SampleAccess.by(alice, room), "needle", new Position.Newest(), skip, limit);
    var page = slow.search(query).toCompletableFuture().join();
    return page.messages().stream().map(Message::text).toList();
  }
}
