package chat.benchmarks.server;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.SqliteStore;
import chat.adapter.persistence.Store;
import chat.adapter.security.IcuNameSkeletons;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;

/** Puts messages into a room of a store that no server uses: room and count are its arguments. */
public final class Seed {
  private static final int BATCH = 1_000;
  private static final int CONNECTIONS = 2;

  private Seed() {}

  public static void main(String[] args) {
    var room = new RoomId(Long.parseLong(args[0]));
    int count = Integer.parseInt(args[1]);
    try (var store = open(System.getenv())) {
      var opened = store.rooms().find(room).orElseThrow();
      var user = store.users().find(opened.createdBy()).orElseThrow();
      var author = new Identity(user.id(), user.username());
      var at = Instant.parse("2026-01-01T00:00:00Z");
      for (int done = 0; done < count; ) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < BATCH && done < count; i++, done++) {
          drafts.add(
              new Draft.Post(
                  room,
                  author,
                  new Content("message " + done + " of a long conversation among friends"),
                  new ClientId("seed-" + done),
                  at.plusMillis(done)));
        }
        for (var outcome : store.messageLog().append(drafts)) {
          if (!(outcome instanceof Appended.Stored)) {
            throw new IllegalStateException("not stored: " + outcome);
          }
        }
      }
    }
  }

  /** The store that a chat server with these settings has. */
  static Store open(Map<String, String> environment) {
    var url = environment.get("CHAT_DATABASE_URL");
    if (url == null) {
      return SqliteStore.open(
          Path.of(Objects.requireNonNull(environment.get("CHAT_DATA_DIR"))),
          new IcuNameSkeletons());
    }
    return MySqlStore.open(
        new MySqlSettings(
            url,
            environment.getOrDefault("CHAT_DATABASE_USER", ""),
            environment.getOrDefault("CHAT_DATABASE_PASSWORD", ""),
            CONNECTIONS),
        new IcuNameSkeletons());
  }
}
