package chat.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest {
  @TempDir Path directory;

  @Test
  void what_was_stored_is_there_after_reopening() {
    RoomId room;
    List<Message> messages;
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      var alice = SampleUsers.registered(store.users());
      room = SampleRooms.opened(store.rooms(), alice.id()).id();
      messages = SampleDrafts.stored(store.messageLog(), SampleDrafts.drafts(5, room, alice));
    }
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertThat(store.messageLog().messagesAfter(room, 0, 10)).isEqualTo(messages);
      var next =
          SampleDrafts.stored(
              store.messageLog(), List.of(SampleDrafts.draft(room, messages.get(0).author())));
      assertThat(next).singleElement().extracting(Message::seq).isEqualTo(6L);
    }
  }

  @Test
  void the_epoch_is_the_same_after_reopening() {
    Epoch first;
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      first = store.epochs().current();
    }
    Epoch renewed;
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertThat(store.epochs().current()).isEqualTo(first);
      renewed = store.epochs().renew();
    }
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertThat(store.epochs().current()).isEqualTo(renewed).isNotEqualTo(first);
    }
  }

  @Test
  void a_directory_has_one_server_at_a_time() {
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      assertThatThrownBy(() -> SqliteStore.open(directory, new PlainNameSkeletons()))
          .isInstanceOf(CannotOpenStore.class)
          .hasMessage("The data directory " + directory + " is in use by another chat server");
      assertThat(store.rooms().search("", 0, 1)).isEmpty();
    }
    SqliteStore.open(directory, new PlainNameSkeletons()).close();
  }

  @Test
  void a_new_directory_and_its_files_are_for_their_owner_alone() throws IOException {
    var data = directory.resolve("in/here");
    try (var store = SqliteStore.open(data, new PlainNameSkeletons())) {
      SampleUsers.registered(store.users());
      assertThat(modes(data))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "here", "rwx------",
                  "chat.lock", "rw-------",
                  "chat.db", "rw-------",
                  "chat.db-wal", "rw-------",
                  "chat.db-shm", "rw-------"));
    }
  }

  @Test
  void a_directory_and_files_that_are_open_to_others_are_closed_to_them() throws IOException {
    SqliteStore.open(directory, new PlainNameSkeletons()).close();
    Files.createFile(directory.resolve("chat.db-wal"));
    for (var name : List.of("chat.lock", "chat.db", "chat.db-wal")) {
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rw-rw-r--"));
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      SampleUsers.registered(store.users());
      var folder = directory.getFileName().toString();
      assertThat(modes(directory))
          .allSatisfy(
              (name, mode) ->
                  assertThat(mode).isEqualTo(name.equals(folder) ? "rwx------" : "rw-------"));
    }
  }

  /** Of the directory and of what is in it. */
  private static Map<String, String> modes(Path directory) throws IOException {
    var modes = new HashMap<String, String>();
    try (var files = Files.walk(directory)) {
      for (var file : files.toList()) {
        modes.put(
            file.getFileName().toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }

  @Test
  void a_database_of_a_newer_version_is_refused_in_one_line_and_left_alone() throws Exception {
    SqliteStore.open(directory, new PlainNameSkeletons()).close();
    var url = "jdbc:sqlite:" + directory.resolve("chat.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.executeUpdate(NewerVersion.MIGRATION);
    }

    assertThatThrownBy(() -> SqliteStore.open(directory, new PlainNameSkeletons()))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessage(
            "Can't use the database in "
                + directory
                + ": it belongs to a newer version of chat (migration 999); run that version, or"
                + " restore a backup");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM flyway_schema_history WHERE version = '999'");
    }
    SqliteStore.open(directory, new PlainNameSkeletons()).close();
  }

  @Test
  void a_file_in_the_directorys_place_is_a_clear_refusal() throws IOException {
    var file = Files.writeString(directory.resolve("data"), "something else");
    assertThatThrownBy(() -> SqliteStore.open(file, new PlainNameSkeletons()))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_file_that_is_no_database_is_a_clear_refusal() throws IOException {
    Files.writeString(directory.resolve("chat.db"), "something else".repeat(1000));
    assertThatThrownBy(() -> SqliteStore.open(directory, new PlainNameSkeletons()))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageContaining(directory.toString());
    assertThat(directory.resolve("chat.db")).content(UTF_8).startsWith("something else");
  }

  @Test
  void a_closed_store_is_unavailable() {
    var store = SqliteStore.open(directory, new PlainNameSkeletons());
    store.close();
    store.close();
    assertThatThrownBy(() -> store.rooms().search("", 0, 1)).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> SampleUsers.registered(store.users()))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void commits_wait_for_the_disk() {
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      var writing = store.database().writing().jdbi();
      assertThat(writing.<String, RuntimeException>withHandle(h -> pragma(h, "journal_mode")))
          .isEqualTo("wal");
      assertThat(writing.<String, RuntimeException>withHandle(h -> pragma(h, "synchronous")))
          .isEqualTo("2");
      assertThat(writing.<String, RuntimeException>withHandle(h -> pragma(h, "foreign_keys")))
          .isEqualTo("1");
    }
  }

  @Test
  void a_full_disk_is_unavailable_and_harms_nothing() {
    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      var alice = SampleUsers.registered(store.users());
      var room = SampleRooms.opened(store.rooms(), alice.id()).id();
      var stored = SampleDrafts.stored(store.messageLog(), SampleDrafts.drafts(5, room, alice));
      var writing = store.database().writing().jdbi();
      writing.useHandle(h -> pragma(h, "max_page_count = " + pragma(h, "page_count")));

      var text = "x".repeat(4000);
      assertThatThrownBy(
              () -> {
                while (true) {
                  store.messageLog().append(List.of(SampleDrafts.saying(text, room, alice)));
                }
              })
          .isInstanceOf(StoreUnavailable.class);

      writing.useHandle(h -> pragma(h, "max_page_count = 1000000"));
      assertThat(store.messageLog().messagesAfter(room, 0, 5)).isEqualTo(stored);
      long head = store.messageLog().head(room);
      var next = SampleDrafts.stored(store.messageLog(), List.of(SampleDrafts.draft(room, alice)));
      assertThat(next).singleElement().extracting(Message::seq).isEqualTo(head + 1);
    }
  }

  @Test
  void what_was_acknowledged_survives_a_kill() throws Exception {
    var output = directory.resolve("acknowledged");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                directory.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.readAllLines(output).size() > 90);
      assertThatThrownBy(() -> SqliteStore.open(directory, new PlainNameSkeletons()))
          .isInstanceOf(CannotOpenStore.class);
    } finally {
      process.destroyForcibly().waitFor();
    }
    var acknowledged = Files.readAllLines(output);

    try (var store = SqliteStore.open(directory, new PlainNameSkeletons())) {
      var room = store.rooms().search("", 0, 1).get(0).id();
      var kept = store.messageLog().messagesAfter(room, 0, Integer.MAX_VALUE);
      assertThat(kept)
          .extracting(message -> message.clientId().value())
          .containsAll(whole(acknowledged));
      assertThat(kept)
          .extracting(Message::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, kept.size()).boxed().toList());
      assertThat(kept).extracting(Message::clientId).doesNotHaveDuplicates();
      assertThat(kept.size() % 3).as("whole batches").isZero();
    }
  }

  /** Without a last line that the kill cut short. */
  private static List<String> whole(List<String> lines) {
    int length = lines.get(0).length();
    return lines.stream().filter(line -> line.length() == length).toList();
  }

  private static String pragma(Handle handle, String pragma) {
    return handle.createQuery("PRAGMA " + pragma).mapTo(String.class).one();
  }
}
