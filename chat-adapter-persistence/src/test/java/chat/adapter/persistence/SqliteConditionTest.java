package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.LogOf;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.StoreConditionContract;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteConditionTest implements StoreConditionContract {
  private static final String LARGE = "x".repeat(4_000);

  @TempDir private Path directory;
  private final SmallDatabase small = new SmallDatabase();
  private SqliteStore store;
  private Identity alice;
  private RoomId room;
  private Path aside;

  @BeforeEach
  void open() throws IOException {
    store = SqliteStore.open(directory.resolve("data"), new PlainNameSkeletons(), small::of);
    alice = SampleUsers.registered(store.users());
    room = SampleRooms.opened(store.rooms(), alice.id()).id();
    aside = Files.createDirectory(directory.resolve("aside"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public StoreCondition condition() {
    return store.condition();
  }

  @Override
  public void store() {
    stored(LARGE);
  }

  private List<Message> stored(String text) {
    return SampleDrafts.stored(store.messageLog(), List.of(SampleDrafts.saying(text, room, alice)));
  }

  @Override
  public void impede(Reason reason) {
    if (reason == Reason.FULL) {
      small.limitTo(store, pages());
      fill();
    } else {
      move("chat.db", data(), aside);
    }
  }

  /** Stores until nothing fits any more. */
  private List<Message> fill() {
    var acknowledged = new ArrayList<Message>();
    var why =
        refusal(
            () -> {
              while (true) {
                acknowledged.addAll(stored(LARGE));
              }
            });
    assertThat(why).isEqualTo(Reason.FULL);
    return acknowledged;
  }

  @Override
  public void relieve() {
    if (Files.exists(aside.resolve("chat.db"))) {
      move("chat.db", aside, data());
    }
    small.unlimited(store);
  }

  @Override
  public void look() {
    store.database().watch().look();
  }

  @Override
  public Set<Reason> reasons() {
    return Set.of(Reason.FULL, Reason.GONE);
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static void move(String name, Path from, Path to) {
    try {
      Files.move(from.resolve(name), to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long pages() {
    return store.database().reading().jdbi().withHandle(SmallDatabase::pages);
  }

  private Reason refusal(Runnable write) {
    return assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(write::run)
        .actual()
        .reason();
  }

  @Test
  void what_was_acknowledged_before_and_after_a_full_disk_is_there_and_nothing_else_is_missing() {
    small.limitTo(store, pages() + 50);
    var acknowledged = fill();
    assertThat(acknowledged).isNotEmpty();
    assertThat(store.messageLog().messagesAfter(room, 0, 1_000)).isEqualTo(acknowledged);

    small.unlimited(store);
    await().until(() -> condition().impediment().isEmpty());
    acknowledged.addAll(stored("there is room again"));

    store.close();
    store = SqliteStore.open(data(), new PlainNameSkeletons());
    assertThat(store.messageLog().messagesAfter(room, 0, 1_000)).isEqualTo(acknowledged);
  }

  @Test
  void a_trial_leaves_no_trace() throws IOException {
    impede(Reason.FULL);
    relieve();
    long before = pages();
    look();
    look();
    assertThat(condition().impediment()).isEmpty();
    assertThat(pages()).isEqualTo(before);
    assertThat(SmallDatabase.hasTable(store, "trial")).isFalse();
  }

  @Test
  void deleted_files_are_noticed_though_nobody_writes() throws IOException {
    Files.delete(data().resolve("chat.db"));
    await().until(() -> condition().impediment().isPresent());
    assertThat(condition().impediment()).contains(Reason.GONE);
  }

  @Test
  void the_first_write_after_a_deletion_is_not_acknowledged_and_no_later_one_is_stored()
      throws IOException {
    var before = stored("before");
    Files.delete(data().resolve("chat.db"));
    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
    long head = store.messageLog().head(room);
    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
    assertThat(store.messageLog().head(room)).isEqualTo(head);
    assertThat(store.messageLog().messagesAfter(room, 0, 1)).isEqualTo(before);
    assertThat(data().resolve("chat.db")).doesNotExist();
  }

  @Test
  void files_that_are_deleted_while_no_connection_is_open_to_write_are_gone_and_not_away()
      throws IOException {
    impede(Reason.FULL);
    look();
    Files.delete(data().resolve("chat.db"));
    store.database().writing().drop();
    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
    assertThat(condition().impediment()).contains(Reason.GONE);
  }

  @Test
  void a_deleted_write_ahead_log_is_noticed_as_well() throws IOException {
    Files.delete(data().resolve("chat.db-wal"));
    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
  }

  @Test
  void a_file_in_the_place_of_the_one_that_was_opened_is_not_written_to() throws IOException {
    stored("before");
    var other = Files.createDirectory(directory.resolve("other"));
    SqliteStore.open(other, new PlainNameSkeletons()).close();
    var backup = Files.readAllBytes(other.resolve("chat.db"));
    move("chat.db", other, data());

    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
    assertThat(refusal(this::store)).isEqualTo(Reason.GONE);
    store.close();

    assertThat(data().resolve("chat.db")).hasBinaryContent(backup);
  }

  @Test
  void a_reader_that_is_opened_on_a_replaced_file_does_not_write_to_it() throws IOException {
    stored("before");
    var other = Files.createDirectory(directory.resolve("other"));
    SqliteStore.open(other, new PlainNameSkeletons()).close();
    var backup = Files.readAllBytes(other.resolve("chat.db"));
    move("chat.db", other, data());

    store.database().reading().drop();
    pages();
    store.close();

    assertThat(data().resolve("chat.db")).hasBinaryContent(backup);
  }

  @Test
  void the_log_tells_a_full_disk_once_and_once_that_it_is_over() {
    try (var log = new LogOf("chat.adapter.persistence.database.StoreWatch")) {
      impede(Reason.FULL);
      for (int i = 0; i < 20; i++) {
        assertThat(refusal(this::store)).isEqualTo(Reason.FULL);
        look();
      }
      assertThat(log.of(directory)).singleElement().asString().contains("the disk is full");
      relieve();
      await().until(() -> condition().impediment().isEmpty());
      assertThat(log.of(directory)).hasSize(2).last().asString().contains("stores again after");
    }
  }
}
