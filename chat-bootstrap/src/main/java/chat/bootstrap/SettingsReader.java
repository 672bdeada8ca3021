package chat.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.domain.user.Password;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: from a flag, else from the environment, else the default. A variable that is
 * set to nothing counts as unset, because that is how compose files pass what isn't there.
 */
final class SettingsReader {
  private static final int MAX_TOKEN_HOURS = 365 * 24;
  private static final int MAX_RESUME_EVENTS = 999_999_999;
  private static final int MAX_LIMIT = 1_000_000;
  private static final int MAX_PROXIES = 16;

  /** Longer than any secret, so that a wrong path such as /dev/zero ends soon. */
  private static final int MAX_SECRET_BYTES = 65_536;

  private static final Pattern CREDENTIALS_IN_URL =
      Pattern.compile("[?&](user|password)=|//[^/]*@", Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private static final Pattern SUBJECT =
      Pattern.compile("(?=.{1,100}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private final Map<Setting, String> flags;
  private final Map<String, String> environment;

  SettingsReader(Map<Setting, String> flags, Map<String, String> environment) {
    this.flags = Map.copyOf(flags);
    this.environment = Map.copyOf(environment);
  }

  /**
   * @throws WrongSetting for the first one that is missing or wrong
   */
  Settings read() {
    var host = host();
    var database = database();
    return new Settings(
        host,
        port(),
        dataDirectory(),
        database,
        broker(database),
        jwtSecret(database),
        Duration.ofHours(number(Setting.TOKEN_HOURS, 1, MAX_TOKEN_HOURS)),
        number(Setting.BCRYPT_COST, 4, 16),
        number(Setting.PASSWORD_MINIMUM, Password.MIN_CHARACTERS, Password.MAX_BYTES),
        refusesCommonPasswords(),
        allowedOrigins(),
        allowedHosts(),
        resumeEvents(),
        search(),
        limits(),
        logLevel());
  }

  int port() {
    return number(Setting.PORT, 0, 65_535);
  }

  String host() {
    var host = required(Setting.HOST);
    if (host.isBlank() || new InetSocketAddress(host, 0).isUnresolved()) {
      throw wrong(Setting.HOST, "must be an address or the name of a machine", host);
    }
    return host;
  }

  Path dataDirectory() {
    return path(Setting.DATA_DIR);
  }

  Settings.@Nullable Database database() {
    var url = value(Setting.DATABASE_URL);
    if (url == null) {
      for (var useless :
          List.of(
              Setting.DATABASE_USER, Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE)) {
        if (value(useless) != null) {
          throw new WrongSetting(
              Setting.DATABASE_URL, "is missing, though " + useless.names() + " is set");
        }
      }
      return null;
    }
    checkDatabaseUrl(url);
    var user = value(Setting.DATABASE_USER);
    if (user == null) {
      throw new WrongSetting(
          Setting.DATABASE_USER, "is missing; it goes with " + Setting.DATABASE_URL.names());
    }
    var password = secret(Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE);
    return new Settings.Database(url, user, password == null ? "" : password);
  }

  /** The messages don't repeat the URL: it may hold a password that shouldn't be there. */
  private static void checkDatabaseUrl(String url) {
    if (!url.startsWith("jdbc:mysql://") && !url.startsWith("jdbc:mariadb://")) {
      throw new WrongSetting(
          Setting.DATABASE_URL, "must begin with jdbc:mysql:// or jdbc:mariadb://");
    }
    if (CREDENTIALS_IN_URL.matcher(url).find()) {
      throw new WrongSetting(
          Setting.DATABASE_URL,
          "must not hold a user or password; use "
              + Setting.DATABASE_USER.names()
              + " and "
              + Setting.DATABASE_PASSWORD.names());
    }
    if (!url.matches("jdbc:[a-z]+://[^/?\\s]+/[^/?\\s]+(\\?\\S*)?")) {
      throw new WrongSetting(
          Setting.DATABASE_URL,
          "must name a host and a database: jdbc:mysql://host[:port]/database");
    }
  }

  private Settings.@Nullable Broker broker(Settings.@Nullable Database database) {
    var urls = value(Setting.NATS_URL);
    if (urls == null) {
      for (var useless :
          List.of(
              Setting.NATS_USER,
              Setting.NATS_PASSWORD,
              Setting.NATS_PASSWORD_FILE,
              Setting.NATS_TOKEN,
              Setting.NATS_TOKEN_FILE)) {
        if (value(useless) != null) {
          throw new WrongSetting(
              Setting.NATS_URL, "is missing, though " + useless.names() + " is set");
        }
      }
      return null;
    }
    var servers = brokers(urls);
    if (database == null) {
      throw new WrongSetting(
          Setting.NATS_URL,
          "is for servers that share a database: " + Setting.DATABASE_URL.names() + " is missing");
    }
    var user = value(Setting.NATS_USER);
    var password = secret(Setting.NATS_PASSWORD, Setting.NATS_PASSWORD_FILE);
    var token = secret(Setting.NATS_TOKEN, Setting.NATS_TOKEN_FILE);
    if (user == null && password != null) {
      throw new WrongSetting(
          Setting.NATS_USER, "is missing, though " + Setting.NATS_PASSWORD.names() + " is set");
    }
    if (user != null && password == null) {
      throw new WrongSetting(
          Setting.NATS_PASSWORD, "is missing, though " + Setting.NATS_USER.names() + " is set");
    }
    if (user != null && token != null) {
      throw new WrongSetting(
          Setting.NATS_TOKEN, "and " + Setting.NATS_USER.names() + " are both set; one is enough");
    }
    var subject = required(Setting.NATS_SUBJECT);
    if (!SUBJECT.matcher(subject).matches()) {
      throw wrong(
          Setting.NATS_SUBJECT,
          "must be at most 100 letters, digits, hyphens and underscores, with dots between",
          subject);
    }
    return new Settings.Broker(servers, user, password, token, subject);
  }

  /** The messages don't repeat the URLs: they may hold a password that shouldn't be there. */
  private static List<URI> brokers(String urls) {
    var servers = new ArrayList<URI>();
    for (var url : urls.split(",", -1)) {
      try {
        var server = new URI(url.strip());
        if (server.getRawUserInfo() != null) {
          throw new WrongSetting(
              Setting.NATS_URL,
              "must not hold a user or password; use "
                  + Setting.NATS_USER.names()
                  + " and "
                  + Setting.NATS_PASSWORD.names());
        }
        if (isBroker(server)) {
          servers.add(server);
          continue;
        }
      } catch (URISyntaxException e) {
        // Told below, like every other text that names no broker.
      }
      throw new WrongSetting(
          Setting.NATS_URL, "must name brokers: nats://host[:port] or tls://host[:port], by comma");
    }
    if (servers.stream().map(URI::getScheme).distinct().count() > 1) {
      throw new WrongSetting(
          Setting.NATS_URL, "must begin with tls:// for all brokers or for none");
    }
    return servers;
  }

  private static boolean isBroker(URI server) {
    var scheme = server.getScheme();
    return ("nats".equals(scheme) || "tls".equals(scheme))
        && server.getHost() != null
        && server.getPort() != 0
        && server.getPort() <= 65_535
        && server.getRawPath().isEmpty()
        && server.getRawQuery() == null
        && server.getRawFragment() == null;
  }

  private @Nullable JwtSecret jwtSecret(Settings.@Nullable Database database) {
    var secret = secret(Setting.JWT_SECRET, Setting.JWT_SECRET_FILE);
    if (secret == null) {
      if (database != null) {
        throw new WrongSetting(
            Setting.JWT_SECRET,
            "is missing; it goes with "
                + Setting.DATABASE_URL.names()
                + " and has at least "
                + JwtSecret.MIN_BYTES
                + " bytes");
      }
      return null;
    }
    try {
      return new JwtSecret(secret);
    } catch (IllegalArgumentException e) {
      var source =
          isFromFile(Setting.JWT_SECRET_FILE) ? Setting.JWT_SECRET_FILE : Setting.JWT_SECRET;
      throw new WrongSetting(source, "must hold at least " + JwtSecret.MIN_BYTES + " bytes");
    }
  }

  /** The secret itself, or the content of its file. */
  private @Nullable String secret(Setting itself, Setting inFile) {
    var text = value(itself);
    if (text != null && value(inFile) != null && !flags.containsKey(inFile)) {
      throw new WrongSetting(inFile, "and " + itself.names() + " are both set; one is enough");
    }
    if (!isFromFile(inFile)) {
      return text;
    }
    return content(inFile);
  }

  /**
   * What a file holds, without the newlines at its end, as the database's images read theirs. Who
   * else may read it isn't checked: orchestrators mount secrets readable for everybody in a
   * container.
   */
  private String content(Setting inFile) {
    byte[] bytes;
    try (var file = Files.newInputStream(path(inFile))) {
      bytes = file.readNBytes(MAX_SECRET_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw wrong(inFile, "must be a file that exists", required(inFile));
    } catch (AccessDeniedException e) {
      throw wrong(inFile, "must be a file that the server's user may read", required(inFile));
    } catch (IOException e) {
      throw wrong(inFile, "must be a file that can be read", required(inFile));
    }
    if (bytes.length > MAX_SECRET_BYTES) {
      throw wrong(
          inFile, "must be a file of at most " + MAX_SECRET_BYTES + " bytes", required(inFile));
    }
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var secret = text.replaceFirst("[\\r\\n]+\\z", "");
      if (secret.isEmpty()) {
        throw wrong(inFile, "must be a file that isn't empty", required(inFile));
      }
      return secret;
    } catch (CharacterCodingException e) {
      throw wrong(inFile, "must be a text file in UTF-8", required(inFile));
    }
  }

  private boolean isFromFile(Setting inFile) {
    return value(inFile) != null;
  }

  private List<String> allowedOrigins() {
    var text = value(Setting.ALLOWED_ORIGINS);
    if (text == null) {
      return List.of();
    }
    var origins = new ArrayList<String>();
    for (var origin : text.split(",", -1)) {
      origins.add(origin(origin.strip()));
    }
    return origins;
  }

  /** An origin as browsers send it, lower case, without the scheme's own port; or all of them. */
  private static String origin(String text) {
    if (text.equals("*")) {
      return text;
    }
    try {
      var uri = new URI(text);
      if (uri.getScheme() != null
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getPort() <= 65_535) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var origin = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT);
        boolean usual =
            uri.getPort() == -1
                || (scheme.equals("http") && uri.getPort() == 80)
                || (scheme.equals("https") && uri.getPort() == 443);
        return usual ? origin : origin + ":" + uri.getPort();
      }
    } catch (URISyntaxException e) {
      // Told below, like every other text that is no origin.
    }
    throw wrong(
        Setting.ALLOWED_ORIGINS, "must be origins like https://chat.example.org:8443, or *", text);
  }

  private List<String> allowedHosts() {
    var text = value(Setting.ALLOWED_HOSTS);
    if (text == null) {
      return List.of();
    }
    var hosts = new ArrayList<String>();
    for (var each : text.split(",", -1)) {
      var host = each.strip();
      if (!host.equals("*") && !HOST_NAME.matcher(host).matches()) {
        throw wrong(
            Setting.ALLOWED_HOSTS,
            "must be names like chat.example.org, without a port, or *",
            host);
      }
      hosts.add(host.toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  private long resumeEvents() {
    int bound = number(Setting.RESUME_EVENTS, 0, MAX_RESUME_EVENTS);
    return bound == 0 ? Long.MAX_VALUE : bound;
  }

  private Settings.Search search() {
    var text = required(Setting.SEARCH);
    return switch (text) {
      case "index" -> Settings.Search.INDEX;
      case "scan" -> Settings.Search.SCAN;
      default -> throw wrong(Setting.SEARCH, "must be index or scan", text);
    };
  }

  private boolean refusesCommonPasswords() {
    var text = required(Setting.PASSWORD_CHECK);
    return switch (text) {
      case "common" -> true;
      case "off" -> false;
      default -> throw wrong(Setting.PASSWORD_CHECK, "must be common or off", text);
    };
  }

  private LimitSettings limits() {
    // All of them are read, so that a wrong one is told while they are off, too.
    int proxies = number(Setting.TRUSTED_PROXIES, 0, MAX_PROXIES);
    var limits = LimitSettings.OFF.behind(proxies);
    for (var limit : Limit.values()) {
      limits = limits.with(limit, number(setting(limit), 0, MAX_LIMIT));
    }
    var text = required(Setting.LIMITS);
    return switch (text) {
      case "on" -> limits;
      case "off" -> LimitSettings.OFF.behind(proxies);
      default -> throw wrong(Setting.LIMITS, "must be on or off", text);
    };
  }

  private static Setting setting(Limit limit) {
    return switch (limit) {
      case MESSAGES -> Setting.LIMIT_MESSAGES;
      case FRAMES -> Setting.LIMIT_FRAMES;
      case JOINS -> Setting.LIMIT_JOINS;
      case SEARCHES -> Setting.LIMIT_SEARCHES;
      case READS -> Setting.LIMIT_READS;
      case ROOMS -> Setting.LIMIT_ROOMS;
      case HANDSHAKES -> Setting.LIMIT_HANDSHAKES;
      case SOCKETS -> Setting.LIMIT_SOCKETS;
      case CONNECTIONS -> Setting.LIMIT_CONNECTIONS;
      case CONNECTIONS_OF_ADDRESS -> Setting.LIMIT_CONNECTIONS_OF_ADDRESS;
      case REGISTRATIONS -> Setting.LIMIT_REGISTRATIONS;
      case FAILED_LOGINS_OF_ADDRESS -> Setting.LIMIT_FAILED_LOGINS_OF_ADDRESS;
      case FAILED_LOGINS_OF_NAME -> Setting.LIMIT_FAILED_LOGINS_OF_NAME;
    };
  }

  Level logLevel() {
    var text = required(Setting.LOG_LEVEL);
    return switch (text) {
      case "error" -> Level.ERROR;
      case "warning" -> Level.WARNING;
      case "info" -> Level.INFO;
      case "debug" -> Level.DEBUG;
      default -> throw wrong(Setting.LOG_LEVEL, "must be error, warning, info or debug", text);
    };
  }

  private Path path(Setting setting) {
    var text = required(setting);
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Told below, like a blank one.
    }
    throw wrong(setting, "must be a path", text);
  }

  private int number(Setting setting, int min, int max) {
    var text = required(setting);
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong(setting, "must be a whole number from " + min + " to " + max, text);
  }

  private String required(Setting setting) {
    var value = value(setting);
    if (value == null) {
      throw new WrongSetting(setting, "is missing");
    }
    return value;
  }

  private @Nullable String value(Setting setting) {
    var flag = flags.get(setting);
    if (flag != null) {
      return flag;
    }
    var variable = environment.get(setting.variable());
    return variable == null || variable.isEmpty() ? setting.byDefault() : variable;
  }

  private static WrongSetting wrong(Setting setting, String rule, String value) {
    return new WrongSetting(setting, rule + ", but is '" + OneLine.of(value) + "'");
  }
}
