package chat.application.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.application.room.KnownRooms;
import chat.application.room.RoomAccess;
import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.message.LogProgress;
import chat.domain.room.Room;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch;
import chat.domain.search.SearchQuery;
import chat.domain.user.Identity;
import chat.testkit.room.ForwardingRooms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SearchMessagesServiceTest {
  private final House house = new House();
  private final Identity alice = house.user("alice");
  private final List<Collection<RoomId>> asked = new ArrayList<>();
  private final ForwardingRooms rooms =
      new ForwardingRooms(house.rooms) {
        @Override
        public Optional<Room> find(RoomId id) {
          asked.add(List.of(id));
          return super.find(id);
        }

        @Override
        public Map<RoomId, Room> find(Collection<RoomId> ids) {
          asked.add(ids);
          return super.find(ids);
        }
      };

  private CompletableFuture<SearchMessages.Page> search(MessageSearch search) {
    var service =
        new SearchMessagesService(
            new RoomAccess(new KnownRooms(rooms)), rooms, search, house.searches);
    var request =
        new SearchMessages.Request(alice, SearchQuery.parse("needle"), false, Optional.empty(), 50);
    return service.search(request).toCompletableFuture();
  }

  @Test
  void the_names_of_all_rooms_are_read_at_once() {
    var ids = new ArrayList<RoomId>();
    for (int i = 0; i < 20; i++) {
      ids.add(house.room(alice, "room " + i));
      house.say(alice, ids.get(i), "a needle", "another needle");
    }
    var found = search(house.search).join().found();
    assertThat(found).hasSize(40);
    assertThat(found)
        .allSatisfy(
            one ->
                assertThat(house.rooms.find(one.message().room()).orElseThrow().name())
                    .isEqualTo(one.room()));
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void a_search_that_runs_out_of_time_fails() {
    var late =
        new MessageSearch() {
          @Override
          public Page search(Request request, Deadline deadline) {
            throw new DeadlineExceeded();
          }

          @Override
          public LogProgress progress() {
            return LogProgress.NOTHING_TO_FOLLOW;
          }
        };
    assertThatThrownBy(search(late)::get).hasCauseInstanceOf(DeadlineExceeded.class);
  }
}
