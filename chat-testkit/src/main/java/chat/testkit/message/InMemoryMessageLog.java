package chat.testkit.message;

import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.Room;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import chat.testkit.StoreSwitch;
import chat.testkit.room.InMemoryRooms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** The log in memory. Thread-safe: one lock for all, so that calls happen one after the other. */
public final class InMemoryMessageLog implements MessageLog {
  private record Sent(RoomId room, UserId author, ClientId clientId) {}

  private final InMemoryRooms rooms;
  private final Users users;
  private final StoreSwitch store;

  /** What happened in each room; its messages may have changed since. */
  private final Map<RoomId, List<RoomEvent.Logged>> events = new HashMap<>();

  /** Each room's messages, in order. */
  private final Map<RoomId, List<MessageId>> posted = new HashMap<>();

  /** The messages as they are now. */
  private final Map<MessageId, Message> messages = new HashMap<>();

  private final Map<Sent, MessageId> sent = new HashMap<>();

  /** What was first said, for the messages that are not deleted. */
  private final Map<MessageId, Content> first = new HashMap<>();

  public InMemoryMessageLog(InMemoryRooms rooms, Users users) {
    this(rooms, users, new StoreSwitch());
  }

  public InMemoryMessageLog(InMemoryRooms rooms, Users users, StoreSwitch store) {
    this.rooms = rooms;
    this.users = users;
    this.store = store;
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
    store.check();
    // Asked before anything is stored: all or nothing.
    for (var draft : drafts) {
      if (users.find(draft.author().id()).isEmpty()) {
        throw new IllegalArgumentException("nobody is registered as " + draft.author());
      }
    }
    var missing = drafts.stream().map(Draft::room).distinct().filter(this::isMissing).toList();
    var outcomes = insert(drafts, missing);
    store.committed();
    return outcomes;
  }

  private boolean isMissing(RoomId room) {
    return rooms.find(room).isEmpty();
  }

  private synchronized List<Appended> insert(List<Draft> drafts, List<RoomId> missing) {
    var outcomes = new ArrayList<Appended>();
    for (var draft : drafts) {
      outcomes.add(
          missing.contains(draft.room())
              ? new Appended.Refused(Appended.Reason.NO_SUCH_ROOM)
              : insert(draft));
    }
    return List.copyOf(outcomes);
  }

  private Appended insert(Draft draft) {
    var outcome = draft.fold(this::post, this::change);
    if (outcome instanceof Appended.Stored stored) {
      keep(stored.event());
    }
    return outcome;
  }

  private Appended post(Draft.Post draft) {
    var key = new Sent(draft.room(), draft.author().id(), draft.clientId());
    var earlier = sent.get(key);
    if (earlier != null) {
      return first.getOrDefault(earlier, draft.content()).equals(draft.content())
          ? new Appended.Repeated(now(earlier))
          : new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN);
    }
    var message =
        new Message(
            new MessageId(messages.size() + 1L),
            draft.room(),
            next(draft.room()),
            draft.author(),
            draft.content(),
            draft.clientId(),
            draft.at());
    sent.put(key, message.id());
    first.put(message.id(), draft.content());
    return new Appended.Stored(new RoomEvent.Posted(message));
  }

  private Appended change(Draft.Change draft) {
    var current = messages.get(draft.message());
    return current == null
        ? new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE)
        : draft.on(current, next(draft.room()));
  }

  private void keep(RoomEvent.Logged event) {
    var message = event.message();
    var room = event.room();
    events.computeIfAbsent(room, id -> new ArrayList<>()).add(event);
    messages.put(message.id(), message);
    if (message.isDeleted()) {
      first.remove(message.id());
    }
    if (event instanceof RoomEvent.Posted) {
      posted.computeIfAbsent(room, id -> new ArrayList<>()).add(message.id());
      rooms.count(room, posted(room).size());
    }
    rooms.raise(new RoomHead(room, event.seq(), lastMessageAt(room)));
  }

  private Optional<Instant> lastMessageAt(RoomId room) {
    var all = posted(room);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(Objects.requireNonNull(messages.get(all.get(all.size() - 1))).at());
  }

  private long next(RoomId room) {
    return log(room).size() + 1L;
  }

  @Override
  public long head(RoomId room) {
    store.check();
    synchronized (this) {
      return log(room).size();
    }
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    store.check();
    return newestFirst(room, seq, limit);
  }

  @Override
  public List<Message> messagesAfter(RoomId room, long seq, int limit) {
    store.check();
    synchronized (this) {
      return posted(room).stream()
          .map(this::now)
          .filter(message -> message.seq() > seq)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    store.check();
    synchronized (this) {
      return log(room).stream().skip(Math.max(seq, 0)).limit(limit).map(this::now).toList();
    }
  }

  @Override
  public List<Message> messages(Set<MessageId> ids) {
    store.check();
    synchronized (this) {
      return ids.stream().filter(messages::containsKey).map(this::now).toList();
    }
  }

  @Override
  public List<Head> heads(long after, int limit) {
    var all = rooms.search("", 0, Integer.MAX_VALUE);
    synchronized (this) {
      return all.stream()
          .map(Room::id)
          .filter(room -> room.value() > after)
          .sorted()
          .limit(limit)
          .map(room -> new Head(room, log(room).size()))
          .toList();
    }
  }

  @Override
  public List<Head> heads(Set<RoomId> rooms) {
    var found = this.rooms.find(rooms).keySet();
    synchronized (this) {
      return found.stream().map(room -> new Head(room, log(room).size())).toList();
    }
  }

  @Override
  public long newestMessage() {
    store.check();
    synchronized (this) {
      return messages.size();
    }
  }

  @Override
  public Posts postedAfter(long mark, int limit) {
    store.check();
    synchronized (this) {
      // Ids are given from 1 on without a gap.
      long last = Math.max(mark, Math.min(messages.size(), mark + limit));
      var heads =
          LongStream.rangeClosed(mark + 1, last)
              .mapToObj(id -> now(new MessageId(id)).room())
              .distinct()
              .map(room -> new Head(room, log(room).size()))
              .toList();
      return new Posts(heads, last, last - mark == limit);
    }
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    store.check();
    if (count == 0) {
      return seq;
    }
    var left = newestFirst(room, seq, count);
    return left.size() < count ? 1 : left.get(count - 1).seq();
  }

  private synchronized List<Message> newestFirst(RoomId room, long before, int limit) {
    var newestFirst = new ArrayList<>(posted(room));
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .map(this::now)
        .filter(message -> message.seq() < before)
        .limit(limit)
        .toList();
  }

  private Message now(MessageId id) {
    return Objects.requireNonNull(messages.get(id));
  }

  /** The event with its message as it is now. */
  private RoomEvent.Logged now(RoomEvent.Logged event) {
    var message = now(event.message().id());
    if (event instanceof RoomEvent.Edited) {
      return new RoomEvent.Edited(event.seq(), message);
    }
    return event instanceof RoomEvent.Deleted
        ? new RoomEvent.Deleted(event.seq(), message)
        : new RoomEvent.Posted(message);
  }

  private List<RoomEvent.Logged> log(RoomId room) {
    return events.getOrDefault(room, List.of());
  }

  private List<MessageId> posted(RoomId room) {
    return posted.getOrDefault(room, List.of());
  }
}
