package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Body;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.user.Identity;
import chat.testkit.Meeting;
import chat.testkit.Tag;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

  /** Rooms of the same store, spoilt. */
  abstract static class BrokenRooms extends InMemoryMessageLogTest {
    private final Rooms broken =
        (Rooms)
            Proxy.newProxyInstance(
                Rooms.class.getClassLoader(),
                new Class<?>[] {Rooms.class},
                (proxy, method, arguments) -> {
                  var answer = method.invoke(super.rooms(), arguments);
                  return method.getName().equals("heads") ? spoilt((Map<?, ?>) answer) : answer;
                });

    private Map<RoomId, RoomHead> spoilt(Map<?, ?> heads) {
      return heads.values().stream()
          .map(head -> spoilt((RoomHead) head))
          .collect(Collectors.toMap(RoomHead::room, head -> head));
    }

    abstract RoomHead spoilt(RoomHead head);

    @Override
    public Rooms rooms() {
      return broken;
    }
  }

  static class CountsMessagesForTheHead extends BrokenRooms {
    @Override
    RoomHead spoilt(RoomHead head) {
      var messages = rooms().details(head.room()).orElseThrow().messages();
      return new RoomHead(head.room(), messages, head.lastMessageAt());
    }
  }

  static class ForgetsWhenTheLastMessageWas extends BrokenRooms {
    @Override
    RoomHead spoilt(RoomHead head) {
      return new RoomHead(head.room(), head.seq(), Optional.empty());
    }
  }

  /** The event, about another message. */
  private static RoomEvent.Logged about(Message message, RoomEvent.Logged event) {
    if (event instanceof RoomEvent.Edited) {
      return new RoomEvent.Edited(event.seq(), message);
    }
    return event instanceof RoomEvent.Deleted
        ? new RoomEvent.Deleted(event.seq(), message)
        : new RoomEvent.Posted(message);
  }

  /** Changes messages on their way out. */
  static class Rewriting extends ForwardingMessageLog {
    private final UnaryOperator<Message> rewrite;

    Rewriting(MessageLog log, UnaryOperator<Message> rewrite) {
      super(log);
      this.rewrite = rewrite;
    }

    @Override
    public List<Message> messages(Set<MessageId> ids) {
      return log.messages(ids).stream().map(rewrite).toList();
    }

    @Override
    public List<Appended> append(List<Draft> drafts) {
      return log.append(drafts).stream().map(this::rewritten).toList();
    }

    private Appended rewritten(Appended outcome) {
      if (outcome instanceof Appended.Stored stored) {
        return new Appended.Stored(rewritten(stored.event()));
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
    public List<Message> messagesAfter(RoomId room, long seq, int limit) {
      return log.messagesAfter(room, seq, limit).stream().map(rewrite).toList();
    }

    @Override
    public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
      return log.after(room, seq, limit).stream().map(this::rewritten).toList();
    }

    RoomEvent.Logged rewritten(RoomEvent.Logged event) {
      return about(rewrite.apply(event.message()), event);
    }
  }

  /** Remembers by a key of its own what was sent before, and under which id. */
  static class OwnMemory extends Rewriting {
    private final Function<Draft.Post, Object> key;
    private final Map<Object, Message> sent = new ConcurrentHashMap<>();
    private final Map<ClientId, ClientId> typed;

    OwnMemory(MessageLog log, Function<Draft.Post, Object> key) {
      this(log, key, new ConcurrentHashMap<>());
    }

    private OwnMemory(
        MessageLog log, Function<Draft.Post, Object> key, Map<ClientId, ClientId> typed) {
      super(
          log,
          message ->
              new Message(
                  message.id(),
                  message.room(),
                  message.seq(),
                  message.author(),
                  message.body(),
                  typed.getOrDefault(message.clientId(), message.clientId()),
                  message.at()));
      this.key = key;
      this.typed = typed;
    }

    void looked() {}

    @Override
    public List<Appended> append(List<Draft> drafts) {
      var fresh = new ArrayList<Integer>();
      var seen = new HashSet<Object>();
      for (int i = 0; i < drafts.size(); i++) {
        if (!(drafts.get(i) instanceof Draft.Post post)
            || (!sent.containsKey(key.apply(post)) && seen.add(key.apply(post)))) {
          fresh.add(i);
        }
      }
      looked();
      var outcomes =
          new ArrayList<Appended>(
              Collections.nCopies(
                  drafts.size(), new Appended.Refused(Appended.Reason.NO_SUCH_ROOM)));
      if (!fresh.isEmpty()) {
        var appended = super.append(fresh.stream().map(drafts::get).map(this::renamed).toList());
        for (int i = 0; i < fresh.size(); i++) {
          outcomes.set(fresh.get(i), appended.get(i));
          if (appended.get(i) instanceof Appended.Stored stored
              && drafts.get(fresh.get(i)) instanceof Draft.Post post) {
            sent.put(key.apply(post), stored.event().message());
          }
        }
      }
      for (int i = 0; i < drafts.size(); i++) {
        if (!fresh.contains(i) && drafts.get(i) instanceof Draft.Post post) {
          var first = sent.get(key.apply(post));
          if (first != null) {
            outcomes.set(i, again(post, first));
          }
        }
      }
      return outcomes;
    }

    private Appended again(Draft.Post post, Message first) {
      var now = super.before(first.room(), first.seq() + 1, 1).get(0);
      return now.isDeleted() || post.content().text().equals(first.text())
          ? new Appended.Repeated(now)
          : new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN);
    }

    private Draft renamed(Draft draft) {
      if (!(draft instanceof Draft.Post post)) {
        return draft;
      }
      var id = new ClientId(Tag.next());
      typed.put(id, post.clientId());
      return new Draft.Post(post.room(), post.author(), post.content(), id, post.at());
    }
  }

  private static UnaryOperator<Message> contents(UnaryOperator<String> change) {
    return message ->
        new Message(
            message.id(),
            message.room(),
            message.seq(),
            message.author(),
            changed(message.body(), change),
            message.clientId(),
            message.at());
  }

  private static Body changed(Body body, UnaryOperator<String> change) {
    if (body instanceof Body.Original original) {
      return new Body.Original(new Content(change.apply(original.content().text())));
    }
    return body instanceof Body.Edited edited
        ? new Body.Edited(new Content(change.apply(edited.content().text())), edited.at())
        : body;
  }

  private static UnaryOperator<Message> times(UnaryOperator<Instant> change) {
    return message ->
        new Message(
            message.id(),
            message.room(),
            message.seq(),
            message.author(),
            message.body(),
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
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
                          m.body(),
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
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  return super.after(room, inside(seq), limit);
                }

                @Override
                public List<Message> messagesAfter(RoomId room, long seq, int limit) {
                  return super.messagesAfter(room, inside(seq), limit);
                }

                @Override
                RoomEvent.Logged rewritten(RoomEvent.Logged event) {
                  var message = super.rewritten(event).message();
                  if (event instanceof RoomEvent.Edited) {
                    return new RoomEvent.Edited(outside(event.seq()), message);
                  }
                  return event instanceof RoomEvent.Deleted
                      ? new RoomEvent.Deleted(outside(event.seq()), message)
                      : new RoomEvent.Posted(message);
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
                @Override
                public List<Appended> append(List<Draft> drafts) {
                  if (drafts.stream().anyMatch(d -> d.room().value() == Long.MAX_VALUE)) {
                    return Collections.nCopies(
                        drafts.size(), new Appended.Refused(Appended.Reason.NO_SUCH_ROOM));
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
              new ForwardingMessageLog(log) {
                private final Meeting meeting = new Meeting();
                private volatile ClientId coming = NONE;

                @Override
                public synchronized List<Appended> append(List<Draft> drafts) {
                  coming = drafts.get(0) instanceof Draft.Post post ? post.clientId() : NONE;
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
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  var hidden = coming;
                  return super.after(room, seq, limit).stream()
                      .filter(event -> !event.message().clientId().equals(hidden))
                      .toList();
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
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
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  return super.after(room, seq, limit).stream()
                      .map(event -> about(times(this::read).apply(event.message()), event))
                      .toList();
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
              new ForwardingMessageLog(log) {
                @Override
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  var events = super.after(room, seq, limit);
                  return events.stream()
                      .map(
                          event ->
                              about(by(events.get(0).message().author(), event.message()), event))
                      .toList();
                }

                private Message by(Identity author, Message m) {
                  return new Message(
                      m.id(), m.room(), m.seq(), author, m.body(), m.clientId(), m.at());
                }
              });
    }
  }

  static class ReadsFromACache extends Broken {
    ReadsFromACache() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                private final Map<RoomId, List<RoomEvent.Logged>> pages = new ConcurrentHashMap<>();

                @Override
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
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
              new ForwardingMessageLog(log) {
                @Override
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  var all = super.after(room, seq, Integer.MAX_VALUE);
                  return all.subList(Math.max(all.size() - limit, 0), all.size());
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
                          m.body(),
                          m.clientId(),
                          m.at())));
    }
  }

  /** Looks a message up in the log beneath. */
  private static Optional<Message> find(MessageLog log, Draft.Change change) {
    return log.before(change.room(), Long.MAX_VALUE, Integer.MAX_VALUE).stream()
        .filter(message -> message.id().equals(change.message()))
        .findFirst();
  }

  /** Changes drafts on their way in. */
  private static UnaryOperator<MessageLog> drafts(BiFunction<MessageLog, Draft, Draft> change) {
    return log ->
        new ForwardingMessageLog(log) {
          @Override
          public List<Appended> append(List<Draft> drafts) {
            return super.append(drafts.stream().map(draft -> change.apply(log, draft)).toList());
          }
        };
  }

  static class LetsAnybodyEdit extends Broken {
    LetsAnybodyEdit() {
      super(
          drafts(
              (log, draft) ->
                  draft instanceof Draft.Edit edit
                      ? find(log, edit)
                          .<Draft>map(
                              m ->
                                  new Draft.Edit(
                                      m.room(), m.author(), m.id(), edit.content(), edit.at()))
                          .orElse(edit)
                      : draft));
    }
  }

  static class LetsAnybodyDelete extends Broken {
    LetsAnybodyDelete() {
      super(
          drafts(
              (log, draft) ->
                  draft instanceof Draft.Delete deletion
                      ? find(log, deletion)
                          .<Draft>map(
                              m -> new Draft.Delete(m.room(), m.author(), m.id(), deletion.at()))
                          .orElse(deletion)
                      : draft));
    }
  }

  static class ChangesMessagesOfOtherRooms extends Broken {
    ChangesMessagesOfOtherRooms() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                private final Map<MessageId, RoomId> home = new ConcurrentHashMap<>();

                @Override
                public List<Appended> append(List<Draft> drafts) {
                  var outcomes = super.append(drafts.stream().map(this::atHome).toList());
                  outcomes.forEach(
                      outcome -> {
                        if (outcome instanceof Appended.Stored stored) {
                          home.put(stored.event().message().id(), stored.event().room());
                        }
                      });
                  return outcomes;
                }

                private Draft atHome(Draft draft) {
                  return draft instanceof Draft.Delete deletion
                          && deletion.room().value() != Long.MAX_VALUE
                      ? new Draft.Delete(
                          home.getOrDefault(deletion.message(), deletion.room()),
                          deletion.author(),
                          deletion.message(),
                          deletion.at())
                      : draft;
                }
              });
    }
  }

  static class KeepsWhatWasDeleted extends Broken {
    KeepsWhatWasDeleted() {
      super(
          log -> {
            var said = new ConcurrentHashMap<MessageId, Body>();
            return new Rewriting(
                log,
                message -> {
                  if (message.isDeleted()) {
                    return new Message(
                        message.id(),
                        message.room(),
                        message.seq(),
                        message.author(),
                        said.getOrDefault(message.id(), message.body()),
                        message.clientId(),
                        message.at());
                  }
                  said.put(message.id(), message.body());
                  return message;
                }) {
              @Override
              public synchronized List<Appended> append(List<Draft> drafts) {
                return super.append(drafts);
              }
            };
          });
    }
  }

  /** Edits the messages, and tells nobody: no number, no event. */
  static class EditsWithoutANumber extends Broken {
    EditsWithoutANumber() {
      super(
          log -> {
            var edited = new ConcurrentHashMap<MessageId, Body>();
            return new Rewriting(
                log,
                m ->
                    new Message(
                        m.id(),
                        m.room(),
                        m.seq(),
                        m.author(),
                        m.isDeleted() ? m.body() : edited.getOrDefault(m.id(), m.body()),
                        m.clientId(),
                        m.at())) {
              @Override
              public synchronized List<Appended> append(List<Draft> drafts) {
                return drafts.stream().map(this::append).toList();
              }

              private Appended append(Draft draft) {
                if (draft instanceof Draft.Edit edit) {
                  var message = find(this, edit);
                  if (message.isPresent()) {
                    var outcome = edit.on(message.get(), message.get().seq() + 1);
                    if (outcome instanceof Appended.Stored) {
                      edited.put(edit.message(), new Body.Edited(edit.content(), edit.at()));
                    }
                    return outcome;
                  }
                }
                return super.append(List.of(draft)).get(0);
              }
            };
          });
    }
  }

  static class ReplaysMessagesBeforeTheirChanges extends Broken {
    ReplaysMessagesBeforeTheirChanges() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  var page = new ArrayList<>(super.after(room, seq, limit));
                  page.sort(Comparator.comparing(event -> !(event instanceof RoomEvent.Posted)));
                  return page;
                }
              });
    }
  }

  static class ReplaysNoChanges extends Broken {
    ReplaysNoChanges() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
                  return super.after(room, seq, Integer.MAX_VALUE).stream()
                      .filter(RoomEvent.Posted.class::isInstance)
                      .limit(limit)
                      .toList();
                }
              });
    }
  }

  static class SkipsNumbersInsteadOfMessages extends Broken {
    SkipsNumbersInsteadOfMessages() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public long skip(RoomId room, long seq, int count) {
                  return Math.min(seq, head(room) + 1) - count;
                }
              });
    }
  }

  static class ComparesWithWhatAMessageSaysNow extends Broken {
    ComparesWithWhatAMessageSaysNow() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public List<Appended> append(List<Draft> drafts) {
                  var outcomes = new ArrayList<>(super.append(drafts));
                  for (int i = 0; i < drafts.size(); i++) {
                    if (drafts.get(i) instanceof Draft.Post post) {
                      outcomes.set(i, compared(post, outcomes.get(i)));
                    }
                  }
                  return outcomes;
                }

                private Appended compared(Draft.Post post, Appended outcome) {
                  return outcome instanceof Appended.Repeated repeated
                          && !repeated.message().isDeleted()
                          && !repeated.message().text().equals(post.content().text())
                      ? new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN)
                      : outcome;
                }
              });
    }
  }

  static class BringsDeletedMessagesBack extends Broken {
    BringsDeletedMessagesBack() {
      super(
          log -> {
            var back = new ConcurrentHashMap<MessageId, Body>();
            return new Rewriting(
                log,
                m ->
                    new Message(
                        m.id(),
                        m.room(),
                        m.seq(),
                        m.author(),
                        back.getOrDefault(m.id(), m.body()),
                        m.clientId(),
                        m.at())) {
              @Override
              public List<Appended> append(List<Draft> drafts) {
                var outcomes = super.append(drafts);
                for (int i = 0; i < drafts.size(); i++) {
                  if (drafts.get(i) instanceof Draft.Edit edit
                      && outcomes.get(i).equals(new Appended.Refused(Appended.Reason.DELETED))) {
                    back.put(edit.message(), new Body.Edited(edit.content(), edit.at()));
                  }
                }
                return outcomes;
              }
            };
          });
    }
  }

  static class ForgetsWhereAllOfAPieceWasPosted extends Broken {
    ForgetsWhereAllOfAPieceWasPosted() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public Posts postedAfter(long mark, int limit) {
                  var posts = super.postedAfter(mark, limit);
                  return new Posts(posts.rooms().stream().limit(1).toList(), posts.mark(), false);
                }
              });
    }
  }

  static class MarksTheNewestMessageAfterEachPiece extends Broken {
    MarksTheNewestMessageAfterEachPiece() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public Posts postedAfter(long mark, int limit) {
                  var posts = super.postedAfter(mark, limit);
                  return new Posts(posts.rooms(), super.newestMessage(), posts.more());
                }
              });
    }
  }

  static class CountsMessagesForThePosts extends Broken {
    CountsMessagesForThePosts() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public Posts postedAfter(long mark, int limit) {
                  var posts = super.postedAfter(mark, limit);
                  var heads =
                      posts.rooms().stream()
                          .map(head -> new Head(head.room(), lastMessage(head.room())))
                          .toList();
                  return new Posts(heads, posts.mark(), posts.more());
                }

                private long lastMessage(RoomId room) {
                  return super.before(room, Long.MAX_VALUE, 1).get(0).seq();
                }
              });
    }
  }

  static class KnowsNoSilentRooms extends Broken {
    KnowsNoSilentRooms() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public List<Head> heads(Set<RoomId> rooms) {
                  return super.heads(rooms).stream().filter(head -> head.seq() > 0).toList();
                }
              });
    }
  }

  static class AsksForAHundredRoomsAtMost extends Broken {
    AsksForAHundredRoomsAtMost() {
      super(
          log ->
              new ForwardingMessageLog(log) {
                @Override
                public List<Head> heads(Set<RoomId> rooms) {
                  return rooms.size() > 100 ? List.of() : super.heads(rooms);
                }
              });
    }
  }

  @Test
  void a_log_that_forgets_where_all_of_a_piece_was_posted_is_caught() {
    assertThat(failures(ForgetsWhereAllOfAPieceWasPosted.class))
        .containsExactly(
            "posts_after_a_mark_are_those_of_every_room_with_a_newer_message",
            "posts_are_looked_at_piece_by_piece");
  }

  @Test
  void a_log_that_marks_the_newest_message_after_each_piece_is_caught() {
    assertThat(failures(MarksTheNewestMessageAfterEachPiece.class))
        .containsExactly("posts_are_looked_at_piece_by_piece");
  }

  @Test
  void a_log_that_gives_the_last_message_for_a_head_is_caught() {
    assertThat(failures(CountsMessagesForThePosts.class))
        .containsExactly("posts_after_a_mark_are_those_of_every_room_with_a_newer_message");
  }

  @Test
  void a_log_that_knows_no_silent_rooms_is_caught() {
    assertThat(failures(KnowsNoSilentRooms.class))
        .containsExactly("the_heads_of_given_rooms_are_those_of_the_rooms_that_exist");
  }

  @Test
  void a_log_that_asks_for_a_hundred_rooms_at_most_is_caught() {
    assertThat(failures(AsksForAHundredRoomsAtMost.class))
        .containsExactly("the_heads_of_given_rooms_are_those_of_the_rooms_that_exist");
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
            "a_call_that_throws_changes_nothing",
            "a_call_that_throws_leaves_nothing_behind",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap");
  }

  @Test
  void a_log_that_counts_the_position_in_is_caught() {
    assertThat(failures(CountsThePositionIn.class))
        .containsExactly(
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "before_gives_the_newest_below_a_position_the_newest_first",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree",
            "pages_of_messages_leave_edits_and_deletions_out",
            "skipping_counts_messages_alone",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_cuts_content_is_caught() {
    assertThat(failures(CutsContent.class))
        .containsExactly(
            "the_longest_content_is_kept_whole", "what_was_edited_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_drops_all_for_one_unknown_room_is_caught() {
    assertThat(failures(DropsAllForOneUnknownRoom.class))
        .containsExactly(
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "a_message_is_found_in_its_own_room_alone");
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
            "a_message_is_found_in_its_own_room_alone",
            "drafts_for_unknown_rooms_alone_store_nothing");
  }

  @Test
  void a_log_that_forgets_client_ids_is_caught() {
    assertThat(failures(ForgetsClientIds.class))
        .containsExactly(
            "a_client_id_is_known_within_one_list",
            "a_client_id_that_was_used_for_other_content_is_taken",
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "client_ids_are_compared_byte_by_byte",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_who_send_one_client_id_store_one_message",
            "eight_who_send_the_same_drafts_in_any_order_store_each_once",
            "repeating_a_client_id_gives_the_first_message_back",
            "the_client_id_of_a_deleted_message_stores_nothing_again",
            "the_details_of_a_room_count_its_messages",
            "what_counts_for_a_client_id_is_what_was_first_said_under_it",
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
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_gives_the_oldest_first_is_caught() {
    assertThat(failures(GivesTheOldestFirst.class))
        .containsExactly(
            "a_call_that_throws_changes_nothing",
            "a_deletion_takes_the_next_number_and_leaves_the_place_without_content",
            "an_edit_takes_the_next_number_and_changes_what_the_message_says",
            "before_gives_the_newest_below_a_position_the_newest_first",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "messages_come_with_their_authors_names",
            "pages_of_messages_leave_edits_and_deletions_out",
            "skipping_counts_messages_alone",
            "the_client_id_of_a_deleted_message_stores_nothing_again",
            "times_of_changes_are_kept_to_the_millisecond_in_every_time_zone",
            "whoever_sees_a_message_can_read_all_the_earlier_ones");
  }

  @Test
  void a_log_that_half_writes_is_caught() {
    assertThat(failures(HalfWrites.class))
        .containsExactly(
            "a_call_that_throws_changes_nothing", "a_call_that_throws_leaves_nothing_behind");
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
            "the_longest_content_is_kept_whole",
            "what_was_edited_is_kept_to_the_last_character",
            "what_was_typed_is_kept_to_the_last_character");
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
            "the_longest_content_is_kept_whole",
            "what_was_edited_is_kept_to_the_last_character",
            "what_was_typed_is_kept_to_the_last_character");
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
            "the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_log_that_leaves_a_gap_is_caught() {
    assertThat(failures(LeavesAGap.class))
        .containsExactly(
            "a_call_takes_any_number_of_drafts",
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever",
            "skipping_counts_messages_alone",
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
            "a_call_that_throws_changes_nothing",
            "a_call_that_throws_leaves_nothing_behind",
            "a_client_id_is_known_within_one_list",
            "a_client_id_of_another_author_is_another_message",
            "a_deletion_takes_the_next_number_and_leaves_the_place_without_content",
            "a_draft_for_an_unknown_room_leaves_its_neighbours_stored",
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "an_edit_takes_the_next_number_and_changes_what_the_message_says",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "rooms_mixed_in_one_call_are_each_counted_for_themselves",
            "the_client_id_of_a_deleted_message_stores_nothing_again",
            "the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said",
            "the_longest_content_is_kept_whole",
            "times_are_kept_to_the_millisecond_in_every_time_zone",
            "times_of_changes_are_kept_to_the_millisecond_in_every_time_zone",
            "what_counts_for_a_client_id_is_what_was_first_said_under_it",
            "what_was_sent_is_not_stored_again_with_what_was_not",
            "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_names_all_authors_like_the_first_is_caught() {
    assertThat(failures(NamesAllAuthorsLikeTheFirst.class))
        .containsExactly(
            "a_client_id_of_another_author_is_another_message",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "drafts_of_one_call_keep_the_order_of_the_list",
            "eight_writers_on_one_room_lose_nothing_and_leave_no_gap",
            "eight_writers_on_several_rooms_in_opposite_order_never_wait_for_each_other_forever",
            "messages_come_with_their_authors_names");
  }

  @Test
  void a_log_that_normalizes_content_is_caught() {
    assertThat(failures(NormalizesContent.class))
        .containsExactly(
            "what_was_edited_is_kept_to_the_last_character",
            "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_numbers_messages_by_room_is_caught() {
    assertThat(failures(NumbersMessagesByRoom.class))
        .containsExactly(
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "a_message_id_is_never_given_twice",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "messages_are_found_by_their_ids_as_they_are_now",
            "posts_after_a_mark_are_those_of_every_room_with_a_newer_message",
            "times_of_changes_are_kept_to_the_millisecond_in_every_time_zone");
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
        .containsExactly(
            "an_edit_that_changes_nothing_stores_nothing",
            "what_was_edited_is_kept_to_the_last_character",
            "what_was_typed_is_kept_to_the_last_character");
  }

  @Test
  void a_log_that_brings_deleted_messages_back_is_caught() {
    assertThat(failures(BringsDeletedMessagesBack.class))
        .containsExactly(
            "a_deleted_message_stays_deleted",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree");
  }

  @Test
  void a_log_that_changes_messages_of_other_rooms_is_caught() {
    assertThat(failures(ChangesMessagesOfOtherRooms.class))
        .containsExactly("a_message_is_found_in_its_own_room_alone");
  }

  @Test
  void a_log_that_compares_with_what_a_message_says_now_is_caught() {
    assertThat(failures(ComparesWithWhatAMessageSaysNow.class))
        .containsExactly("what_counts_for_a_client_id_is_what_was_first_said_under_it");
  }

  @Test
  void a_log_that_edits_without_a_number_is_caught() {
    assertThat(failures(EditsWithoutANumber.class))
        .containsExactly(
            "a_call_that_throws_changes_nothing",
            "a_call_that_throws_leaves_nothing_behind",
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "an_edit_takes_the_next_number_and_changes_what_the_message_says",
            "an_edit_that_changes_nothing_stores_nothing",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree",
            "heads_name_every_room_and_how_far_it_reaches",
            "pages_of_messages_leave_edits_and_deletions_out",
            "the_client_id_of_a_deleted_message_stores_nothing_again",
            "the_heads_of_given_rooms_are_those_of_the_rooms_that_exist",
            "the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said",
            "what_counts_for_a_client_id_is_what_was_first_said_under_it");
  }

  @Test
  void a_log_that_keeps_what_was_deleted_is_caught() {
    assertThat(failures(KeepsWhatWasDeleted.class))
        .containsExactly(
            "a_deleted_message_stays_deleted",
            "a_deletion_takes_the_next_number_and_leaves_the_place_without_content",
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "times_of_changes_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_log_that_lets_anybody_delete_is_caught() {
    assertThat(failures(LetsAnybodyDelete.class))
        .containsExactly("only_the_author_edits_and_deletes");
  }

  @Test
  void a_log_that_lets_anybody_edit_is_caught() {
    assertThat(failures(LetsAnybodyEdit.class))
        .containsExactly("only_the_author_edits_and_deletes");
  }

  @Test
  void a_log_that_replays_messages_before_their_changes_is_caught() {
    assertThat(failures(ReplaysMessagesBeforeTheirChanges.class))
        .containsExactly(
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree");
  }

  @Test
  void a_log_that_replays_no_changes_is_caught() {
    assertThat(failures(ReplaysNoChanges.class))
        .containsExactly(
            "a_list_mixes_any_number_of_messages_edits_and_deletions_in_any_rooms",
            "after_replays_messages_edits_and_deletions_in_the_order_of_their_numbers",
            "each_draft_of_a_list_meets_what_those_before_it_left",
            "eight_who_change_the_same_messages_leave_no_gap_and_agree");
  }

  @Test
  void a_log_that_skips_numbers_instead_of_messages_is_caught() {
    assertThat(failures(SkipsNumbersInsteadOfMessages.class))
        .containsExactly("skipping_counts_messages_alone");
  }

  @Test
  void rooms_that_count_messages_for_the_head_are_caught() {
    assertThat(failures(CountsMessagesForTheHead.class))
        .containsExactly(
            "the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said");
  }

  @Test
  void rooms_that_forget_when_the_last_message_was_are_caught() {
    assertThat(failures(ForgetsWhenTheLastMessageWas.class))
        .containsExactly(
            "the_heads_of_rooms_tell_their_last_number_and_when_the_last_message_was_said");
  }
}
