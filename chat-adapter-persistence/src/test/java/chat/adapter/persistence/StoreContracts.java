package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.persistence.message.JdbiEpochs;
import chat.domain.message.Draft;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.Users;
import chat.testkit.Race;
import chat.testkit.Tag;
import chat.testkit.message.EpochsContract;
import chat.testkit.message.MessageLogContract;
import chat.testkit.message.SampleDrafts;
import chat.testkit.room.RoomsContract;
import chat.testkit.room.SampleRooms;
import chat.testkit.search.MessageSearchContract;
import chat.testkit.token.RevokedTokensContract;
import chat.testkit.token.SampleTokens;
import chat.testkit.user.SampleUsers;
import chat.testkit.user.UsersContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every port's contract on one store, which all of the tests share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContracts {
  private @Nullable JdbiStore store;

  /** A store on an empty database of its own. */
  abstract JdbiStore open();

  @BeforeAll
  void open_the_store() {
    store = open();
  }

  @AfterEach
  void every_connection_is_back() {
    assertThat(store().database().writing().active()).isZero();
    assertThat(store().database().reading().active()).isZero();
  }

  @AfterAll
  void close_the_store() {
    store().close();
  }

  JdbiStore store() {
    return Objects.requireNonNull(store);
  }

  @Test
  void what_was_edited_away_or_deleted_is_in_no_column() {
    var alice = SampleUsers.registered(store().users());
    var room = SampleRooms.opened(store().rooms(), alice.id()).id();
    var log = store().messageLog();
    var drafts =
        Stream.of("first words", "other words")
            .<Draft>map(text -> SampleDrafts.saying(text, room, alice))
            .toList();
    var messages = SampleDrafts.stored(log, drafts);
    assertThat(columns(room)).contains("first words", "other words");

    log.append(List.of(SampleDrafts.edit(messages.get(0), "second words")));
    log.append(List.of(SampleDrafts.edit(messages.get(0), "third words")));
    log.append(List.of(SampleDrafts.edit(messages.get(1), "fourth words")));
    assertThat(columns(room))
        .contains("third words", "fourth words")
        .doesNotContain("first", "second", "other");
    log.append(List.of(SampleDrafts.deletion(messages.get(1))));
    assertThat(columns(room)).contains("third words").doesNotContain("fourth");
    log.append(List.of(SampleDrafts.deletion(messages.get(0))));
    assertThat(columns(room)).doesNotContain("words").doesNotContainPattern("[0-9a-f]{64}");
  }

  /** All that the database has of a room's messages and of what became of them. */
  private String columns(RoomId room) {
    return store()
        .database()
        .reading()
        .jdbi()
        .withHandle(
            handle ->
                Stream.of("messages", "room_events")
                    .map(
                        table ->
                            handle.createQuery("SELECT * FROM " + table + " WHERE room_id = ?"))
                    .map(query -> query.bind(0, room.value()).mapToMap().list().toString())
                    .collect(Collectors.joining()));
  }

  @Test
  void one_token_may_be_revoked_while_all_of_its_user_are() {
    var tokens = store().revokedTokens();
    var noon = Instant.parse("2026-05-04T12:00:00Z");
    for (int round = 0; round < 10; round++) {
      var alice = SampleUsers.registered(store().users());
      var hers =
          Stream.generate(() -> new TokenId("t-" + Tag.next()))
              .limit(8)
              .map(id -> SampleTokens.claims(id, alice, noon, noon.plusSeconds(60)))
              .toList();
      hers.forEach(tokens::remember);
      var revoked =
          Race.of(
              8,
              i -> {
                var one = hers.get(i);
                if (i % 2 == 0) {
                  tokens.addAllOf(alice.id(), noon);
                } else {
                  tokens.add(new Revocation(one.id(), noon, one.expiresAt()));
                }
                return tokens.contains(one.id());
              });
      assertThat(revoked).containsOnly(true);
    }
  }

  @Nested
  class KeepsUsers implements UsersContract {
    @Override
    public Users users() {
      return store().users();
    }
  }

  @Nested
  class KeepsRooms implements RoomsContract {
    @Override
    public Rooms rooms() {
      return store().rooms();
    }

    @Override
    public Users users() {
      return store().users();
    }
  }

  @Nested
  class KeepsMessages implements MessageLogContract {
    @Override
    public MessageLog log() {
      return store().messageLog();
    }

    @Override
    public Rooms rooms() {
      return store().rooms();
    }

    @Override
    public Users users() {
      return store().users();
    }
  }

  @Nested
  class KeepsEpochs implements EpochsContract {
    private final List<JdbiStore> opened = new ArrayList<>();

    @AfterEach
    void close_what_was_opened() {
      opened.forEach(JdbiStore::close);
    }

    @Override
    public Epochs epochs() {
      return new JdbiEpochs(store().database());
    }

    @Override
    public Supplier<Epochs> untouched() {
      var empty = open();
      opened.add(empty);
      return () -> new JdbiEpochs(empty.database());
    }
  }

  @Nested
  class FindsMessages implements MessageSearchContract {
    @Override
    public MessageSearch search() {
      return store().messageSearch();
    }

    @Override
    public MessageLog log() {
      return store().messageLog();
    }

    @Override
    public Rooms rooms() {
      return store().rooms();
    }

    @Override
    public Users users() {
      return store().users();
    }
  }

  @Nested
  class KeepsRevokedTokens implements RevokedTokensContract {
    @Override
    public RevokedTokens tokens() {
      return store().revokedTokens();
    }
  }
}
