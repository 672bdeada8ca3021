package chat.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
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
    try (var store = SqliteStore.open(directory)) {
      var alice = SampleUsers.registered(store.users());
      room = SampleRooms.opened(store.rooms(), alice.id()).id();
      messages = SampleDrafts.stored(store.messageLog(), SampleDrafts.drafts(5, room, alice));
    }
    try (var store = SqliteStore.open(directory)) {
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
    try (var store = SqliteStore.open(directory)) {
      first = store.epochs().current();
    }
    Epoch renewed;
    try (var store = SqliteStore.open(directory)) {
      assertThat(store.epochs().current()).isEqualTo(first);
      renewed = store.epochs().renew();
    }
    try (var store = SqliteStore.open(directory)) {
      assertThat(store.epochs().current()).isEqualTo(renewed).isNotEqualTo(first);
    }
  }

  @Test
  void a_directory_has_one_server_at_a_time() {
    try (var store = SqliteStore.open(directory)) {
      assertThatThrownBy(() -> SqliteStore.open(directory))
          .isInstanceOf(CannotOpenStore.class)
          .hasMessage("The data directory " + directory + " is in use by another chat server");
      assertThat(store.rooms().search("", 0, 1)).isEmpty();
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void a_new_directory_is_for_its_owner_alone() throws IOException {
    var data = directory.resolve("in/here");
    SqliteStore.open(data).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_file_in_the_directorys_place_is_a_clear_refusal() throws IOException {
    var file = Files.writeString(directory.resolve("data"), "something else");
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_file_that_is_no_database_is_a_clear_refusal() throws IOException {
    Files.writeString(directory.resolve("chat.db"), "something else".repeat(1000));
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(CannotOpenStore.class)
        .hasMessageContaining(directory.toString());
    assertThat(directory.resolve("chat.db")).content(UTF_8).startsWith("something else");
  }

  @Test
  void a_closed_store_is_unavailable() {
    var store = SqliteStore.open(directory);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.rooms().search("", 0, 1)).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> SampleUsers.registered(store.users()))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void commits_wait_for_the_disk() {
    try (var store = SqliteStore.open(directory)) {
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
    try (var store = SqliteStore.open(directory)) {
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
      assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(CannotOpenStore.class);
    } finally {
      process.destroyForcibly().waitFor();
    }
    var acknowledged = Files.readAllLines(output);

    try (var store = SqliteStore.open(directory)) {
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
