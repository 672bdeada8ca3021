package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.StoreConditionContract;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import chat.testmysql.TestDatabase;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** All of the tests share one store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlConditionTest implements StoreConditionContract {
  private MySqlStore store;
  private Identity alice;
  private RoomId room;

  @BeforeAll
  void open() {
    store = Databases.open(TestDatabase.shared().createDatabase());
    alice = SampleUsers.registered(store.users());
    room = SampleRooms.opened(store.rooms(), alice.id()).id();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Override
  public StoreCondition condition() {
    return store.condition();
  }

  @Override
  public void store() {
    SampleDrafts.stored(store.messageLog(), SampleDrafts.drafts(1, room, alice));
  }

  @Override
  public void impede(Reason reason) {
    execute("RENAME TABLE messages TO messages_elsewhere");
  }

  @Override
  public void relieve() {
    execute("RENAME TABLE messages_elsewhere TO messages");
  }

  @Override
  public void look() {
    store.database().watch().look();
  }

  /** The others would take a whole server from the tests beside this one. */
  @Override
  public Set<Reason> reasons() {
    return Set.of(Reason.GONE);
  }

  private void execute(String sql) {
    store.database().reading().jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void what_was_stored_before_is_there_when_the_table_is_back() {
    store();
    var before = store.messageLog().messagesAfter(room, 0, 10);
    impede(Reason.GONE);
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> store.messageLog().messagesAfter(room, 0, 10))
        .extracting(StoreUnavailable::reason)
        .isEqualTo(Reason.GONE);
    relieve();
    assertThat(store.messageLog().messagesAfter(room, 0, 10)).isEqualTo(before);
  }

  @Test
  void a_trial_leaves_no_trace() {
    impede(Reason.GONE);
    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(this::store);
    relieve();
    look();
    look();
    assertThat(condition().impediment()).isEmpty();
    long rows =
        store
            .database()
            .reading()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT count(*) FROM issued_tokens")
                        .mapTo(Long.class)
                        .one());
    assertThat(rows).isZero();
  }
}
