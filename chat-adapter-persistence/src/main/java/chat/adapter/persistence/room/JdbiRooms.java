package chat.adapter.persistence.room;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.adapter.persistence.database.Key;
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

/** Rooms in a table; who opens one is decided by its unique key. Thread-safe. */
public final class JdbiRooms implements Rooms {
  private final Database database;

  public JdbiRooms(Database database) {
    this.database = database;
  }

  @Override
  public Opening open(NewRoom room) {
    try {
      long id =
          database.write(
              RoomSql.class,
              rooms ->
                  rooms.open(
                      room.name(), new Key(room.name().key()), room.createdBy(), room.createdAt()));
      return new Opening.Opened(
          new Room(new RoomId(id), room.name(), room.createdBy(), room.createdAt()));
    } catch (Duplicate e) {
      return new Opening.NameTaken();
    }
  }

  @Override
  public Optional<Room> find(RoomId id) {
    return database.read(RoomSql.class, rooms -> rooms.find(id));
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
