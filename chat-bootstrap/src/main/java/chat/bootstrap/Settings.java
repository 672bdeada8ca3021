package chat.bootstrap;

import chat.adapter.web.limit.LimitSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to run; made by {@link SettingsReader} from flags and the environment, which
 * checks every value.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param dataDirectory where the embedded database and the search index are kept
 * @param database the database's server, or null for the embedded database
 * @param broker what servers of one database hear each other by, or null for the database alone
 * @param jwtSecret what tokens are signed with; null only with the embedded database, which then
 *     keeps a secret of its own ({@link SecretFile})
 * @param tokenLifetime how long a login lasts
 * @param bcryptCost the binary logarithm of bcrypt's rounds
 * @param passwordMinimum how many characters a new password has at least
 * @param refusesCommonPasswords whether the most common ones can't be new ones
 * @param allowedOrigins the other origins whose pages may call, as browsers write them
 * @param allowedHosts the names that the server may be called by, beside those that always may
 * @param resumeEvents how many events a client may be behind and still be told all of them; {@link
 *     Long#MAX_VALUE} where that has no bound
 * @param search what answers searches
 * @param limits how much one caller may ask for
 * @param logLevel the least severe level that is logged
 */
public record Settings(
    String host,
    int port,
    Path dataDirectory,
    @Nullable Database database,
    @Nullable Broker broker,
    @Nullable JwtSecret jwtSecret,
    Duration tokenLifetime,
    int bcryptCost,
    int passwordMinimum,
    boolean refusesCommonPasswords,
    List<String> allowedOrigins,
    List<String> allowedHosts,
    long resumeEvents,
    Search search,
    LimitSettings limits,
    System.Logger.Level logLevel) {
  public Settings {
    if (database != null && jwtSecret == null) {
      throw new IllegalArgumentException("a database on a server needs a JWT secret");
    }
    if (broker != null && database == null) {
      throw new IllegalArgumentException("a broker is for servers that share a database");
    }
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** What answers searches. */
  public enum Search {
    /** An index in the data directory, which follows the log. */
    INDEX,
    /** Reading the newest messages: nothing to keep, and nothing older is found. */
    SCAN
  }

  /** Whether anybody can reach the server who doesn't know what it may be called. */
  boolean wantsAllowedHosts() {
    var address = socketAddress().getAddress();
    return address != null
        && address.isAnyLocalAddress()
        && allowedHosts.isEmpty()
        && limits.trustedProxies() == 0;
  }

  /** Where the search index is kept. */
  Path searchDirectory() {
    return searchDirectory(dataDirectory);
  }

  static Path searchDirectory(Path dataDirectory) {
    return dataDirectory.resolve("search");
  }

  /** Where MySQL or MariaDB is and who to be there. */
  public record Database(String url, String user, String password) {
    /** The URL without its parameters, fit for a log. */
    public String address() {
      int parameters = url.indexOf('?');
      return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
      return "Database[url=" + address() + ", user=" + user + ", password=hidden]";
    }
  }

  /**
   * Where NATS is and who to be there.
   *
   * @param servers of one cluster
   * @param user goes with a password; null for none
   * @param token instead of both; null for none
   * @param subject what all subjects begin with
   */
  public record Broker(
      List<URI> servers,
      @Nullable String user,
      @Nullable String password,
      @Nullable String token,
      String subject) {
    public Broker {
      servers = List.copyOf(servers);
    }

    @Override
    public String toString() {
      return "Broker[servers=" + servers + ", user=" + user + ", password and token hidden]";
    }
  }

  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** Where a client on this machine reaches a server that listens so. */
  static URI localUri(String host, int port, String path) {
    var address = new InetSocketAddress(host, port).getAddress();
    var reachable = address != null && address.isAnyLocalAddress() ? "localhost" : host;
    try {
      return new URI("http", null, reachable, port, path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
