package chat.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.application.House;
import chat.application.TellTheSeed;
import chat.application.message.ResumeRoom.Outcome;
import chat.application.message.ResumeRoom.Position;
import chat.application.message.ResumeRoom.Reason;
import chat.application.room.SampleAccess;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.LossyRoomFeed;
import chat.testkit.message.SampleDrafts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who resumes a room while others write in it: what happens between any two of their steps
 * is chosen at random, and the feed may lose what it was given, as one between machines does.
 */
@AddLifecycleHook(TellTheSeed.class)
class ResumePropertiesTest {
  private static final Epoch NOW = new Epoch("e7");
  private static final long FURTHEST = 400;

  /** One thing that others do. */
  record Act(What what, int number) {}

  enum What {
    POST,
    EDIT,
    DELETE,
    /** More than a page of messages at once. */
    FLOOD,
    /** The feed hands on some of what was written. */
    SPREAD,
    /** The feed loses some of what was written. */
    LOSE,
    /** What is missing is read from the log, or found to be there. */
    MEND
  }

  /** What others do between one step of the follower and the next. */
  record Meanwhile(List<Act> acts) {}

  /**
   * Where the follower says to be.
   *
   * @param before how many messages the room has had until then
   * @param behind how far that is from the head; null says nothing
   */
  record Claim(int before, @Nullable Integer behind, boolean sameEpoch) {}

  @Provide
  Arbitrary<List<Meanwhile>> script() {
    var what =
        Arbitraries.frequency(
            Tuple.of(8, What.POST),
            Tuple.of(4, What.EDIT),
            Tuple.of(2, What.DELETE),
            Tuple.of(1, What.FLOOD),
            Tuple.of(8, What.SPREAD),
            Tuple.of(2, What.LOSE),
            Tuple.of(4, What.MEND));
    return Combinators.combine(what, anyOf(1, 40))
        .as(Act::new)
        .list()
        .ofMaxSize(5)
        .map(Meanwhile::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(16);
  }

  @Provide
  Arbitrary<Claim> claim() {
    return Combinators.combine(
            anyOf(0, 500),
            anyOf(-3, 450).injectNull(0.15),
            Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)))
        .as(Claim::new);
  }

  /** Large ones as often as small ones, unlike what jqwik does by itself. */
  private static Arbitrary<Integer> anyOf(int min, int max) {
    return Arbitraries.integers().between(min, max).withDistribution(RandomDistribution.uniform());
  }

  @Property(tries = 250)
  void whoever_resumes_sees_every_event_once_and_in_order(
      @ForAll("script") List<Meanwhile> script, @ForAll("claim") Claim claim) {
    check(new World(script, new InMemoryRoomFeed()), claim);
  }

  @Property(tries = 250)
  void the_same_holds_when_the_feed_loses_repeats_delays_and_reorders(
      @ForAll("script") List<Meanwhile> script, @ForAll("claim") Claim claim, @ForAll long seed) {
    check(new World(script, new LossyRoomFeed(seed, LossyRoomFeed.Faults.OUT_OF_ORDER)), claim);
  }

  private static void check(World world, Claim claim) {
    world.begin(claim.before());
    var follower = new Follower(world, world.position(claim));
    follower.resume();
    while (world.goesOn()) {
      world.meanwhile();
      follower.catchUp();
    }
    world.post(1);
    world.spreadAll();
    // As a lane does, or a backstop.
    world.followers.reached(world.room, world.house.log.head(world.room));
    world.timer.runAll();
    follower.catchUp();

    var all = world.house.log.after(world.room, follower.start, Integer.MAX_VALUE);
    long head = world.house.log.head(world.room);
    assertThat(follower.seen)
        .extracting(RoomEvent.Logged::seq)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(follower.start + 1, head).boxed().toList());
    assertThat(what(follower.seen)).isEqualTo(what(all));
    assertThat(follower.says()).isEqualTo(world.says(follower.says().keySet()));
  }

  private static List<String> what(List<RoomEvent.Logged> events) {
    return events.stream()
        .map(event -> event.getClass().getSimpleName() + " " + event.message().id())
        .toList();
  }

  /** The room and those who write in it; does the next part of the script at every read. */
  private static final class World implements MessageLog {
    private final House house = new House();
    private final Identity alice = house.user("alice");
    private final RoomId room = house.room(alice, "general");
    private final RoomFeed feed;
    private final HandTimer timer = new HandTimer();
    private final FollowRoomService followers;
    private final ArrayDeque<RoomEvent> unspread = new ArrayDeque<>();
    private final ArrayDeque<Meanwhile> script;

    World(List<Meanwhile> script, RoomFeed feed) {
      this.script = new ArrayDeque<>(script);
      this.feed = feed;
      followers = new FollowRoomService(feed, this, timer);
    }

    /** What was before anybody followed. */
    void begin(int messages) {
      if (messages > 0) {
        post(messages);
        spreadAll();
      }
      meanwhile();
    }

    boolean goesOn() {
      return !script.isEmpty();
    }

    void meanwhile() {
      if (goesOn()) {
        script.remove().acts().forEach(this::act);
      }
    }

    private void act(Act act) {
      var messages = house.log.messagesAfter(room, 0, Integer.MAX_VALUE);
      switch (act.what()) {
        case POST -> post(1 + act.number() % 3);
        case FLOOD -> post(ResumeRoom.PAGE + act.number());
        case EDIT ->
            messages.stream()
                .skip(messages.size() * act.number() / 41)
                .findFirst()
                .ifPresent(m -> write(List.of(SampleDrafts.edit(m, "edit " + head()))));
        case DELETE ->
            messages.stream()
                .skip(messages.size() * act.number() / 41)
                .findFirst()
                .ifPresent(m -> write(List.of(SampleDrafts.deletion(m))));
        case SPREAD -> spread(act.number());
        case LOSE -> next(act.number());
        case MEND -> timer.runNext();
      }
    }

    void post(int count) {
      write(SampleDrafts.drafts(count, room, alice));
    }

    private void write(List<Draft> drafts) {
      for (var outcome : house.log.append(drafts)) {
        if (outcome instanceof Appended.Stored stored) {
          unspread.add(stored.event());
        }
      }
    }

    private List<RoomEvent> next(int count) {
      var next = new ArrayList<RoomEvent>();
      while (next.size() < count && !unspread.isEmpty()) {
        next.add(unspread.remove());
      }
      return next;
    }

    private void spread(int count) {
      var events = next(count);
      if (!events.isEmpty()) {
        feed.publish(room, events);
      }
    }

    void spreadAll() {
      spread(Integer.MAX_VALUE);
    }

    private long head() {
      return house.log.head(room);
    }

    @Nullable Position position(Claim claim) {
      var behind = claim.behind();
      return behind == null
          ? null
          : new Position(
              Math.max(0, head() - behind), claim.sameEpoch() ? NOW : new Epoch("another"));
    }

    /** What the messages say now, those of these ids. */
    Map<MessageId, String> says(Set<MessageId> ids) {
      return house.log.messagesAfter(room, 0, Integer.MAX_VALUE).stream()
          .filter(message -> ids.contains(message.id()))
          .collect(Collectors.toMap(Message::id, Message::text));
    }

    @Override
    public long head(RoomId room) {
      meanwhile();
      long head = house.log.head(room);
      meanwhile();
      return head;
    }

    @Override
    public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
      meanwhile();
      var events = house.log.after(room, seq, limit);
      meanwhile();
      return events;
    }

    @Override
    public List<Appended> append(List<Draft> drafts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Message> before(RoomId room, long seq, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Message> messagesAfter(RoomId room, long seq, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Message> messages(Set<MessageId> ids) {
      return house.log.messages(ids);
    }

    @Override
    public List<Head> heads(long after, int limit) {
      return house.log.heads(after, limit);
    }

    @Override
    public List<Head> heads(Set<RoomId> rooms) {
      return house.log.heads(rooms);
    }

    @Override
    public long newestMessage() {
      return house.log.newestMessage();
    }

    @Override
    public Posts postedAfter(long mark, int limit) {
      return house.log.postedAfter(mark, limit);
    }

    @Override
    public long skip(RoomId room, long seq, int count) {
      throw new UnsupportedOperationException();
    }
  }

  /** What the javadoc of {@link ResumeRoom} asks of a client that resumes. */
  private static final class Follower {
    private final World world;
    private final ResumeRoom service;
    private final @Nullable Position claimed;
    private final List<RoomEvent.Logged> seen = new ArrayList<>();
    private long start;
    private long position;

    /** The highest number that went by or was said to be there. */
    private long head;

    /** Whether live events are taken. */
    private boolean live;

    Follower(World world, @Nullable Position claimed) {
      this.world = world;
      this.claimed = claimed;
      service = new ResumeRoomService(world, () -> NOW, FURTHEST);
    }

    void resume() {
      var following =
          world.followers.follow(
              SampleAccess.to(world.room),
              events -> events.forEach(event -> live((RoomEvent.Logged) event)));
      world.meanwhile();
      var outcome = service.resume(SampleAccess.to(world.room), claimed, following.position());
      start = startOf(outcome);
      position = start;
      head = Math.max(head, outcome.head());
      catchUp();
    }

    private void live(RoomEvent.Logged event) {
      head = Math.max(head, event.seq());
      if (live && event.seq() > position) {
        assertThat(event.seq()).as("a live event after the last one").isEqualTo(position + 1);
        take(event);
      }
    }

    private long startOf(Outcome outcome) {
      if (outcome instanceof Outcome.GoOn on) {
        assertThat(on.afterSeq()).isEqualTo(claimed == null ? on.head() : claimed.afterSeq());
        assertThat(on.head() - on.afterSeq()).isBetween(0L, FURTHEST);
        return on.afterSeq();
      }
      var over = (Outcome.StartOver) outcome;
      assertThat(over.reason()).isEqualTo(reason(Objects.requireNonNull(claimed), over.head()));
      return over.head();
    }

    private static Reason reason(Position claimed, long head) {
      if (!NOW.equals(claimed.epoch())) {
        return Reason.EPOCH;
      }
      return claimed.afterSeq() > head ? Reason.AHEAD : Reason.TOO_FAR;
    }

    void catchUp() {
      while (position < head) {
        var page = service.missed(SampleAccess.to(world.room), position);
        assertThat(page).hasSizeBetween(1, ResumeRoom.PAGE);
        page.forEach(this::take);
      }
      live = true;
    }

    private void take(RoomEvent.Logged event) {
      seen.add(event);
      position = event.seq();
    }

    /** What those messages say whose end it saw. */
    Map<MessageId, String> says() {
      var says = new HashMap<MessageId, String>();
      seen.forEach(event -> says.put(event.message().id(), event.message().text()));
      return says;
    }
  }
}
