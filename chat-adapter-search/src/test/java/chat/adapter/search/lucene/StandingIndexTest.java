package chat.adapter.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.message.Draft;
import chat.domain.message.LogProgress.State;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch;
import chat.domain.search.MessageSearch.Hit;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Page;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import chat.domain.user.Identity;
import chat.testkit.message.ForwardingMessageLog;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches while the index gets on no further than it is, and messages are acknowledged. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandingIndexTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  /** Waits for the index for next to nothing, and takes its time for the rest. */
  private static final LuceneMessageSearch.Times TIMES =
      new LuceneMessageSearch.Times(Duration.ofMillis(1), Duration.ofMinutes(1));

  private static final List<String> WORDS =
      List.of("planet", "planets", "plonet", "elephant", "eelphnat", "elefhanz", "red", "dog");
  private static final List<String> TYPED =
      List.of(
          "planet",
          "plane",
          "red planet",
          "elephant",
          "elefant",
          "\"red dog\"",
          "dog -red",
          "-dog");

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final MessageLog stored = new InMemoryMessageLog(rooms, users);
  private final GatedLog gated = new GatedLog(stored);
  private final Identity alice = SampleUsers.registered(users);
  private final RoomId one = SampleRooms.opened(rooms, alice.id()).id();
  private final RoomId two = SampleRooms.opened(rooms, alice.id()).id();
  private final RoomId away = SampleRooms.opened(rooms, alice.id()).id();
  @TempDir private Path directory;
  private FollowedIndex search;
  private MessageLog log;

  /** Keeps the indexer from reading while it is closed; others read. */
  private static final class GatedLog extends ForwardingMessageLog {
    private boolean closed;
    private boolean indexerWaits;

    GatedLog(MessageLog log) {
      super(log);
    }

    synchronized void close() {
      closed = true;
    }

    synchronized void open() {
      closed = false;
      notifyAll();
    }

    synchronized boolean indexerWaits() {
      return indexerWaits;
    }

    @Override
    public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
      if (Thread.currentThread().getName().equals("log-follower")) {
        pass();
      }
      return super.after(room, seq, limit);
    }

    private synchronized void pass() {
      try {
        while (closed) {
          indexerWaits = true;
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        indexerWaits = false;
      }
    }
  }

  @BeforeEach
  void start() {
    search = new FollowedIndex(IndexFolder.at(directory), gated, new InMemoryEpochs(), TIMES);
    log = search.publishing(stored);
    search.start();
    await().until(() -> search.progress().state() == State.READY);
  }

  @AfterEach
  void stop() {
    gated.open();
    search.close();
  }

  /** The index has everything up to now, and nothing of what comes. */
  private void stopTheIndex() {
    catchUp();
    gated.close();
    // Something of which it isn't told makes it read, and wait there.
    stored.append(List.of(SampleDrafts.draft(away, alice)));
    log.append(List.of(SampleDrafts.draft(away, alice)));
    await().until(gated::indexerWaits);
  }

  private void letTheIndexGoOn() {
    gated.open();
    catchUp();
  }

  private void catchUp() {
    await().until(() -> search.progress().done() == events());
  }

  private long events() {
    return stored.heads(0, 100).stream().mapToLong(MessageLog.Head::seq).sum();
  }

  private Message say(RoomId room, String text) {
    var draft = SampleDrafts.saying(text, room, alice);
    var at = NOON.plusSeconds(stored.head(room) / 2);
    return SampleDrafts.stored(
            log, List.of(new Draft.Post(room, alice, draft.content(), draft.clientId(), at)))
        .get(0);
  }

  private static Request request(
      String typed, Optional<Set<RoomId>> rooms, Order order, int limit) {
    return new Request(SearchQuery.parse(typed), rooms, order, Optional.empty(), limit);
  }

  private List<String> everywhere(String typed) {
    return texts(request(typed, Optional.empty(), Order.MATCH, 10));
  }

  private List<String> inRoom(RoomId room, String typed) {
    return texts(request(typed, Optional.of(Set.of(room)), Order.SEQ, 10));
  }

  private List<String> texts(Request request) {
    var page = search.search(request, ample());
    assertThat(page.complete()).isTrue();
    return page.hits().stream().map(hit -> hit.message().text()).toList();
  }

  /** More time than any search here takes. */
  private static Deadline ample() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  @Test
  void without_time_it_fails_but_in_one_room() {
    say(one, "needle in the index");
    stopTheIndex();
    say(one, "needle in the log");
    var over = Deadline.after(Duration.ZERO);
    var room = Optional.of(Set.of(one));
    for (var order : List.of(Order.MATCH, Order.RECENT)) {
      assertThatThrownBy(() -> search.search(request("needle", room, order, 10), over))
          .isInstanceOf(DeadlineExceeded.class);
    }
    assertThat(search.search(request("needle", room, Order.SEQ, 10), over).hits()).hasSize(2);
  }

  @Test
  void however_early_the_time_ends_a_page_is_a_part_of_what_ample_time_finds() {
    var random = new Random(7);
    happen(random, 150);
    stopTheIndex();
    happen(random, 50);
    var answered = new ArrayList<Integer>();
    for (var order : List.of(Order.MATCH, Order.RECENT)) {
      for (var typed : TYPED) {
        var request = request(typed, Optional.empty(), order, 1_000);
        var all = search.search(request, ample()).hits();
        for (int looks = 1; looks < 1 << 14; looks += 1 + looks / 4) {
          // Each look at the clock takes a nanosecond, and it is looked at between all steps.
          var clock = new AtomicLong();
          var deadline = Deadline.after(Duration.ofNanos(looks), clock::incrementAndGet);
          try {
            var page = search.search(request, deadline);
            assertThat(page.complete()).isTrue();
            assertThat(page.hits()).isEqualTo(all.subList(0, page.hits().size()));
            assertThat(page.next().isPresent() || page.hits().size() == all.size()).isTrue();
            answered.add(looks);
          } catch (DeadlineExceeded late) {
            assertThat(deadline.isOver()).isTrue();
          }
        }
      }
    }
    assertThat(answered).isNotEmpty();
  }

  @Test
  void what_the_index_lacks_is_read_no_longer_than_the_deadline() {
    stored.append(SampleDrafts.drafts(9_000, two, alice));
    var clock = new AtomicLong();
    var slow =
        new ForwardingMessageLog(stored) {
          private int pages;

          @Override
          public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
            pages++;
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            return super.after(room, seq, limit);
          }
        };
    var deadline = Deadline.after(Duration.ofSeconds(3), clock::get);
    var request = request("needle", Optional.empty(), Order.MATCH, 10);
    assertThatThrownBy(() -> Tail.read(slow, new Positions(), request, deadline))
        .isInstanceOf(DeadlineExceeded.class);
    assertThat(slow.pages).isEqualTo(3);
  }

  @Test
  void what_was_acknowledged_is_found_everywhere_and_in_its_room() {
    say(one, "needle in the index");
    stopTheIndex();
    say(one, "needle in the log");
    say(two, "needle elsewhere");
    assertThat(everywhere("needle"))
        .containsExactlyInAnyOrder("needle in the index", "needle in the log", "needle elsewhere");
    assertThat(inRoom(one, "needle")).containsExactly("needle in the log", "needle in the index");
  }

  @Test
  void edits_are_found_by_what_they_say_now_and_deletions_are_not_found() {
    var edited = say(one, "needle edited");
    var deleted = say(one, "needle deleted");
    say(one, "needle");
    stopTheIndex();
    var later = say(one, "needle later");
    log.append(
        List.of(
            SampleDrafts.edit(edited, "pin"),
            SampleDrafts.deletion(deleted),
            SampleDrafts.edit(later, "pin later")));
    assertThat(everywhere("needle")).containsExactly("needle");
    assertThat(inRoom(one, "needle")).containsExactly("needle");
    assertThat(everywhere("pin")).containsExactlyInAnyOrder("pin", "pin later");
    assertThat(inRoom(one, "pin")).containsExactly("pin later", "pin");
  }

  @Test
  void what_the_log_alone_knows_decides_whether_more_typos_are_forgiven() {
    say(one, "elefhanz");
    var closer = say(one, "elephanz");
    stopTheIndex();
    assertThat(everywhere("elephant")).containsExactly("elephanz");
    log.append(List.of(SampleDrafts.deletion(closer)));
    assertThat(everywhere("elephant")).containsExactly("elefhanz");
    say(one, "elephant");
    assertThat(everywhere("elephant")).containsExactly("elephant");
  }

  @Test
  void a_page_is_followed_by_the_next_also_when_the_index_has_caught_up_meanwhile() {
    for (int i = 0; i < 10; i++) {
      say(one, "needle " + i);
    }
    stopTheIndex();
    for (int i = 10; i < 20; i++) {
      say(one, "needle " + i);
    }
    for (var order : Order.values()) {
      var request = request("needle", Optional.of(Set.of(one)), order, 7);
      var found = new ArrayList<Hit>();
      gated.close();
      say(one, "hay");
      Optional<Place> next = Optional.empty();
      do {
        var page =
            search.search(new Request(request.query(), request.rooms(), order, next, 7), ample());
        found.addAll(page.hits());
        next = page.next();
        letTheIndexGoOn();
      } while (next.isPresent());
      assertThat(found).extracting(hit -> hit.message().text()).hasSize(20).doesNotHaveDuplicates();
      assertThat(found).isSortedAccordingTo((a, b) -> order.places().compare(a.place(), b.place()));
      stopTheIndex();
    }
  }

  @Test
  void whatever_happens_it_finds_what_reading_the_whole_log_finds() {
    var truth = new LogScan(stored, Integer.MAX_VALUE);
    for (int seed = 0; seed < 25; seed++) {
      var random = new Random(seed);
      happen(random, random.nextInt(20));
      stopTheIndex();
      happen(random, random.nextInt(20));
      for (int i = 0; i < 12; i++) {
        var request = any(random);
        assertThat(all(search, request)).as("%s: %s", seed, request).isEqualTo(all(truth, request));
      }
      letTheIndexGoOn();
    }
  }

  private void happen(Random random, int times) {
    for (int i = 0; i < times; i++) {
      var room = random.nextBoolean() ? one : two;
      var said = stored.before(room, Long.MAX_VALUE, 100);
      int what = said.isEmpty() ? 0 : random.nextInt(5);
      if (what < 3) {
        say(room, text(random));
      } else {
        var message = said.get(random.nextInt(said.size()));
        log.append(
            List.of(
                what == 3
                    ? SampleDrafts.edit(message, text(random))
                    : SampleDrafts.deletion(message)));
      }
    }
  }

  private static String text(Random random) {
    return pick(random, WORDS) + " " + pick(random, WORDS);
  }

  private Request any(Random random) {
    var order = pick(random, List.of(Order.values()));
    Optional<Set<RoomId>> where =
        order == Order.SEQ || random.nextBoolean()
            ? Optional.of(Set.of(random.nextBoolean() ? one : two))
            : random.nextBoolean() ? Optional.of(Set.of(one, two)) : Optional.empty();
    return request(pick(random, TYPED), where, order, 1 + random.nextInt(8));
  }

  private static <T> T pick(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static List<Hit> all(MessageSearch search, Request request) {
    var hits = new ArrayList<Hit>();
    Optional<Place> next = Optional.empty();
    Page page;
    do {
      page =
          search.search(
              new Request(request.query(), request.rooms(), request.order(), next, request.limit()),
              ample());
      assertThat(page.complete()).isTrue();
      hits.addAll(page.hits());
      next = page.next();
    } while (next.isPresent());
    return hits;
  }

  @Test
  void far_behind_it_says_so_and_still_finds_everything_in_a_room() {
    say(one, "needle before");
    stopTheIndex();
    say(one, "needle after");
    for (int i = 0; i <= 10; i++) {
      log.append(SampleDrafts.drafts(1_000, two, alice));
    }
    var page = search.search(request("needle", Optional.empty(), Order.MATCH, 10), ample());
    assertThat(page.complete()).isFalse();
    assertThat(page.hits())
        .extracting(hit -> hit.message().text())
        .containsExactly("needle before");
    assertThat(inRoom(one, "needle")).containsExactly("needle after", "needle before");
    say(two, "needle");
    assertThat(inRoom(two, "needle")).containsExactly("needle");
    letTheIndexGoOn();
    await().until(() -> everywhere("needle").size() == 3);
  }
}
