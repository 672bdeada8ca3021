package chat.testkit.room;

import chat.domain.room.Rooms;
import chat.domain.user.Users;
import chat.testkit.user.InMemoryUsers;

class InMemoryRoomsTest implements RoomsContract {
  private final Users users = new InMemoryUsers();
  private final Rooms rooms = new InMemoryRooms(users);

  @Override
  public Rooms rooms() {
    return rooms;
  }

  @Override
  public Users users() {
    return users;
  }
}
