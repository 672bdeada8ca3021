package chat.system;

import chat.adapter.web.limit.LimitSettings;
import chat.bootstrap.ChatServer;
import chat.bootstrap.JwtSecret;
import chat.bootstrap.Settings;
import chat.bootstrap.Settings.Broker;
import chat.bootstrap.Settings.Database;
import chat.bootstrap.Storage;
import chat.domain.user.Password;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server in this process, on a free port. */
record TestServer(ChatServer running) implements AutoCloseable {
  /** As low as it goes: what bcrypt costs is no part of these tests. */
  private static final int BCRYPT_COST = 4;

  static TestServer onSqlite(Path directory) {
    return onSqlite(directory, LimitSettings.DEFAULTS);
  }

  static TestServer onSqlite(Path directory, LimitSettings limits) {
    return start(directory, null, null, null, limits);
  }

  static TestServer onMySql(Path directory, Database database) {
    return onMySql(directory, database, LimitSettings.DEFAULTS);
  }

  static TestServer onMySql(Path directory, Database database, LimitSettings limits) {
    return start(directory, database, null, secret(), limits);
  }

  /** One that goes by that clock. */
  static TestServer onMySql(Path directory, Database database, Clock clock) {
    var settings = settings(directory, database, null, secret(), LimitSettings.DEFAULTS);
    return new TestServer(ChatServer.start(settings, clock));
  }

  /** One that hears the others of the database by that broker. */
  static TestServer onNats(Path directory, Database database, URI broker) {
    return new TestServer(ChatServer.start(onNatsSettings(directory, database, broker)));
  }

  /** The same, on a storage of the test's own. */
  static TestServer onNats(Path directory, Database database, URI broker, Storage storage) {
    return new TestServer(ChatServer.start(onNatsSettings(directory, database, broker), storage));
  }

  private static Settings onNatsSettings(Path directory, Database database, URI broker) {
    return settings(
        directory,
        database,
        new Broker(List.of(broker), null, null, null, "test"),
        secret(),
        LimitSettings.DEFAULTS);
  }

  private static JwtSecret secret() {
    return new JwtSecret("a secret of the tests, 32 bytes at least");
  }

  private static TestServer start(
      Path directory,
      @Nullable Database database,
      @Nullable Broker broker,
      @Nullable JwtSecret secret,
      LimitSettings limits) {
    return new TestServer(ChatServer.start(settings(directory, database, broker, secret, limits)));
  }

  private static Settings settings(
      Path directory,
      @Nullable Database database,
      @Nullable Broker broker,
      @Nullable JwtSecret secret,
      LimitSettings limits) {
    return new Settings(
        "127.0.0.1",
        0,
        directory,
        database,
        broker,
        secret,
        Duration.ofHours(24),
        BCRYPT_COST,
        Password.MIN_CHARACTERS,
        false,
        List.of("https://page.example"),
        List.of(),
        1_000_000,
        Settings.Search.INDEX,
        limits,
        System.Logger.Level.INFO);
  }

  URI address() {
    return running.address();
  }

  @Override
  public void close() {
    running.close();
  }
}
