package chat.testkit.room;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.room.Rooms;
import chat.domain.user.Users;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.StoreSwitch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rooms in memory. Thread-safe: one lock for all. */
public final class InMemoryRooms implements Rooms {
  private final Users users;
  private final StoreSwitch store;
  private final List<Room> rooms = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Skeleton, RoomName> looks = new HashMap<>();
  private final NameSkeletons skeletons = new PlainNameSkeletons();
  private final Map<RoomId, Long> messages = new HashMap<>();
  private final Map<RoomId, RoomHead> heads = new HashMap<>();

  public InMemoryRooms(Users users) {
    this(users, new StoreSwitch());
  }

  public InMemoryRooms(Users users, StoreSwitch store) {
    this.users = users;
    this.store = store;
  }

  @Override
  public Opening open(NewRoom room) {
    store.check();
    var opening = insert(room);
    store.committed();
    return opening;
  }

  private synchronized Opening insert(NewRoom room) {
    var look = skeletons.of(room.name().value());
    if (isTaken(room.name(), looks.get(look)) || !names.add(room.name().key())) {
      return new Opening.NameTaken();
    }
    looks.putIfAbsent(look, room.name());
    var id = new RoomId(rooms.size() + 1L);
    var opened = new Room(id, room.name(), room.createdBy(), room.createdAt());
    rooms.add(opened);
    return new Opening.Opened(opened);
  }

  private static boolean isTaken(RoomName name, @Nullable RoomName alike) {
    return alike != null && !(Text.isAscii(name.value()) && Text.isAscii(alike.value()));
  }

  @Override
  public Optional<Room> find(RoomId id) {
    store.check();
    synchronized (this) {
      return id.value() > rooms.size()
          ? Optional.empty()
          : Optional.of(rooms.get((int) id.value() - 1));
    }
  }

  @Override
  public Map<RoomId, Room> find(Collection<RoomId> ids) {
    store.check();
    synchronized (this) {
      return ids.stream()
          .filter(id -> id.value() <= rooms.size())
          .distinct()
          .collect(Collectors.toUnmodifiableMap(id -> id, id -> rooms.get((int) id.value() - 1)));
    }
  }

  @Override
  public Optional<RoomDetails> details(RoomId id) {
    return find(id)
        .flatMap(
            room ->
                users
                    .find(room.createdBy())
                    .map(creator -> new RoomDetails(room, creator.username(), messages(id))));
  }

  @Override
  public List<Room> search(String text, int skip, int limit) {
    store.check();
    var folded = Text.folded(text);
    synchronized (this) {
      return rooms.stream()
          .filter(room -> room.name().key().contains(folded))
          .skip(skip)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
    store.check();
    synchronized (this) {
      return ids.stream()
          .filter(id -> id.value() <= rooms.size())
          .distinct()
          .collect(
              Collectors.toUnmodifiableMap(
                  id -> id, id -> heads.getOrDefault(id, new RoomHead(id, 0, Optional.empty()))));
    }
  }

  @Override
  public Map<String, Room> named(Collection<String> keys) {
    store.check();
    synchronized (this) {
      return rooms.stream()
          .filter(room -> keys.contains(room.name().key()))
          .collect(Collectors.toUnmodifiableMap(room -> room.name().key(), room -> room));
    }
  }

  /** To be called by the log of the same store: how far a room has come. */
  public synchronized void raise(RoomHead head) {
    heads.put(head.room(), head);
  }

  /** To be called by the log of the same store: how many messages the room has from now on. */
  public synchronized void count(RoomId room, long count) {
    messages.put(room, count);
  }

  private synchronized long messages(RoomId room) {
    return messages.getOrDefault(room, 0L);
  }
}
