package chat.testkit.message;

import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.user.UserId;
import chat.domain.user.Users;
import chat.testkit.StoreSwitch;
import chat.testkit.room.InMemoryRooms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log in memory. Thread-safe: one lock for all, so that calls happen one after the other. */
public final class InMemoryMessageLog implements MessageLog {
  private record Sent(RoomId room, UserId author, ClientId clientId) {}

  private final InMemoryRooms rooms;
  private final Users users;
  private final StoreSwitch store;
  private final Map<RoomId, List<Message>> messages = new HashMap<>();
  private final Map<Sent, Message> sent = new HashMap<>();

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
      outcomes.add(missing.contains(draft.room()) ? new Appended.NoSuchRoom() : insert(draft));
    }
    return List.copyOf(outcomes);
  }

  private Appended insert(Draft draft) {
    var key = new Sent(draft.room(), draft.author().id(), draft.clientId());
    var first = sent.get(key);
    if (first != null) {
      return new Appended.Repeated(first);
    }
    var log = messages.computeIfAbsent(draft.room(), room -> new ArrayList<>());
    var message =
        new Message(
            new MessageId(sent.size() + 1L),
            draft.room(),
            log.size() + 1L,
            draft.author(),
            draft.content(),
            draft.clientId(),
            draft.at());
    log.add(message);
    sent.put(key, message);
    rooms.count(draft.room(), log.size());
    return new Appended.Stored(message);
  }

  @Override
  public long head(RoomId room) {
    store.check();
    return count(room);
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    store.check();
    synchronized (this) {
      int end = (int) Math.min(Math.max(seq - 1, 0), count(room));
      var page = new ArrayList<>(log(room).subList(Math.max(end - limit, 0), end));
      Collections.reverse(page);
      return List.copyOf(page);
    }
  }

  @Override
  public List<Message> after(RoomId room, long seq, int limit) {
    store.check();
    synchronized (this) {
      return log(room).stream().skip(Math.max(seq, 0)).limit(limit).toList();
    }
  }

  private synchronized int count(RoomId room) {
    return log(room).size();
  }

  private List<Message> log(RoomId room) {
    return messages.getOrDefault(room, List.of());
  }
}
