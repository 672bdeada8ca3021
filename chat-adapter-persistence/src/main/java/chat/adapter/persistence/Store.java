package chat.adapter.persistence;

import chat.adapter.persistence.presence.PresenceTables;
import chat.domain.StoreCondition;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.token.RevokedTokens;
import chat.domain.user.Users;
import java.util.Optional;

/** An open database with a port to each of its tables, and one to how it is. Thread-safe. */
public sealed interface Store extends AutoCloseable permits JdbiStore {
  Users users();

  Rooms rooms();

  MessageLog messageLog();

  Epochs epochs();

  MessageSearch messageSearch();

  RevokedTokens revokedTokens();

  StoreCondition condition();

  /** The rows of the nodes that share the store; empty where one process has it for itself. */
  Optional<PresenceTables> presenceTables();

  /**
   * Lets what is under way end, for some seconds, and gives every connection back. Later calls of
   * the ports fail with {@link chat.domain.StoreUnavailable}. Idempotent.
   */
  @Override
  void close();
}
