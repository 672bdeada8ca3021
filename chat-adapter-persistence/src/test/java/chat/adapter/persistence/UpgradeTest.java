package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms.Opening;
import chat.domain.user.Credentials;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users.Addition;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases from before names were compared by their looks. */
final class UpgradeTest {
  /** In the order of their ids; the fourth and the fifth look alike in ASCII alone. */
  private static final List<String> NAMES =
      List.of(
          "alice",
          "\u0430lice",
          "ali\u200bce",
          "corn",
          "com",
          "admin",
          "al\u202eice",
          "\u3164\u3164\u3164");

  private static final List<String> ROOMS =
      List.of("general", "gener\u0430l", "gen\u200beral", "\u3164");

  @TempDir Path directory;

  @Test
  void a_database_of_version_0_1_0_keeps_its_names_and_takes_no_more_that_look_like_them()
      throws IOException {
    try (var old = UpgradeTest.class.getResourceAsStream("/chat-0.1.0.db")) {
      Files.copy(old, directory.resolve("chat.db"));
    }
    for (int start = 1; start <= 2; start++) {
      try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
        assertKeepsItsNames(store);
      }
    }
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertTakesNoLookalikes(store);
      assertThat(store.messageLog().messagesAfter(new RoomId(1), 0, 10)).hasSize(1);
    }
  }

  @Test
  void a_database_of_that_version_on_mysql_does_so_too() {
    var server = TestDatabase.shared();
    var url = server.createDatabase();
    Flyway.configure()
        .dataSource(url, server.user(), server.password())
        .locations("classpath:db/migration/mysql")
        .target("2")
        .load()
        .migrate();
    Jdbi.create(url, server.user(), server.password())
        .useHandle(
            handle -> {
              for (var name : NAMES) {
                handle.execute(
                    "INSERT INTO users (username, username_key, password, created_at)"
                        + " VALUES (?, ?, 'hash', NOW())",
                    name,
                    new Username(name).key().getBytes(StandardCharsets.UTF_8));
              }
              for (var name : ROOMS) {
                handle.execute(
                    "INSERT INTO chat_rooms (name, name_key, created_by, created_at)"
                        + " VALUES (?, ?, 1, NOW())",
                    name,
                    name.getBytes(StandardCharsets.UTF_8));
              }
            });
    for (int start = 1; start <= 2; start++) {
      try (var store = Databases.open(url)) {
        assertKeepsItsNames(store);
      }
    }
    try (var store = Databases.open(url)) {
      assertTakesNoLookalikes(store);
    }
  }

  private static void assertKeepsItsNames(Store store) {
    for (int i = 0; i < NAMES.size(); i++) {
      var name = new Username(NAMES.get(i));
      var who = new Identity(new UserId(i + 1L), name);
      assertThat(store.users().credentials(name).map(Credentials::identity)).contains(who);
      assertThat(store.users().find(who.id()).orElseThrow().identity()).isEqualTo(who);
    }
    for (int i = 0; i < ROOMS.size(); i++) {
      assertThat(store.rooms().find(new RoomId(i + 1L)).orElseThrow().name().value())
          .isEqualTo(ROOMS.get(i));
    }
  }

  private static void assertTakesNoLookalikes(Store store) {
    for (var name :
        List.of("al\u034fice", "AL\u0406CE", "c\u043ern", "\u0441om", "\u0430dmin", "alice")) {
      assertThat(store.users().add(SampleUsers.named(name)))
          .as(name)
          .isEqualTo(new Addition.Taken());
    }
    for (var name : List.of("gen\u0435ra1", "alicia", "cornet")) {
      assertThat(store.users().add(SampleUsers.named(name)))
          .as(name)
          .isInstanceOf(Addition.Added.class);
    }
    var room = SampleRooms.named("gene\u034fral", new UserId(1));
    assertThat(store.rooms().open(room)).isEqualTo(new Opening.NameTaken());
  }

  /** As after an upgrade of the tables of what looks alike. */
  private static final class OtherSkeletons implements NameSkeletons {
    @Override
    public Skeleton of(String name) {
      return new Skeleton(new PlainNameSkeletons().of(name).value().replace('\u00f6', 'o'));
    }

    @Override
    public String version() {
      return "other";
    }
  }

  @Test
  void new_tables_of_what_looks_alike_count_for_the_names_that_are_there() {
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      SampleUsers.added(store.users(), SampleUsers.named("bob"));
      SampleUsers.added(store.users(), SampleUsers.named("rob"));
      SampleUsers.added(store.users(), SampleUsers.named("r\u00f6b"));
      for (int i = 0; i < 1_100; i++) {
        SampleUsers.added(store.users(), SampleUsers.newUser());
      }
      SampleUsers.added(store.users(), SampleUsers.named("joe"));
    }
    try (var store = SqliteStore.open(directory, new OtherSkeletons())) {
      for (var name : List.of("b\u00f6b", "j\u00f6e", "r\u00f6\u034fb")) {
        assertThat(store.users().add(SampleUsers.named(name))).isEqualTo(new Addition.Taken());
      }
      assertThat(store.users().credentials(new Username("r\u00f6b"))).isPresent();
    }
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertThat(store.users().add(SampleUsers.named("b\u00f6b")))
          .isInstanceOf(Addition.Added.class);
    }
  }
}
