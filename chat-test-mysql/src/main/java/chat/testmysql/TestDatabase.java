package chat.testmysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL or MariaDB. It is the first of: the server that {@code CHAT_TEST_MYSQL_URL} names;
 * MySQL 8.4 in a container, where a Docker engine answers; a MariaDB unpacked from the class path.
 * {@code CHAT_TEST_MYSQL_SERVER}, one of {@code mysql}, {@code mariadb} (both unpacked) and {@code
 * docker}, overrides that. Each is an environment variable or a system property.
 *
 * <p>Safe for use by several threads. A server that can't be had is an {@link
 * IllegalStateException} or {@link IllegalArgumentException} that says what to do about it, never a
 * skipped test.
 */
public final class TestDatabase implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TestDatabase.class.getName());

  /** Once it has failed, it isn't tried again: a try may take minutes. */
  private static volatile boolean containersFail;

  private static @Nullable TestDatabase shared;
  private static @Nullable String sharedFailure;

  private final Server server;
  private final boolean isShared;
  private final String version;
  private final Set<String> databases = ConcurrentHashMap.newKeySet();

  private TestDatabase(Server server, boolean isShared) {
    this.server = server;
    this.isShared = isShared;
    version = Connections.version(server);
    announce();
  }

  /**
   * Past {@link System#err}, which test runners redirect to a file: whoever reads a build's output
   * should see what the tests ran on.
   */
  private void announce() {
    var line = "Tests run on " + product() + " " + version + " at " + server.url("") + "\n";
    try {
      new FileOutputStream(FileDescriptor.err).write(line.getBytes(UTF_8));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, line);
    }
  }

  /** The server that all tests of this JVM share; starts on first use and ends with the JVM. */
  public static synchronized TestDatabase shared() {
    if (sharedFailure != null) throw new IllegalStateException(sharedFailure);
    if (shared == null) {
      try {
        var database = open(Settings.ofThisMachine(), Use.SHARED);
        Runtime.getRuntime().addShutdownHook(new Thread(database::end, "test-database-end"));
        shared = database;
      } catch (RuntimeException e) {
        // The next test would wait as long, and in vain.
        sharedFailure = "The shared server could not start: " + e.getMessage();
        throw e;
      }
    }
    return shared;
  }

  /**
   * A server of the caller's own, which may be killed and frozen, at a port that stays the same.
   * What it has committed survives {@link #kill()}. An external server is never touched: where one
   * is named, this is an unpacked MariaDB.
   */
  public static TestDatabase launch() {
    return open(Settings.ofThisMachine(), Use.PRIVATE);
  }

  static TestDatabase open(Settings settings, Use use) {
    var server = choose(settings, use);
    try {
      return new TestDatabase(server, use == Use.SHARED);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Server choose(Settings settings, Use use) {
    if (settings.choice().isPresent()) {
      return switch (settings.choice().get()) {
        case MYSQL -> LocalServer.launch(Distribution.MYSQL, use);
        case MARIADB -> LocalServer.launch(Distribution.MARIADB, use);
        case DOCKER -> containerOrElseThrow(use);
      };
    }
    if (settings.external().isPresent()) {
      return use == Use.SHARED
          ? settings.external().get()
          : LocalServer.launch(Distribution.MARIADB, use);
    }
    return containerIfAny(use).orElseGet(() -> LocalServer.launch(Distribution.MARIADB, use));
  }

  private static Optional<Server> containerIfAny(Use use) {
    if (containersFail || !DockerEngine.answers()) return Optional.empty();
    try {
      if (DockerEngine.provides(ContainerServer.IMAGE)) {
        return Optional.of(ContainerServer.launch(use));
      }
      complain("there is no such image and none can be pulled");
    } catch (RuntimeException e) {
      complain(String.valueOf(e.getMessage()));
    }
    containersFail = true;
    return Optional.empty();
  }

  private static void complain(String reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Docker answers but can''t run {0}, so the tests take another server: {1}",
        ContainerServer.IMAGE,
        reason);
  }

  private static Server containerOrElseThrow(Use use) {
    if (!DockerEngine.answers()) {
      throw new IllegalStateException(
          Settings.SERVER + " asks for docker, but no Docker engine answers");
    }
    return ContainerServer.launch(use);
  }

  /**
   * Creates an empty database in utf8mb4 under a name nobody else has, and returns its JDBC
   * address.
   */
  public String createDatabase() {
    var name = "chat_" + UUID.randomUUID().toString().replace("-", "");
    Connections.execute(server, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    databases.add(name);
    return jdbcUrl(name);
  }

  public String jdbcUrl(String database) {
    return server.url(database);
  }

  /** Someone who may create, change and drop databases and users. */
  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  public Product product() {
    return Product.of(version);
  }

  /** What the server says of itself, as in {@code 11.4.5-MariaDB} or {@code 8.4.3}. */
  public String version() {
    return version;
  }

  /**
   * Starts a stopped or killed server with its data and at its old address; returns when it is
   * ready.
   */
  public void start() {
    own().start();
  }

  /** Shuts the server down in good order. */
  public void stop() {
    own().stop();
  }

  /** Ends the server at once, as a crash does. */
  public void kill() {
    own().kill();
  }

  /**
   * Makes the server go silent: connections stay open, new ones may be made, nothing is answered.
   */
  public void freeze() {
    own().freeze();
  }

  public void thaw() {
    own().thaw();
  }

  /** Ends a launched server and deletes its data. */
  @Override
  public void close() {
    own().close();
  }

  private OwnServer own() {
    if (!isShared && server instanceof OwnServer own) return own;
    throw new IllegalStateException(
        "Other tests use this server: launch() gives one that may be stopped");
  }

  private void end() {
    if (server instanceof ExternalServer) {
      databases.forEach(name -> Connections.execute(server, "DROP DATABASE IF EXISTS " + name));
    }
    server.close();
  }
}
