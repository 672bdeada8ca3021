package chat.adapter.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.domain.Deadline;
import chat.domain.message.Epochs;
import chat.domain.message.LogProgress.State;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Page;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import chat.domain.user.Identity;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneMessageSearchTest {
  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final MessageLog log = new InMemoryMessageLog(rooms, users);
  private final Epochs epochs = new InMemoryEpochs();
  private final Identity alice = SampleUsers.registered(users);
  private final RoomId room = SampleRooms.opened(rooms, alice.id()).id();
  @TempDir private Path directory;
  private FollowedIndex search;

  @BeforeEach
  void start() {
    search = FollowedIndex.in(directory, log, epochs);
    search.start();
  }

  @AfterEach
  void stop() {
    search.close();
  }

  private void restart() {
    search.close();
    start();
    ready();
  }

  private void ready() {
    await().until(() -> search.progress().state() == State.READY);
  }

  private void say(String text) {
    SampleDrafts.stored(log, List.of(SampleDrafts.saying(text, room, alice)));
  }

  private static Page page(FollowedIndex search, String typed, int limit) {
    var query = SearchQuery.parse(typed);
    return search.search(
        new Request(query, Optional.empty(), Order.RECENT, Optional.empty(), limit),
        Deadline.after(Duration.ofMinutes(1)));
  }

  private List<Long> found(String typed) {
    return page(search, typed, 100_000).hits().stream().map(hit -> hit.message().seq()).toList();
  }

  @Test
  void what_other_servers_commit_is_noticed_without_being_told() {
    ready();
    say("needle");
    await().until(() -> found("needle").size() == 1);
  }

  @Test
  void the_index_is_for_its_owner_alone_also_where_it_was_open_before() throws IOException {
    say("needle");
    ready();
    search.close();
    assertThat(modes()).hasSizeGreaterThan(2).allMatch("rw-------"::equals);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }

    start();
    ready();
    assertThat(found("needle")).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    search.close();
    assertThat(modes()).allMatch("rw-------"::equals);
  }

  private List<String> modes() throws IOException {
    try (var files = Files.list(directory)) {
      var modes = new ArrayList<String>();
      for (var file : files.toList()) {
        modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
      return modes;
    }
  }

  @Test
  void after_a_restart_it_goes_on_and_has_nothing_twice() {
    for (int i = 1; i <= 4; i++) {
      say("needle " + i);
      restart();
    }
    assertThat(found("needle")).containsExactly(4L, 3L, 2L, 1L);
  }

  @Test
  void the_index_is_the_log_whatever_happened() {
    var random = new Random(11);
    var sent = SampleDrafts.stored(log, SampleDrafts.drafts(300, room, alice));
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 60; i++) {
        var message = sent.get(random.nextInt(sent.size()));
        boolean deletes = random.nextInt(3) == 0;
        log.append(
            List.of(
                deletes
                    ? SampleDrafts.deletion(message)
                    : SampleDrafts.edit(message, "edited " + round + " " + i)));
      }
      say("new " + round);
      restart();
      var expected =
          log.before(room, Long.MAX_VALUE, 1_000).stream()
              .filter(message -> !message.isDeleted())
              .map(message -> message.seq())
              .toList();
      assertThat(found("-nothing")).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void a_large_room_is_read_in_pages() {
    search.close();
    for (int i = 0; i < 10; i++) {
      log.append(SampleDrafts.drafts(500, room, alice));
    }
    var first = log.messagesAfter(room, 0, 1).get(0);
    log.append(List.of(SampleDrafts.edit(first, "edited")));
    start();
    ready();
    assertThat(found("500")).hasSize(10);
    assertThat(found("edited")).containsExactly(1L);
    assertThat(search.progress().done()).isEqualTo(5_001);
  }

  @Test
  void a_broken_index_is_built_anew() throws IOException {
    say("needle");
    restart();
    search.close();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 2; i < bytes.length; i++) {
          bytes[i] ^= 0x5a;
        }
        Files.write(file, bytes);
      }
    }
    start();
    // What is broken may be noticed by a search alone; the index is built after that one.
    await().until(() -> page(search, "needle", 10).complete());
    assertThat(found("needle")).containsExactly(1L);
  }

  @Test
  void a_missing_index_is_built_anew() throws IOException {
    say("needle");
    restart();
    search.close();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    start();
    ready();
    assertThat(found("needle")).containsExactly(1L);
  }

  @Test
  void in_another_epoch_it_is_built_anew() {
    say("needle");
    restart();
    search.close();
    epochs.renew();
    say("needle again");
    start();
    ready();
    assertThat(found("needle")).containsExactly(2L, 1L);
  }

  @Test
  void where_another_server_has_the_directory_the_newest_messages_are_read_instead() {
    ready();
    say("needle");
    try (var second = FollowedIndex.in(directory, log, epochs)) {
      second.start();
      await().until(() -> second.progress().state() == State.STUCK);
      assertThat(page(second, "needle", 10).hits()).hasSize(1);
      assertThat(page(second, "needle", 10).complete()).isFalse();
    }
    await().until(() -> found("needle").size() == 1);
    assertThat(page(search, "needle", 10).complete()).isTrue();
  }

  @Test
  void more_than_can_wait_is_read_from_the_log() {
    var published = search.publishing(log);
    ready();
    for (int i = 0; i < 40; i++) {
      published.append(SampleDrafts.drafts(1_000, room, alice));
    }
    await().until(() -> page(search, "1000", 100).complete() && found("1000").size() == 40);
  }
}
