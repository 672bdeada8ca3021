package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import chat.domain.room.Rooms;
import chat.domain.token.RevokedTokens;
import chat.domain.user.Users;
import chat.testkit.message.MessageLogContract;
import chat.testkit.message.MessageSearchContract;
import chat.testkit.room.RoomsContract;
import chat.testkit.token.RevokedTokensContract;
import chat.testkit.user.UsersContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Every port's contract on one store, which all of the tests share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContracts {
  private @Nullable JdbiStore store;

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
