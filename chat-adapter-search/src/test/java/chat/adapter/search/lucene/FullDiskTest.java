package chat.adapter.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.application.log.LogFollower;
import chat.domain.Deadline;
import chat.domain.message.Epochs;
import chat.domain.message.LogProgress.State;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import chat.domain.user.Identity;
import chat.testkit.LogOf;
import chat.testkit.message.InMemoryEpochs;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The index on a disk that gets full and has room again, while the log goes on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskTest {
  private static final LuceneMessageSearch.Times TIMES =
      new LuceneMessageSearch.Times(Duration.ofMillis(100), Duration.ofMillis(500));

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final MessageLog stored = new InMemoryMessageLog(rooms, users);
  private final Epochs epochs = new InMemoryEpochs();
  private final Identity alice = SampleUsers.registered(users);
  private final RoomId room = SampleRooms.opened(rooms, alice.id()).id();
  private final LogOf told = new LogOf(LogFollower.class.getName());
  @TempDir private Path directory;
  private volatile boolean full;
  private FollowedIndex search;
  private MessageLog log;

  /** Takes nothing while the disk is full. */
  private final class Limited extends FilterDirectory {
    Limited(Directory files) {
      super(files);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      requireRoom();
      return limited(super.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
        throws IOException {
      requireRoom();
      return limited(super.createTempOutput(prefix, suffix, context));
    }

    private IndexOutput limited(IndexOutput output) {
      return new FilterIndexOutput("limited", output.getName(), output) {
        @Override
        public void writeByte(byte one) throws IOException {
          requireRoom();
          super.writeByte(one);
        }

        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
          requireRoom();
          super.writeBytes(bytes, offset, length);
        }
      };
    }

    private void requireRoom() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }
  }

  @BeforeEach
  void start() {
    search = new FollowedIndex(new IndexFolder(directory, Limited::new), stored, epochs, TIMES);
    log = search.publishing(stored);
  }

  @AfterEach
  void stop() {
    full = false;
    search.close();
    told.close();
  }

  private void say(String text) {
    SampleDrafts.stored(log, List.of(SampleDrafts.saying(text, room, alice)));
  }

  private void awaitState(State state) {
    await().atMost(Duration.ofSeconds(60)).until(() -> search.progress().state() == state);
  }

  /** In the room, where nothing may ever be missing. */
  private List<Long> found() {
    var request =
        new Request(
            SearchQuery.parse("needle"),
            Optional.of(Set.of(room)),
            Order.SEQ,
            Optional.empty(),
            1_000);
    var page = search.search(request, Deadline.after(Duration.ofMinutes(1)));
    return page.hits().stream().map(hit -> hit.message().seq()).toList();
  }

  /** What this test's index told; others' run beside it. */
  private List<String> lines() {
    return told.of(directory);
  }

  @Test
  void what_is_said_meanwhile_is_found_and_the_index_goes_on_where_it_was() {
    search.start();
    awaitState(State.READY);
    say("needle one");
    assertThat(found()).containsExactly(1L);

    full = true;
    say("needle two");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              assertThat(found()).containsExactly(2L, 1L);
              return search.progress().state() == State.STUCK;
            });
    say("needle three");
    assertThat(found()).containsExactly(3L, 2L, 1L);

    full = false;
    awaitState(State.READY);
    assertThat(found()).containsExactly(3L, 2L, 1L);
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).contains("the search index waits: the disk of");
    assertThat(lines().get(1)).contains("the search index goes on");
  }

  @Test
  void a_disk_that_was_full_before_the_index_began_is_waited_for_and_told_once() {
    full = true;
    say("needle");
    search.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              assertThat(found()).containsExactly(1L);
              return search.progress().state() == State.STUCK;
            });
    assertThat(lines()).singleElement().asString().contains("the search index waits: the disk of");

    full = false;
    awaitState(State.READY);
    assertThat(found()).containsExactly(1L);
  }

  @Test
  void a_server_that_stops_on_a_full_disk_loses_nothing_of_the_index_that_was_committed() {
    search.start();
    awaitState(State.READY);
    say("needle one");
    search.close();
    start();
    search.start();
    awaitState(State.READY);
    say("needle two");
    full = true;
    search.close();

    full = false;
    start();
    search.start();
    awaitState(State.READY);
    assertThat(found()).containsExactly(2L, 1L);
  }
}
