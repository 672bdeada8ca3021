package chat.adapter.persistence;

import chat.adapter.persistence.database.Arguments;
import chat.adapter.persistence.database.Connections;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Key;
import chat.adapter.persistence.database.Look;
import chat.adapter.persistence.database.TimeColumn;
import chat.adapter.persistence.message.Dialect;
import chat.adapter.persistence.message.JdbiEpochs;
import chat.adapter.persistence.message.JdbiMessageLog;
import chat.adapter.persistence.message.MessageColumns;
import chat.adapter.persistence.room.JdbiRooms;
import chat.adapter.persistence.room.RoomColumns;
import chat.adapter.persistence.token.JdbiRevokedTokens;
import chat.adapter.persistence.token.TokenColumns;
import chat.adapter.persistence.user.JdbiUsers;
import chat.adapter.persistence.user.UserColumns;
import chat.domain.NameSkeletons;
import chat.domain.StoreCondition;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.room.Rooms;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch;
import chat.domain.token.RevokedTokens;
import chat.domain.user.Users;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The ports on one database; what differs between dialects is handed in. */
abstract sealed class JdbiStore implements Store permits SqliteStore, MySqlStore {
  private final Database database;
  private final Users users;
  private final Rooms rooms;
  private final MessageLog messageLog;
  private final Epochs epochs;
  private final MessageSearch messageSearch;
  private final RevokedTokens revokedTokens;

  JdbiStore(Database database, Dialect dialect, NameSkeletons skeletons) {
    this.database = database;
    users = new JdbiUsers(database, skeletons);
    rooms = new JdbiRooms(database, skeletons);
    messageLog = new JdbiMessageLog(database, dialect);
    epochs = new JdbiEpochs(database);
    messageSearch = new LogScan(messageLog);
    revokedTokens = new JdbiRevokedTokens(database);
  }

  static Connections connections(HikariConfig config, TimeColumn time) {
    var pool = new HikariDataSource(config);
    var jdbi =
        Jdbi.create(pool)
            .installPlugin(new SqlObjectPlugin())
            .installPlugin(new UserColumns(time))
            .installPlugin(new RoomColumns(time))
            .installPlugin(new MessageColumns(time))
            .installPlugin(new TokenColumns())
            .registerArgument(Arguments.of(Key.class, (s, i, key) -> s.setBytes(i, key.bytes())))
            .registerArgument(Arguments.of(Look.class, (s, i, look) -> s.setBytes(i, look.bytes())))
            .registerArgument(Arguments.of(Instant.class, time::write))
            .registerColumnMapper(
                Instant.class,
                (row, column, context) -> time.read(row, row.getMetaData().getColumnLabel(column)));
    // Parameters are what people wrote, and hashes: an error must not carry them into a log.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return new Connections(pool, jdbi);
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public Rooms rooms() {
    return rooms;
  }

  @Override
  public MessageLog messageLog() {
    return messageLog;
  }

  @Override
  public Epochs epochs() {
    return epochs;
  }

  @Override
  public MessageSearch messageSearch() {
    return messageSearch;
  }

  @Override
  public RevokedTokens revokedTokens() {
    return revokedTokens;
  }

  @Override
  public StoreCondition condition() {
    return database.condition();
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }
}
