package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.application.House;
import chat.application.Overloaded;
import chat.application.TellTheSeed;
import chat.application.message.ScriptedLog.End;
import chat.application.room.SampleAccess;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.LossyRoomFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.jspecify.annotations.Nullable;

/** A lane under any order of drafts, commits, failures and lost answers. */
@AddLifecycleHook(TellTheSeed.class)
class LanePropertiesTest {
  /** One thing that happens. */
  sealed interface Step {}

  /** Somebody offers a draft; {@code which} chooses the earlier one that it is about. */
  record Offer(What what, int room, int which) implements Step {}

  /** The append that waits ends. */
  record Commit(End end, boolean readsFail) implements Step {}

  enum What {
    POST,
    AGAIN,
    EDIT,
    DELETE,
    INDIGESTIBLE
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    var what =
        Arbitraries.frequency(
            Tuple.of(6, What.POST),
            Tuple.of(3, What.AGAIN),
            Tuple.of(2, What.EDIT),
            Tuple.of(1, What.DELETE),
            Tuple.of(1, What.INDIGESTIBLE));
    Arbitrary<Step> offers =
        Combinators.combine(what, Arbitraries.integers().between(0, 1), Arbitraries.integers())
            .as(Offer::new);
    Arbitrary<Step> commits =
        Combinators.combine(
                Arbitraries.of(End.class),
                Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)))
            .as(Commit::new);
    return Arbitraries.oneOf(offers, offers, commits).list().ofMinSize(1).ofMaxSize(60);
  }

  @Property(tries = 300)
  void every_accepted_draft_is_answered_once_and_followers_see_no_gap_and_no_repeat(
      @ForAll("steps") List<Step> steps) throws InterruptedException {
    check(steps, new Run(new InMemoryRoomFeed(), true));
  }

  @Property(tries = 100)
  void the_same_holds_when_the_feed_loses_repeats_delays_and_reorders(
      @ForAll("steps") List<Step> steps, @ForAll long seed) throws InterruptedException {
    check(steps, new Run(new LossyRoomFeed(seed, LossyRoomFeed.Faults.OUT_OF_ORDER), false));
  }

  private static void check(List<Step> steps, Run run) throws InterruptedException {
    try {
      for (var step : steps) {
        run.take(step);
      }
      run.finish();
      run.check();
    } finally {
      run.lane.refuse();
      run.followers.close();
    }
  }

  /** One lane with two rooms, from its start to its end. */
  private static final class Run {
    private static final int CAPACITY = 8;

    private final House house = new House();
    private final Identity alice = house.user("alice");
    private final List<RoomId> rooms =
        List.of(house.room(alice, "general"), house.room(alice, "random"));
    private final ScriptedLog log = new ScriptedLog(house.log, Run::isIndigestible);
    private final FollowRoomService followers;
    private final Lane lane;

    /** Whether followers have a message when its sender is answered. */
    private final boolean atOnce;

    private final Map<RoomId, List<RoomEvent>> fed = new ConcurrentHashMap<>();
    private final List<Draft> offered = new ArrayList<>();
    private final List<AtomicInteger> answers = new ArrayList<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<ClientId> storedPosts = new CopyOnWriteArrayList<>();
    private final List<String> mistakes = new CopyOnWriteArrayList<>();

    Run(RoomFeed feed, boolean atOnce) {
      this.atOnce = atOnce;
      followers = new FollowRoomService(feed, log);
      lane = new Lane("lane-under-test", log, feed, followers, CAPACITY, 1 << 20);
      for (var room : rooms) {
        var events = new CopyOnWriteArrayList<RoomEvent>();
        fed.put(room, events);
        followers.follow(SampleAccess.to(room), events::addAll);
      }
    }

    private static boolean isIndigestible(Draft draft) {
      return draft instanceof Draft.Post post && post.content().text().equals("indigestible");
    }

    void take(Step step) throws InterruptedException {
      if (step instanceof Offer offer) {
        offer(draft(offer));
      } else if (log.awaitAppendUnless(this::isQuiet)) {
        var commit = (Commit) step;
        log.end(commit.end(), commit.readsFail());
        log.awaitAppendUnless(this::isQuiet);
      }
    }

    /** All good again: one more message in each room brings what was late. */
    void finish() throws InterruptedException {
      log.letReadsSucceed();
      commitAll();
      for (var room : rooms) {
        offer(post(room, "the last"));
        commitAll();
      }
      if (!atOnce) {
        for (var room : rooms) {
          await()
              .pollInterval(Duration.ofMillis(2))
              .until(() -> seqs(room).contains(house.log.head(room)));
        }
      }
    }

    private void commitAll() throws InterruptedException {
      while (log.awaitAppendUnless(this::isQuiet)) {
        log.end(End.DONE, false);
      }
    }

    private boolean isQuiet() {
      return unanswered.get() == 0;
    }

    private Draft draft(Offer offer) {
      var room = rooms.get(offer.room());
      var messages = house.log.messagesAfter(room, 0, Integer.MAX_VALUE);
      return switch (offer.what()) {
        case POST -> post(room, "said " + offered.size());
        case INDIGESTIBLE -> post(room, "indigestible");
        case AGAIN -> offered.isEmpty() ? post(room, "first") : any(offered, offer.which());
        case EDIT ->
            messages.isEmpty() ? post(room, "to edit") : edit(any(messages, offer.which()));
        case DELETE ->
            messages.isEmpty() ? post(room, "to delete") : delete(any(messages, offer.which()));
      };
    }

    private static <T> T any(List<T> list, int which) {
      return list.get(Math.floorMod(which, list.size()));
    }

    private Draft post(RoomId room, String text) {
      var clientId = new ClientId("c" + offered.size());
      return new Draft.Post(room, alice, new Content(text), clientId, house.clock.instant());
    }

    private Draft edit(Message message) {
      var content = new Content("edited " + offered.size());
      return new Draft.Edit(message.room(), alice, message.id(), content, house.clock.instant());
    }

    private Draft delete(Message message) {
      return new Draft.Delete(message.room(), alice, message.id(), house.clock.instant());
    }

    private void offer(Draft draft) throws InterruptedException {
      offered.add(draft);
      var answered = new AtomicInteger();
      answers.add(answered);
      unanswered.incrementAndGet();
      var unused =
          lane.submit(draft)
              .whenComplete(
                  (outcome, failure) -> {
                    answered.incrementAndGet();
                    note(draft, outcome, failure);
                    unanswered.decrementAndGet();
                    log.lookAgain();
                  });
      // The writer has taken it, or waits with others, so that the groups depend on the steps
      // alone.
      log.awaitAppendUnless(this::isQuiet);
    }

    /** On the lane's thread. */
    private void note(Draft draft, @Nullable Appended outcome, @Nullable Throwable failure) {
      if (outcome instanceof Appended.Stored stored) {
        if (draft instanceof Draft.Post post) {
          storedPosts.add(post.clientId());
        }
        mustBeFed(draft, stored.event().seq());
      } else if (outcome instanceof Appended.Repeated repeated) {
        mustBeFed(draft, repeated.message().seq());
      } else if (failure instanceof Overloaded && unanswered.get() <= CAPACITY) {
        mistakes.add("refused as too many: " + draft);
      }
    }

    private void mustBeFed(Draft draft, long seq) {
      // Without the log nobody can tell what is missing; it comes later.
      if (atOnce
          && !log.readsFail()
          && seqs(draft.room()).stream().noneMatch(known -> known == seq)) {
        mistakes.add("answered before its room was told: " + draft);
      }
    }

    private List<Long> seqs(RoomId room) {
      return logged(room).stream().map(RoomEvent.Logged::seq).toList();
    }

    private List<RoomEvent.Logged> logged(RoomId room) {
      return fed.getOrDefault(room, List.of()).stream().map(RoomEvent.Logged.class::cast).toList();
    }

    void check() {
      assertThat(answers).as("answers to each").allMatch(count -> count.get() == 1);
      assertThat(mistakes).isEmpty();
      assertThat(storedPosts).as("stored").doesNotHaveDuplicates();
      for (var room : rooms) {
        long head = house.log.head(room);
        assertThat(seqs(room))
            .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        assertThat(logged(room).stream().map(Run::what).toList())
            .isEqualTo(
                house.log.after(room, 0, Integer.MAX_VALUE).stream().map(Run::what).toList());
        assertThat(house.log.messagesAfter(room, 0, Integer.MAX_VALUE))
            .extracting(Message::clientId)
            .doesNotHaveDuplicates();
      }
    }

    /** What happened, whatever became of the message since. */
    private static String what(RoomEvent.Logged event) {
      return event.seq() + " " + event.getClass().getSimpleName() + " " + event.message().id();
    }
  }
}
