package chat.adapter.persistence.room;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.adapter.persistence.database.Key;
import chat.adapter.persistence.database.Look;
import chat.domain.NameSkeletons;
import chat.domain.Text;
import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rooms in a table; who opens one is decided by its unique key. Thread-safe. */
public final class JdbiRooms implements Rooms {
  private final Database database;
  private final NameSkeletons skeletons;

  public JdbiRooms(Database database, NameSkeletons skeletons) {
    this.database = database;
    this.skeletons = skeletons;
  }

  @Override
  public Opening open(NewRoom room) {
    var name = room.name().value();
    var look = new Look(skeletons.of(name));
    try {
      return opened(room, look);
    } catch (Duplicate e) {
      if (!Text.isAscii(name)) {
        return new Opening.NameTaken();
      }
    }
    // Names are never removed: which room has the look now has it for ever.
    var alike = database.read(RoomSql.class, rooms -> rooms.nameThatLooksSo(look));
    if (alike.isEmpty() || !Text.isAscii(alike.get())) {
      return new Opening.NameTaken();
    }
    try {
      return opened(room, null);
    } catch (Duplicate e) {
      return new Opening.NameTaken();
    }
  }

  private Opening opened(NewRoom room, @Nullable Look look) {
    long id =
        database.write(
            RoomSql.class,
            rooms ->
                rooms.open(
                    room.name(),
                    new Key(room.name().key()),
                    room.createdBy(),
                    room.createdAt(),
                    look));
    return new Opening.Opened(
        new Room(new RoomId(id), room.name(), room.createdBy(), room.createdAt()));
  }

  @Override
  public Optional<Room> find(RoomId id) {
    return database.read(RoomSql.class, rooms -> rooms.find(id));
  }

  @Override
  public Map<RoomId, Room> find(Collection<RoomId> ids) {
    var found = new HashMap<RoomId, Room>();
    for (var piece : Batches.padded(List.copyOf(ids))) {
      database
          .read(RoomSql.class, rooms -> rooms.findAll(piece))
          .forEach(room -> found.put(room.id(), room));
    }
    return found;
  }

  @Override
  public Optional<RoomDetails> details(RoomId id) {
    return database.read(RoomSql.class, rooms -> rooms.details(id));
  }

  @Override
  public Map<RoomId, RoomHead> heads(Collection<RoomId> ids) {
    var heads = new HashMap<RoomId, RoomHead>();
    for (var piece : Batches.padded(List.copyOf(ids))) {
      database
          .read(RoomSql.class, rooms -> rooms.heads(piece))
          .forEach(head -> heads.put(head.room(), head));
    }
    return heads;
  }

  @Override
  public Map<String, Room> named(Collection<String> keys) {
    var distinct = keys.stream().distinct().map(Key::new).toList();
    var named = new HashMap<String, Room>();
    for (var piece : Batches.padded(distinct)) {
      database
          .read(RoomSql.class, rooms -> rooms.named(piece))
          .forEach(room -> named.put(room.name().key(), room));
    }
    return named;
  }

  @Override
  public List<Room> search(String text, int skip, int limit) {
    return database.read(
        RoomSql.class,
        rooms ->
            text.isEmpty()
                ? rooms.all(skip, limit)
                : rooms.search(new Key(Text.folded(text)), skip, limit));
  }
}
