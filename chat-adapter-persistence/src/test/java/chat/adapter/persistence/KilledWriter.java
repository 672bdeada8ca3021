package chat.adapter.persistence;

import chat.testkit.PlainNameSkeletons;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.nio.file.Path;

/** A process that appends until it is killed, and prints each client id once it is acknowledged. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    var store = SqliteStore.open(Path.of(arguments[0]), new PlainNameSkeletons());
    var alice = SampleUsers.registered(store.users());
    var room = SampleRooms.opened(store.rooms(), alice.id()).id();
    while (true) {
      for (var message :
          SampleDrafts.stored(store.messageLog(), SampleDrafts.drafts(3, room, alice))) {
        System.out.println(message.clientId().value());
      }
    }
  }
}
