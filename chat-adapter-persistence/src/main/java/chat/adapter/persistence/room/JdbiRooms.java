package chat.adapter.persistence.room;

import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.adapter.persistence.database.Key;
import chat.domain.Text;
import chat.domain.room.NewRoom;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import java.util.List;
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
  public List<Room> search(String text, int skip, int limit) {
    return database.read(
        RoomSql.class,
        rooms ->
            text.isEmpty()
                ? rooms.all(skip, limit)
                : rooms.search(new Key(Text.folded(text)), skip, limit));
  }
}
