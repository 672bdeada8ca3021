package chat.proof.fault;

import chat.testmysql.TestDatabase;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers under test keep everything, and how that can be broken. Safe for use by several
 * threads.
 */
public final class Store implements AutoCloseable {
  private static final int MYSQL_PORT = 3306;
  private static final String URL = "CHAT_DATABASE_URL";

  private final String name;
  private final Map<String, String> settings;
  private final @Nullable TestDatabase own;
  private final @Nullable InetSocketAddress address;

  private Store(
      String name,
      Map<String, String> settings,
      @Nullable TestDatabase own,
      @Nullable InetSocketAddress address) {
    this.name = name;
    this.settings = Map.copyOf(settings);
    this.own = own;
    this.address = address;
  }

  /** SQLite under that directory: it dies with the server. */
  public static Store sqlite(Path directory) {
    return new Store("SQLite", Map.of("CHAT_DATA_DIR", directory.toString()), null, null);
  }

  /** A MySQL or MariaDB of its own, which is killed time and again. */
  public static Store mysql() {
    var database = TestDatabase.launch();
    try {
      var url = database.createDatabase();
      return of(
          database.product() + " " + database.version(),
          url,
          database.user(),
          database.password(),
          database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** An existing one, which is itself left alone. */
  public static Store at(String url, String user, String password) {
    return of("the database at " + url, url, user, password, null);
  }

  private static Store of(
      String name, String url, String user, String password, @Nullable TestDatabase own) {
    if (!url.startsWith("jdbc:mysql://") && !url.startsWith("jdbc:mariadb://")) {
      throw new IllegalArgumentException(
          "a database's URL is jdbc:mysql://... or jdbc:mariadb://...");
    }
    var address = URI.create(url.substring("jdbc:".length()));
    int port = address.getPort() < 0 ? MYSQL_PORT : address.getPort();
    var settings = new HashMap<String, String>();
    settings.put(URL, url);
    settings.put("CHAT_DATABASE_USER", user);
    settings.put("CHAT_DATABASE_PASSWORD", password);
    settings.put("CHAT_JWT_SECRET", "known to everybody, because nothing here is secret");
    return new Store(name, settings, own, new InetSocketAddress(address.getHost(), port));
  }

  /** A bad network for one server; empty where the store is within the server. */
  Optional<Network> way() {
    return Optional.ofNullable(address).map(Network::to);
  }

  /** What a server has to be told that reaches the store by that way. */
  Map<String, String> settings(Optional<Network> way) {
    var told = new HashMap<>(settings);
    way.ifPresent(
        network ->
            told.computeIfPresent(
                URL, (name, url) -> url.replaceFirst("//[^/?]*", "//127.0.0.1:" + network.port())));
    return told;
  }

  /** Whether several servers can use it at once. */
  public boolean isShared() {
    return address != null;
  }

  /** What can be broken of it. */
  Set<Fault.Part> parts() {
    var parts = EnumSet.noneOf(Fault.Part.class);
    if (address != null) {
      parts.add(Fault.Part.WAY_TO_DATABASE);
    }
    if (own != null) {
      parts.add(Fault.Part.OWN_DATABASE);
    }
    return parts;
  }

  /** The database, where it is one that can be killed. */
  TestDatabase database() {
    if (own == null) {
      throw new IllegalStateException(name + " isn't a database that can be killed");
    }
    return own;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
