package chat.bootstrap;

import chat.adapter.persistence.CannotOpenStore;
import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.SqliteStore;
import chat.adapter.persistence.Store;
import chat.adapter.persistence.presence.DatabasePresence;
import chat.adapter.security.IcuNameSkeletons;
import chat.domain.StoreCondition;
import chat.domain.message.Epochs;
import chat.domain.message.MessageLog;
import chat.domain.node.Notice;
import chat.domain.presence.ServerVersion;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch;
import chat.domain.token.RevokedTokens;
import chat.domain.user.Users;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ports that keep something, as one server uses them. A store of one's own is chosen here.
 *
 * @param presence makes the presence of the node that uses the store
 * @param shared whether other processes may use the store at the same time
 * @param writers how many lanes it can commit side by side
 * @param release gives everything back; called once nobody uses the ports any more
 */
public record Storage(
    Users users,
    Rooms rooms,
    MessageLog messageLog,
    Epochs epochs,
    MessageSearch messageSearch,
    RevokedTokens revokedTokens,
    StoreCondition condition,
    NodePresence.Source presence,
    boolean shared,
    int writers,
    Runnable release)
    implements AutoCloseable {
  private static final int MYSQL_CONNECTIONS = 12;

  /**
   * Opens what the settings ask for; waits for a MySQL that isn't up yet.
   *
   * @throws WrongSetting when a database's server says no to what is set
   * @throws StartFailure when the data directory can't be used
   */
  static Storage open(Settings settings) {
    return open(settings.dataDirectory(), settings.database());
  }

  /**
   * The same, but never begins an embedded database where there is none.
   *
   * @throws StartFailure also when there is none
   */
  static Storage openExisting(Path dataDirectory, Settings.@Nullable Database database) {
    if (database == null && !SqliteStore.isIn(dataDirectory)) {
      throw new StartFailure(
          "there is no database in the data directory " + OneLine.of(dataDirectory.toString()));
    }
    return open(dataDirectory, database);
  }

  private static Storage open(Path dataDirectory, Settings.@Nullable Database database) {
    return database == null ? sqlite(dataDirectory) : mySql(database);
  }

  private static Storage sqlite(Path dataDirectory) {
    try {
      return of(SqliteStore.open(dataDirectory, new IcuNameSkeletons()), false, 1);
    } catch (CannotOpenStore e) {
      throw new StartFailure(OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static Storage mySql(Settings.Database database) {
    try {
      return of(
          MySqlStore.open(
              new MySqlSettings(
                  database.url(), database.user(), database.password(), MYSQL_CONNECTIONS),
              new IcuNameSkeletons()),
          true,
          2);
    } catch (CannotOpenStore e) {
      throw new WrongSetting(
          Setting.DATABASE_URL, "can't be used: " + OneLine.of(String.valueOf(e.getMessage())));
    }
  }

  private static Storage of(Store store, boolean shared, int writers) {
    return new Storage(
        store.users(),
        store.rooms(),
        store.messageLog(),
        store.epochs(),
        store.messageSearch(),
        store.revokedTokens(),
        store.condition(),
        presence(store),
        shared,
        writers,
        store::close);
  }

  private static NodePresence.Source presence(Store store) {
    return store
        .presenceTables()
        .<NodePresence.Source>map(
            tables ->
                (listener, notices) ->
                    NodePresence.of(
                        new DatabasePresence(
                            tables,
                            listener,
                            () -> notices.tell(new Notice.PresenceChanged()),
                            new ServerVersion(Version.current()))))
        .orElse(NodePresence.ALONE);
  }

  @Override
  public void close() {
    release.run();
  }
}
