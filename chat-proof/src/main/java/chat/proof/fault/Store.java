package chat.proof.fault;

import chat.testmysql.TestDatabase;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server under test keeps everything, and how that can be broken. Safe for use by several
 * threads.
 */
public final class Store implements AutoCloseable {
  private static final int MYSQL_PORT = 3306;

  private final String name;
  private final Map<String, String> settings;
  private final @Nullable TestDatabase own;
  private final @Nullable Network network;

  private Store(
      String name,
      Map<String, String> settings,
      @Nullable TestDatabase own,
      @Nullable Network network) {
    this.name = name;
    this.settings = Map.copyOf(settings);
    this.own = own;
    this.network = network;
  }

  /** SQLite under that directory: it dies with the server. */
  public static Store sqlite(Path directory) {
    return new Store("SQLite", Map.of("CHAT_DATA_DIR", directory.toString()), null, null);
  }

  /** A MySQL or MariaDB of its own, which is killed time and again, behind a bad network. */
  public static Store mysql() {
    var database = TestDatabase.launch();
    try {
      var url = database.createDatabase();
      return behindNetwork(
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

  /** An existing one, behind a bad network; it is itself left alone. */
  public static Store at(String url, String user, String password) {
    return behindNetwork("the database at " + url, url, user, password, null);
  }

  private static Store behindNetwork(
      String name, String url, String user, String password, @Nullable TestDatabase own) {
    if (!url.startsWith("jdbc:mysql://") && !url.startsWith("jdbc:mariadb://")) {
      throw new IllegalArgumentException(
          "a database's URL is jdbc:mysql://... or jdbc:mariadb://...");
    }
    var address = URI.create(url.substring("jdbc:".length()));
    int port = address.getPort() < 0 ? MYSQL_PORT : address.getPort();
    var network = Network.to(new InetSocketAddress(address.getHost(), port));
    var settings = new HashMap<String, String>();
    settings.put(
        "CHAT_DATABASE_URL", url.replaceFirst("//[^/?]*", "//127.0.0.1:" + network.port()));
    settings.put("CHAT_DATABASE_USER", user);
    settings.put("CHAT_DATABASE_PASSWORD", password);
    settings.put("CHAT_JWT_SECRET", "known to everybody, because nothing here is secret");
    return new Store(name, settings, own, network);
  }

  /** What the server has to be told. */
  public Map<String, String> settings() {
    return settings;
  }

  /** What can be broken with it. */
  public Set<Fault.Kind> faults() {
    var possible = EnumSet.allOf(Fault.Kind.class);
    if (own == null) {
      possible.removeIf(kind -> kind.isOfDatabase);
      if (network != null) {
        possible.add(Fault.Kind.CUT_DATABASE);
      }
    }
    return possible;
  }

  /** The database, where it is one that can be killed. */
  TestDatabase database() {
    if (own == null) {
      throw new IllegalStateException(name + " isn't a database that can be killed");
    }
    return own;
  }

  /** The way to the database. */
  Network network() {
    if (network == null) {
      throw new IllegalStateException(name + " needs no network");
    }
    return network;
  }

  /** Nothing is broken any more, except what was killed. */
  void calm() {
    if (network != null) {
      network.calm();
    }
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
    if (own != null) {
      own.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
