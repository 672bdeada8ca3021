package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.testkit.Meeting;
import chat.testkit.Tag;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Logs that break one promise each, and what the contract says of them. */
class BrokenMessageLogTest {
  /** The in-memory log, spoilt. */
  abstract static class Broken extends InMemoryMessageLogTest {
    private final MessageLog broken;

    Broken(UnaryOperator<MessageLog> spoil) {
      broken = spoil.apply(super.log());
    }

    @Override
    public MessageLog log() {
      return broken;
    }
  }

  /** Hands everything on. */
  static class Passing implements MessageLog {
    protected final MessageLog log;

    Passing(MessageLog log) {
      this.log = log;
    }

    @Override
    public List<Appended> append(List<Draft> drafts) {
      return log.append(drafts);
    }

    @Override
    public long head(RoomId room) {
      return log.head(room);
    }

    @Override
    public List<Message> before(RoomId room, long seq, int limit) {
      return log.before(room, seq, limit);
    }

    @Override
    public List<Message> after(RoomId room, long seq, int limit) {
      return log.after(room, seq, limit);
    }
  }

  /** Changes messages on their way out. */
  static class Rewriting extends Passing {
    private final UnaryOperator<Message> rewrite;

    Rewriting(MessageLog log, UnaryOperator<Message> rewrite) {
      super(log);
      this.rewrite = rewrite;
    }

    @Override
    public List<Appended> append(List<Draft> drafts) {
      return log.append(drafts).stream().map(this::rewritten).toList();
    }

    private Appended rewritten(Appended outcome) {
      if (outcome instanceof Appended.Stored stored) {
        return new Appended.Stored(rewrite.apply(stored.message()));
      }
      if (outcome instanceof Appended.Repeated repeated) {
        return new Appended.Repeated(rewrite.apply(repeated.message()));
      }
      return outcome;
    }

    @Override
    public List<Message> before(RoomId room, long seq, int limit) {
      return log.before(room, seq, limit).stream().map(rewrite).toList();
    }

    @Override
    public List<Message> after(RoomId room, long seq, int limit) {
      return log.after(room, seq, limit).stream().map(rewrite).toList();
    }
  }

  /** Remembers by a key of its own what was sent before. */
  static class OwnMemory extends Passing {
    private final Function<Draft, Object> key;
    private final Map<Object, Message> sent = new ConcurrentHashMap<>();
    private final Map<ClientId, ClientId> typed = new ConcurrentHashMap<>();

    OwnMemory(MessageLog log, Function<Draft, Object> key) {
      super(log);
      this.key = key;
    }

    void looked() {}

    @Override
    public List<Appended> append(List<Draft> drafts) {
      var keys = drafts.stream().map(key).toList();
      var fresh = new ArrayList<Integer>();
      var seen = new HashSet<Object>();
      for (int i = 0; i < drafts.size(); i++) {
        if (!sent.containsKey(keys.get(i)) && seen.add(keys.get(i))) {
          fresh.add(i);
        }
      }
      looked();
      var outcomes =
          new ArrayList<Appended>(Collections.nCopies(drafts.size(), new Appended.NoSuchRoom()));
      if (!fresh.isEmpty()) {
        var appended = log.append(fresh.stream().map(drafts::get).map(this::renamed).toList());
        for (int i = 0; i < fresh.size(); i++) {
          if (appended.get(i) instanceof Appended.Stored stored) {
            var message = typed(stored.message());
            outcomes.set(fresh.get(i), new Appended.Stored(message));
            sent.put(keys.get(fresh.get(i)), message);
          }
        }
      }
      for (int i = 0; i < drafts.size(); i++) {
        var first = sent.get(keys.get(i));
        if (!fresh.contains(i) && first != null) {
          outcomes.set(i, new Appended.Repeated(first));
        }
      }
      return outcomes;
    }

    private Draft renamed(Draft draft) {
      var id = new ClientId(Tag.next());
      typed.put(id, draft.clientId());
      return new Draft(draft.room(), draft.author(), draft.content(), id, draft.at());
    }

    private Message typed(Message message) {
      var id = typed.getOrDefault(message.clientId(), message.clientId());
      return new Message(
          message.id(),
          message.room(),
          message.seq(),
          message.author(),
          message.content(),
          id,
          message.at());
    }

    @Override
    public List<Message> before(RoomId room, long seq, int limit) {
      return log.before(room, seq, limit).stream().map(this::typed).toList();
    }

    @Override
    public List<Message> after(RoomId room, long seq, int limit) {
      return log.after(room, seq, limit).stream().map(this::typed).toList();
    }
  }

  private static UnaryOperator<Message> contents(UnaryOperator<String> change) {
    return message ->
        new Message(
            message.id(),
            message.room(),
            message.seq(),
            message.author(),
            new Content(change.apply(message.content().text())),
            message.clientId(),
            message.at());
  }

  private static UnaryOperator<Message> times(UnaryOperator<Instant> change) {
    return message ->
        new Message(
            message.id(),
            message.room(),
            message.seq(),
            message.author(),
            message.content(),
            message.clientId(),
            change.apply(message.at()));
  }

  static class OwnMemoryDoneWell extends Broken {
    OwnMemoryDoneWell() {
      super(
          log ->
              new OwnMemory(log, d -> List.of(d.room(), d.author(), d.clientId())) {
                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  return super.append(drafts);
                }
              });
    }
  }

  static class LosesOrder extends Broken {
    LosesOrder() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Appended> append(List<Draft> drafts) {
                  return reversed(super.append(reversed(drafts)));
                }
              });
    }
  }

  private static <T> List<T> reversed(List<T> list) {
    var reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  static class HalfWrites extends Broken {
    HalfWrites() {
      super(
          log ->
              new Passing(log) {
                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  return drafts.stream().map(d -> super.append(List.of(d)).get(0)).toList();
                }
              });
    }
  }

  static class CommitsInPieces extends Broken {
    CommitsInPieces() {
      super(
          log ->
              new Passing(log) {
                private final Meeting meeting = new Meeting();

                @Override
                public List<Appended> append(List<Draft> drafts) {
                  if (drafts.size() > 40) {
                    return super.append(drafts);
                  }
                  var outcomes = new ArrayList<Appended>();
                  for (var draft : drafts) {
                    outcomes.addAll(super.append(List.of(draft)));
                    meeting.attend();
                  }
                  return outcomes;
                }
              });
    }
  }

  static class ForgetsClientIds extends Broken {
    ForgetsClientIds() {
      super(log -> new OwnMemory(log, draft -> new Object()));
    }
  }

  static class IgnoresCaseOfClientIds extends Broken {
    IgnoresCaseOfClientIds() {
      super(
          log ->
              new OwnMemory(
                  log,
                  d ->
                      List.of(
                          d.room(), d.author(), d.clientId().value().toLowerCase(Locale.ROOT))) {
                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  return super.append(drafts);
                }
              });
    }
  }

  static class ForgetsWhoseClientIdItWas extends Broken {
    ForgetsWhoseClientIdItWas() {
      super(
          log ->
              new OwnMemory(log, d -> List.of(d.room(), d.clientId())) {
                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  return super.append(drafts);
                }
              });
    }
  }

  static class ForgetsWhereAClientIdWas extends Broken {
    ForgetsWhereAClientIdWas() {
      super(
          log ->
              new OwnMemory(log, d -> List.of(d.author(), d.clientId())) {
                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  return super.append(drafts);
                }
              });
    }
  }

  static class LooksBeforeItStores extends Broken {
    LooksBeforeItStores() {
      super(
          log ->
              new OwnMemory(log, d -> List.of(d.room(), d.author(), d.clientId())) {
                private final Meeting meeting = new Meeting();

                @Override
                void looked() {
                  meeting.attend();
                }
              });
    }
  }

  static class LeavesAGap extends Broken {
    LeavesAGap() {
      super(
          log ->
              new Rewriting(
                  log,
                  m ->
                      new Message(
                          m.id(),
                          m.room(),
                          outside(m.seq()),
                          m.author(),
                          m.content(),
                          m.clientId(),
                          m.at())) {
                @Override
                public long head(RoomId room) {
                  return outside(super.head(room));
                }

                @Override
                public List<Message> before(RoomId room, long seq, int limit) {
                  return super.before(room, inside(seq), limit);
                }

                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  return super.after(room, inside(seq), limit);
                }
              });
    }

    /** There is no 12. */
    private static long outside(long seq) {
      return seq < 12 ? seq : seq + 1;
    }

    private static long inside(long seq) {
      return seq < 12 ? seq : seq - 1;
    }
  }

  static class FailsOnUnknownRooms extends Broken {
    FailsOnUnknownRooms() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Appended> append(List<Draft> drafts) {
                  if (drafts.stream().anyMatch(d -> d.room().value() == Long.MAX_VALUE)) {
                    throw new IllegalArgumentException("no such room");
                  }
                  return super.append(drafts);
                }
              });
    }
  }

  static class DropsAllForOneUnknownRoom extends Broken {
    DropsAllForOneUnknownRoom() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Appended> append(List<Draft> drafts) {
                  if (drafts.stream().anyMatch(d -> d.room().value() == Long.MAX_VALUE)) {
                    return Collections.nCopies(drafts.size(), new Appended.NoSuchRoom());
                  }
                  return super.append(drafts);
                }
              });
    }
  }

  static class ShowsALaterMessageFirst extends Broken {
    private static final ClientId NONE = new ClientId("none");

    ShowsALaterMessageFirst() {
      super(
          log ->
              new Passing(log) {
                private final Meeting meeting = new Meeting();
                private volatile ClientId coming = NONE;

                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  coming = drafts.get(0).clientId();
                  try {
                    var outcomes = super.append(drafts);
                    if (drafts.size() == 3) {
                      meeting.attend();
                    }
                    return outcomes;
                  } finally {
                    coming = NONE;
                  }
                }

                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  return visible(super.after(room, seq, limit));
                }

                @Override
                public List<Message> before(RoomId room, long seq, int limit) {
                  return visible(super.before(room, seq, limit));
                }

                private List<Message> visible(List<Message> messages) {
                  var hidden = coming;
                  return messages.stream().filter(m -> !m.clientId().equals(hidden)).toList();
                }
              });
    }
  }

  static class LocksRoomsInTheOrderOfTheList extends Broken {
    LocksRoomsInTheOrderOfTheList() {
      super(
          log ->
              new Passing(log) {
                private final Map<RoomId, ReentrantLock> locks = new ConcurrentHashMap<>();
                private final Meeting meeting = new Meeting();

                @Override
                public List<Appended> append(List<Draft> drafts) {
                  var held = new ArrayList<ReentrantLock>();
                  try {
                    for (var room : drafts.stream().map(Draft::room).distinct().toList()) {
                      var lock = locks.computeIfAbsent(room, id -> new ReentrantLock());
                      if (!held.isEmpty()) {
                        meeting.attend();
                      }
                      if (!lock.tryLock(500, TimeUnit.MILLISECONDS)) {
                        throw new StoreUnavailable("deadlock");
                      }
                      held.add(lock);
                    }
                    return super.append(drafts);
                  } catch (InterruptedException e) {
                    throw new StoreUnavailable("interrupted", e);
                  } finally {
                    held.forEach(ReentrantLock::unlock);
                  }
                }
              });
    }
  }

  static class CutsContent extends Broken {
    CutsContent() {
      super(
          log ->
              new Rewriting(
                  log,
                  contents(
                      text ->
                          text.codePointCount(0, text.length()) <= 3_999
                              ? text
                              : text.substring(0, text.offsetByCodePoints(0, 3_999)))));
    }
  }

  static class KeepsThreeBytesACharacter extends Broken {
    KeepsThreeBytesACharacter() {
      super(
          log -> new Rewriting(log, contents(text -> text.replaceAll("[^\\x{0}-\\x{ffff}]", "?"))));
    }
  }

  static class TrimsContent extends Broken {
    TrimsContent() {
      super(log -> new Rewriting(log, contents(String::strip)));
    }
  }

  static class NormalizesContent extends Broken {
    NormalizesContent() {
      super(
          log ->
              new Rewriting(
                  log, contents(text -> Normalizer.normalize(text, Normalizer.Form.NFC))));
    }
  }

  static class KeepsLatin1 extends Broken {
    KeepsLatin1() {
      super(
          log ->
              new Rewriting(
                  log,
                  contents(
                      text ->
                          new String(
                              text.getBytes(StandardCharsets.ISO_8859_1),
                              StandardCharsets.ISO_8859_1))));
    }
  }

  static class KeepsWholeSeconds extends Broken {
    KeepsWholeSeconds() {
      super(log -> new Rewriting(log, times(at -> at.truncatedTo(ChronoUnit.SECONDS))));
    }
  }

  static class EndsIn2038 extends Broken {
    EndsIn2038() {
      super(
          log ->
              new Rewriting(
                  log,
                  times(
                      at ->
                          at.getEpochSecond() <= Integer.MAX_VALUE
                              ? at
                              : Instant.ofEpochSecond(Integer.MAX_VALUE))));
    }
  }

  static class KeepsLocalTimes extends Broken {
    KeepsLocalTimes() {
      super(
          log ->
              new Passing(log) {
                private final Map<Instant, LocalDateTime> local = new ConcurrentHashMap<>();

                @Override
                public List<Appended> append(List<Draft> drafts) {
                  drafts.forEach(
                      d ->
                          local.putIfAbsent(
                              d.at(), LocalDateTime.ofInstant(d.at(), ZoneId.systemDefault())));
                  return super.append(drafts);
                }

                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  return super.after(room, seq, limit).stream().map(times(at -> read(at))).toList();
                }

                private Instant read(Instant at) {
                  return local
                      .getOrDefault(at, LocalDateTime.MIN)
                      .atZone(ZoneId.systemDefault())
                      .toInstant();
                }
              });
    }
  }

  static class NamesAllAuthorsLikeTheFirst extends Broken {
    NamesAllAuthorsLikeTheFirst() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  var messages = super.after(room, seq, limit);
                  return messages.stream()
                      .map(
                          m ->
                              new Message(
                                  m.id(),
                                  m.room(),
                                  m.seq(),
                                  messages.get(0).author(),
                                  m.content(),
                                  m.clientId(),
                                  m.at()))
                      .toList();
                }
              });
    }
  }

  static class ReadsFromACache extends Broken {
    ReadsFromACache() {
      super(
          log ->
              new Passing(log) {
                private final Map<RoomId, List<Message>> pages = new ConcurrentHashMap<>();

                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  return seq > 0 || limit < Integer.MAX_VALUE
                      ? super.after(room, seq, limit)
                      : pages.computeIfAbsent(room, id -> super.after(id, seq, limit));
                }
              });
    }
  }

  static class HandsOutLivePages extends Broken {
    HandsOutLivePages() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Message> before(RoomId room, long seq, int limit) {
                  // Of this size alone: readers beside a writer would stumble by chance.
                  return limit == 10
                      ? live(() -> super.before(room, seq, limit))
                      : super.before(room, seq, limit);
                }
              });
    }

    private static <T> List<T> live(Supplier<List<T>> page) {
      return new AbstractList<>() {
        @Override
        public T get(int index) {
          return page.get().get(index);
        }

        @Override
        public int size() {
          return page.get().size();
        }
      };
    }
  }

  static class CountsThePositionIn extends Broken {
    CountsThePositionIn() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Message> before(RoomId room, long seq, int limit) {
                  return super.before(room, Math.max(seq, seq + 1), limit);
                }
              });
    }
  }

  static class GivesTheOldestFirst extends Broken {
    GivesTheOldestFirst() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Message> before(RoomId room, long seq, int limit) {
                  return reversed(super.before(room, seq, limit));
                }
              });
    }
  }

  static class GivesTheNewestAfterAPosition extends Broken {
    GivesTheNewestAfterAPosition() {
      super(
          log ->
              new Passing(log) {
                @Override
                public List<Message> after(RoomId room, long seq, int limit) {
                  return reversed(
                      super.before(room, Long.MAX_VALUE, limit).stream()
                          .filter(m -> m.seq() > seq)
                          .toList());
                }
              });
    }
  }

  static class NumbersMessagesByRoom extends Broken {
    NumbersMessagesByRoom() {
      super(
          log ->
              new Rewriting(
                  log,
                  m ->
                      new Message(
                          new MessageId(m.seq()),
                          m.room(),
                          m.seq(),
                          m.author(),
                          m.content(),
                          m.clientId(),
                          m.at())));
    }
  }

  @Test
  void a_sound_log_passes() {
    assertThat(failures(InMemoryMessageLogTest.class)).isEmpty();
    assertThat(failures(OwnMemoryDoneWell.class)).isEmpty();
  }

  @Test
  void a_log_that_commits_in_pieces_is_caught() {
    assertThat(failures(CommitsInPieces.class))
        .containsExactly(
            "a_call_that_throws_leaves_nothing_behind",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap");
  }

  @Test
  void a_log_that_counts_the_position_in_is_caught() {
    assertThat(failures(CountsThePositionIn.class))
        .containsExactly(
            "before_gives_the_newest_below_a_position_the_newest_first",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_cuts_content_is_caught() {
    assertThat(failures(CutsContent.class)).containsExactly("the_longest_content_is_kept_whole");
  }

  @Test
  void a_log_that_drops_all_for_one_unknown_room_is_caught() {
    assertThat(failures(DropsAllForOneUnknownRoom.class))
        .containsExactly("a_draft_for_an_unknown_room_leaves_its_neighbours_stored");
  }

  @Test
  void a_log_that_ends_in_2038_is_caught() {
    assertThat(failures(EndsIn2038.class))
        .containsExactly("times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_log_that_fails_on_unknown_rooms_is_caught() {
    assertThat(failures(FailsOnUnknownRooms.class))
        .containsExactly(
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "drafts_for_unknown_rooms_alone_store_nothing");
  }

  @Test
  void a_log_that_forgets_client_ids_is_caught() {
    assertThat(failures(ForgetsClientIds.class))
        .containsExactly(
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "client_ids_are_compared_byte_by_byte",
            "eight_who_send_one_client_id_store_one_message",
            "eight_who_send_the_same_drafts_in_any_order_store_each_once",
            "repeating_a_client_id_gives_the_first_message_back",
            "repeating_a_client_id_with_other_content_gives_the_first_message_back",
            "repeating_a_client_id_within_one_list_gives_the_first_message_back",
            "the_details_of_a_room_count_its_messages",
            "what_was_sent_is_not_stored_again_with_what_was_not");
  }

  @Test
  void a_log_that_forgets_where_a_client_id_was_is_caught() {
    assertThat(failures(ForgetsWhereAClientIdWas.class))
        .containsExactly("a_client_id_in_another_room_is_another_message");
  }

  @Test
  void a_log_that_forgets_whose_client_id_it_was_is_caught() {
    assertThat(failures(ForgetsWhoseClientIdItWas.class))
        .containsExactly("a_client_id_of_another_author_is_another_message");
  }

  @Test
  void a_log_that_gives_the_newest_after_a_position_is_caught() {
    assertThat(failures(GivesTheNewestAfterAPosition.class))
        .containsExactly(
            "after_gives_the_oldest_above_a_position_the_oldest_first",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_gives_the_oldest_first_is_caught() {
    assertThat(failures(GivesTheOldestFirst.class))
        .containsExactly(
            "before_gives_the_newest_below_a_position_the_newest_first",
            "messages_come_with_their_authors_names",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_half_writes_is_caught() {
    assertThat(failures(HalfWrites.class))
        .containsExactly("a_call_that_throws_leaves_nothing_behind");
  }

  @Test
  void a_log_that_hands_out_live_pages_is_caught() {
    assertThat(failures(HandsOutLivePages.class))
        .containsExactly("a_page_that_was_read_does_not_change_any_more");
  }

  @Test
  void a_log_that_ignores_case_of_client_ids_is_caught() {
    assertThat(failures(IgnoresCaseOfClientIds.class))
        .containsExactly("client_ids_are_compared_byte_by_byte");
  }

  @Test
  void a_log_that_keeps_latin_1_is_caught() {
    assertThat(failures(KeepsLatin1.class))
        .containsExactly(
            "the_longest_content_is_kept_whole", "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_keeps_local_times_is_caught() {
    assertThat(failures(KeepsLocalTimes.class))
        .containsExactly("times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_log_that_keeps_three_bytes_a_character_is_caught() {
    assertThat(failures(KeepsThreeBytesACharacter.class))
        .containsExactly(
            "the_longest_content_is_kept_whole", "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_keeps_whole_seconds_is_caught() {
    assertThat(failures(KeepsWholeSeconds.class))
        .containsExactly(
            "a_call_takes_any_number_of_drafts",
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "a_message_says_what_its_draft_said",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever",
            "rooms_mixed_in_one_call_are_each_counted_for_themselves",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_log_that_leaves_a_gap_is_caught() {
    assertThat(failures(LeavesAGap.class))
        .containsExactly(
            "a_call_takes_any_number_of_drafts",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever",
            "what_was_sent_is_not_stored_again_with_what_was_not",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_locks_rooms_in_the_order_of_the_list_is_caught() {
    assertThat(failures(LocksRoomsInTheOrderOfTheList.class))
        .containsExactly(
            "eight_who_send_the_same_drafts_in_any_order_store_each_once",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever");
  }

  @Test
  void a_log_that_looks_before_it_stores_is_caught() {
    assertThat(failures(LooksBeforeItStores.class))
        .containsExactly(
            "eight_who_send_one_client_id_store_one_message",
            "eight_who_send_the_same_drafts_in_any_order_store_each_once");
  }

  @Test
  void a_log_that_loses_order_is_caught() {
    assertThat(failures(LosesOrder.class))
        .containsExactly(
            "a_call_takes_any_number_of_drafts",
            "a_call_that_throws_leaves_nothing_behind",
            "a_client_id_of_another_author_is_another_message",
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "repeating_a_client_id_within_one_list_gives_the_first_message_back",
            "rooms_mixed_in_one_call_are_each_counted_for_themselves",
            "the_longest_content_is_kept_whole",
            "times_are_kept_to_the_millisecond_in_every_time_zone",
            "what_was_sent_is_not_stored_again_with_what_was_not",
            "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_names_all_authors_like_the_first_is_caught() {
    assertThat(failures(NamesAllAuthorsLikeTheFirst.class))
        .containsExactly(
            "a_client_id_of_another_author_is_another_message",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever",
            "messages_come_with_their_authors_names");
  }

  @Test
  void a_log_that_normalizes_content_is_caught() {
    assertThat(failures(NormalizesContent.class))
        .containsExactly("what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_numbers_messages_by_room_is_caught() {
    assertThat(failures(NumbersMessagesByRoom.class))
        .containsExactly("a_message_id_is_never_given_twice");
  }

  @Test
  void a_log_that_reads_from_a_cache_is_caught() {
    assertThat(failures(ReadsFromACache.class))
        .containsExactly(
            "what_was_appended_is_seen_by_every_thread",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_shows_a_later_message_first_is_caught() {
    assertThat(failures(ShowsALaterMessageFirst.class))
        .containsExactly("whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_trims_content_is_caught() {
    assertThat(failures(TrimsContent.class))
        .containsExactly("what_was_typed_is_kept_to_the_last_character");
  }
}
