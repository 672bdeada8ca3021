package chat.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.SampleUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How many statements the work takes, and how the database goes about them. Some hundred rooms have
 * a few messages, one has many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreStatements {
  private static final int BATCH = 256;

  private final List<RoomId> rooms = new ArrayList<>();

  /** As many of the large room as a batch has. */
  private final List<Message> messages = new ArrayList<>();

  private @Nullable JdbiStore store;
  private @Nullable Identity alice;

  abstract JdbiStore open();

  /** What has the database learn the sizes of its tables. */
  abstract void analyze(Handle handle);

  /** The plan for a statement with its parameters, a line for each of its steps. */
  abstract List<String> plan(Handle handle, String sql, List<?> parameters);

  @BeforeAll
  void fill_a_store() {
    store = open();
    alice = SampleUsers.registered(store.users());
    for (int i = 0; i < BATCH; i++) {
      rooms.add(SampleRooms.opened(store.rooms(), alice.id()).id());
    }
    for (int i = 0; i < 8; i++) {
      store.messageLog().append(oneInEachRoom());
      store.messageLog().append(SampleDrafts.drafts(BATCH, largeRoom(), alice));
    }
    messages.addAll(store.messageLog().messagesAfter(largeRoom(), 0, BATCH));
    store.messageLog().append(edits("edited"));
    store.database().reading().jdbi().useHandle(this::analyze);
  }

  @AfterAll
  void close_the_store() {
    store().close();
  }

  @Test
  void a_page_of_history_is_one_statement() {
    assertThat(recorded(() -> store().messageLog().before(largeRoom(), 1000, 100))).hasSize(1);
    assertThat(recorded(() -> store().messageLog().messagesAfter(largeRoom(), 1000, 100)))
        .hasSize(1);
    assertThat(recorded(() -> store().messageLog().skip(largeRoom(), 1000, 100))).hasSize(1);
  }

  @Test
  void a_page_of_events_is_one_statement() {
    assertThat(recorded(() -> store().messageLog().after(largeRoom(), 1000, 100))).hasSize(1);
  }

  @Test
  void rooms_are_found_by_their_ids_in_one_statement() {
    var ids = IntStream.range(1, 9).mapToObj(RoomId::new).toList();
    assertThat(recorded(() -> store().rooms().find(ids))).hasSize(1);
  }

  @Test
  void rooms_are_looked_up_by_their_names_in_one_statement_along_an_index() {
    var keys = IntStream.range(0, 8).mapToObj(i -> "no such room " + i).toList();
    var statements = recorded(() -> store().rooms().named(keys));
    assertThat(statements).hasSize(1);
    var parameters = keys.stream().<Object>map(key -> key.getBytes(UTF_8)).toList();
    assertLooksUpByName(planOf(statements.get(0), parameters));
  }

  @Test
  void the_details_of_a_room_are_one_statement() {
    assertThat(recorded(() -> store().rooms().details(largeRoom()))).hasSize(1);
  }

  @Test
  void an_append_takes_as_many_statements_however_many_drafts_and_rooms() {
    var one = List.<Draft>of(SampleDrafts.draft(largeRoom(), alice()));
    assertIsRowsAnd(forOneRoom(), recorded(() -> store().messageLog().append(one)));
    var inOneRoom = SampleDrafts.drafts(BATCH, largeRoom(), alice());
    assertIsRowsAnd(forOneRoom(), recorded(() -> store().messageLog().append(inOneRoom)));
    assertIsRowsAnd(2, recorded(() -> store().messageLog().append(oneInEachRoom())));
  }

  /** Locks and numbers, rows; and one to ask for the ids where an insert doesn't tell them. */
  private static void assertIsRowsAnd(int locksAndNumbers, List<String> statements) {
    assertThat(statements).hasSize(locksAndNumbers + (tellsIds(statements) ? 1 : 2));
  }

  private static boolean tellsIds(List<String> statements) {
    return statements.stream().anyMatch(sql -> sql.contains("RETURNING"));
  }

  @Test
  void edits_and_deletions_take_five_statements_however_many() {
    var one = List.<Draft>of(SampleDrafts.edit(messages.get(0), "one"));
    assertThat(recorded(() -> store().messageLog().append(one))).hasSize(5);
    var many = edits("many");
    assertThat(recorded(() -> store().messageLog().append(many))).hasSize(5);
  }

  @Test
  void messages_and_edits_in_one_batch_take_as_many_statements_as_both() {
    var mixed = new ArrayList<Draft>();
    var posts = oneInEachRoom();
    var edits = edits("mixed");
    for (int i = 0; i < BATCH; i++) {
      mixed.add(posts.get(i));
      mixed.add(edits.get(i));
    }
    var first = recorded(() -> store().messageLog().append(mixed));
    assertThat(first)
        .as("one more for the room that has got more than the others")
        .hasSize(tellsIds(first) ? 7 : 8);
    assertThat(recorded(() -> store().messageLog().append(mixed)))
        .as("locks, messages by their ids, an insert that fails; the same with a look instead")
        .hasSize(6);
  }

  @Test
  void appending_again_is_found_by_the_insert_and_then_looked_up() {
    var drafts = oneInEachRoom();
    store().messageLog().append(drafts);
    assertThat(recorded(() -> store().messageLog().append(drafts))).hasSize(4);
  }

  @Test
  void messages_are_looked_up_by_their_ids_in_one_statement() {
    var ids =
        store().messageLog().before(largeRoom(), Long.MAX_VALUE, 50).stream()
            .map(Message::id)
            .collect(Collectors.toSet());
    assertThat(recorded(() -> store().messageLog().messages(ids))).hasSize(1);
  }

  @Test
  void heads_are_read_in_one_statement() {
    assertThat(recorded(() -> store().messageLog().heads(0, 1_000))).hasSize(1);
  }

  @Test
  void the_heads_of_five_hundred_rooms_are_read_in_one_statement() {
    var some = LongStream.rangeClosed(1, 500).mapToObj(RoomId::new).collect(Collectors.toSet());
    assertThat(recorded(() -> store().messageLog().heads(some))).hasSize(1);
  }

  @Test
  void posts_are_found_along_the_primary_key_in_one_statement() {
    long mark = store().messageLog().newestMessage() - 100;
    var statements = recorded(() -> store().messageLog().postedAfter(mark, 1_000));
    assertThat(statements).hasSize(1);
    assertWalksAlongThePrimaryKey(planOf(statements.get(0), List.of(mark, 1_000)));
    assertThat(recorded(() -> store().messageLog().newestMessage())).hasSize(1);
  }

  @Test
  void history_walks_along_an_index_and_sorts_nothing() {
    for (var page :
        List.<Runnable>of(
            () -> store().messageLog().before(largeRoom(), 1000, 100),
            () -> store().messageLog().messagesAfter(largeRoom(), 1000, 100))) {
      var sql = recorded(page).get(0);
      assertWalksAlongTheIndexOnSeq(planOf(sql, List.of(largeRoom().value(), 1000L, 100)));
    }
  }

  @Test
  void skipping_reads_indexes_alone_and_no_more_than_it_passes() {
    long room = largeRoom().value();
    var walk = recorded(() -> store().messageLog().skip(largeRoom(), 2_000, 100));
    assertThat(walk).hasSize(1);
    assertReadsTheIndexOnSeqAlone(planOf(walk.get(0), List.of(room, 2_000L, 99)));

    var strides = recorded(() -> store().messageLog().skip(largeRoom(), 2_000, 1_000_000));
    assertThat(strides).as("the head, and the edits below").hasSize(2);
    assertWalksAlongTheIndexOfEvents(planOf(strides.get(1), List.of(room, 2_000L, 1_000)));
  }

  @Test
  void a_replay_finds_its_numbers_in_two_indexes_and_its_messages_by_their_ids() {
    var sql = recorded(() -> store().messageLog().after(largeRoom(), 1000, 100)).get(0);
    long room = largeRoom().value();
    assertMergesTwoIndexes(planOf(sql, List.of(room, 1000L, 100, room, 1000L, 100, 100)));
  }

  @Test
  void an_append_looks_up_by_indexes_alone() {
    var drafts = oneInEachRoom();
    var statements = recorded(() -> store().messageLog().append(drafts));
    var again = recorded(() -> store().messageLog().append(drafts));

    var sent = Recorder.theOneWith("m.client_id) IN", again.stream());
    var origins = new ArrayList<Object>();
    rooms.forEach(room -> origins.addAll(List.of(alice().id().value(), room.value(), "c")));
    assertLooksUpByClientId(planOf(sent, origins));

    if (!tellsIds(statements)) {
      var ids = Recorder.theOneWith("(room_id, seq) IN", statements.stream());
      var places = new ArrayList<Object>();
      rooms.forEach(room -> places.addAll(List.of(room.value(), 8L)));
      assertLooksUpBySeq(planOf(ids, places));
    }
  }

  @Test
  void which_of_thousands_of_tokens_were_revoked_is_one_statement() {
    var tokens =
        IntStream.range(0, 3_000).mapToObj(i -> new TokenId("t" + i)).collect(Collectors.toSet());
    assertThat(recorded(() -> store().revokedTokens().among(tokens))).hasSize(1);
    assertThat(recorded(() -> store().revokedTokens().among(Set.of()))).isEmpty();
  }

  @Test
  void names_and_tokens_are_looked_up_by_indexes() {
    var login = recorded(() -> store().users().credentials(alice().username())).get(0);
    assertLooksUpOneRow(planOf(login, List.of(new byte[] {1})));
    var revoked = recorded(() -> store().revokedTokens().contains(new TokenId("t"))).get(0);
    assertLooksUpOneRow(planOf(revoked, List.of("t")));
  }

  /** How many statements lock one room and raise its number. */
  abstract int forOneRoom();

  abstract void assertWalksAlongTheIndexOnSeq(List<String> plan);

  abstract void assertReadsTheIndexOnSeqAlone(List<String> plan);

  abstract void assertWalksAlongTheIndexOfEvents(List<String> plan);

  /** In messages, from a number on; of rooms single rows are looked up. */
  abstract void assertWalksAlongThePrimaryKey(List<String> plan);

  abstract void assertMergesTwoIndexes(List<String> plan);

  abstract void assertLooksUpByClientId(List<String> plan);

  abstract void assertLooksUpBySeq(List<String> plan);

  abstract void assertLooksUpByName(List<String> plan);

  abstract void assertLooksUpOneRow(List<String> plan);

  private List<String> planOf(String sql, List<?> parameters) {
    return store().database().reading().jdbi().withHandle(handle -> plan(handle, sql, parameters));
  }

  private List<String> recorded(Runnable work) {
    return Recorder.record(store(), work);
  }

  private List<Draft> oneInEachRoom() {
    return rooms.stream().<Draft>map(room -> SampleDrafts.draft(room, alice())).toList();
  }

  private List<Draft> edits(String text) {
    return messages.stream().<Draft>map(message -> SampleDrafts.edit(message, text)).toList();
  }

  private RoomId largeRoom() {
    return rooms.get(100);
  }

  private JdbiStore store() {
    return Objects.requireNonNull(store);
  }

  private Identity alice() {
    return Objects.requireNonNull(alice);
  }
}
