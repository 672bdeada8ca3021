package chat.application.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.domain.message.MessageLog.Head;
import chat.domain.room.RoomId;
import chat.testkit.message.ForwardingMessageLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which rooms a sweep sees in which look, and what a look costs. */
class SweepTest {
  private static final int ROOMS = 100_000;

  /** So many looks take a round through all rooms. */
  private static final int ROUND = ROOMS / 1_000 + 1;

  private final HeadsAndPosts log = new HeadsAndPosts();

  /** A log of which only heads and posts are asked. */
  private static final class HeadsAndPosts extends ForwardingMessageLog {
    private final NavigableMap<Long, Long> heads = new TreeMap<>();

    /** The rooms of visible messages by their ids. */
    private final NavigableMap<Long, Long> posts = new TreeMap<>();

    private int statements;
    private int rows;

    HeadsAndPosts() {
      super(new House().log);
      for (long room = 1; room <= ROOMS; room++) {
        heads.put(room, 0L);
      }
    }

    void post(long id, long room) {
      posts.put(id, room);
      heads.merge(room, 1L, Long::sum);
    }

    void edit(long room) {
      heads.merge(room, 1L, Long::sum);
    }

    private <T> List<T> counted(List<T> answer) {
      statements++;
      rows += answer.size();
      return answer;
    }

    @Override
    public long newestMessage() {
      return posts.isEmpty() ? 0 : posts.lastKey();
    }

    @Override
    public List<Head> heads(long after, int limit) {
      return counted(
          heads.tailMap(after, false).keySet().stream().limit(limit).map(this::head).toList());
    }

    @Override
    public List<Head> heads(Set<RoomId> rooms) {
      return counted(rooms.stream().map(room -> head(room.value())).toList());
    }

    @Override
    public Posts postedAfter(long mark, int limit) {
      var some = posts.tailMap(mark, false).entrySet().stream().limit(limit).toList();
      rows += some.size();
      var rooms = some.stream().map(post -> post.getValue()).distinct().map(this::head).toList();
      long last = some.isEmpty() ? mark : some.get(some.size() - 1).getKey();
      return new Posts(counted(rooms), last, some.size() == limit);
    }

    private Head head(long room) {
      return new Head(new RoomId(room), heads.getOrDefault(room, 0L));
    }
  }

  /** A room that the round reaches last of all. */
  private static final long LAST = ROOMS;

  private static Set<Long> look(Sweep sweep) {
    var seen = new HashSet<Long>();
    sweep.look(head -> seen.add(head.room().value()));
    return seen;
  }

  /** After how many looks the room is seen. */
  private static int looksUntil(Sweep sweep, long room) {
    for (int looks = 1; looks <= 2 * ROUND; looks++) {
      if (look(sweep).contains(room)) {
        return looks;
      }
    }
    throw new AssertionError("never seen");
  }

  @Test
  void a_look_costs_the_same_with_a_hundred_thousand_silent_rooms() {
    var sweep = new Sweep(log);
    for (int looks = 0; looks < 3; looks++) {
      log.rows = 0;
      log.statements = 0;
      look(sweep);
      assertThat(log.rows).isLessThanOrEqualTo(1_000);
      assertThat(log.statements).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_look_costs_no_more_than_what_was_posted_and_a_thousand_active_rooms() {
    var sweep = new Sweep(log);
    for (long room = 1; room <= 50_000; room++) {
      sweep.active(new RoomId(room));
    }
    for (int id = 1; id <= 500; id++) {
      log.post(id, id);
    }
    log.rows = 0;
    log.statements = 0;
    look(sweep);
    assertThat(log.rows).isLessThanOrEqualTo(1_000 + 1_000 + 2 * 500);
    assertThat(log.statements).isEqualTo(3);
  }

  @Test
  void a_message_in_a_silent_room_is_seen_by_the_next_look() {
    var sweep = new Sweep(log);
    look(sweep);
    for (int id = 1; id <= 30; id++) {
      log.post(id, LAST - id);
      assertThat(look(sweep)).contains(LAST - id);
    }
  }

  @Test
  void more_messages_than_one_page_are_all_seen() {
    var sweep = new Sweep(log);
    for (long id = 1; id <= 25_000; id++) {
      log.post(id, 50_000 + id);
    }
    assertThat(look(sweep)).contains(50_001L, 60_000L, 60_001L, 75_000L);
  }

  @Test
  void an_edit_in_an_active_room_is_seen_by_the_next_look() {
    var sweep = new Sweep(log);
    sweep.active(new RoomId(LAST));
    look(sweep);
    log.edit(LAST);
    assertThat(look(sweep)).contains(LAST);
  }

  @Test
  void an_edit_in_a_silent_room_is_seen_within_a_round() {
    var sweep = new Sweep(log);
    for (long room : List.of(1L, 50_000L, LAST)) {
      log.edit(room);
      assertThat(looksUntil(sweep, room)).isLessThanOrEqualTo(ROUND);
    }
  }

  @Test
  void a_message_that_becomes_visible_after_higher_ids_is_seen_soon() {
    for (int late = 0; late <= 10; late++) {
      var other = new HeadsAndPosts();
      var sweep = new Sweep(other);
      long id = 0;
      for (int looks = 0; looks < 25; looks++) {
        other.post(++id, 1);
        look(sweep);
      }
      long hidden = ++id;
      for (int looks = 0; looks < late; looks++) {
        other.post(++id, 1);
        look(sweep);
      }
      other.post(hidden, LAST);
      assertThat(looksUntil(sweep, LAST)).as("%s looks late", late).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void a_transaction_that_was_running_at_the_start_is_seen_when_it_ends() {
    log.post(5_000, 1);
    var sweep = new Sweep(log);
    look(sweep);
    log.post(4_990, LAST);
    assertThat(looksUntil(sweep, LAST)).isLessThanOrEqualTo(10);
  }

  @Test
  void the_round_goes_through_all_rooms_again_and_again() {
    var sweep = new Sweep(log);
    for (int rounds = 0; rounds < 2; rounds++) {
      var seen = new ArrayList<Long>();
      for (int looks = 0; looks < ROUND; looks++) {
        sweep.look(head -> seen.add(head.room().value()));
      }
      assertThat(seen).hasSize(ROOMS).doesNotHaveDuplicates();
    }
  }
}
