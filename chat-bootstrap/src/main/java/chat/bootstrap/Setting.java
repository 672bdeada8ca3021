package chat.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set from outside. Each has a flag and an environment variable, and the
 * flag wins. A secret has no flag of its own, because flags show in the list of processes: its flag
 * and second variable name a file that holds it.
 */
enum Setting {
  PORT("--port", "CHAT_PORT", "8000", "PORT", "Port to listen on; 0 takes any free one."),
  HOST("--host", "CHAT_HOST", "127.0.0.1", "ADDRESS", "Address to listen on; 0.0.0.0 for all."),
  DATA_DIR(
      "--data-dir",
      "CHAT_DATA_DIR",
      "./data",
      "DIRECTORY",
      "Where the embedded database, its secret and the search index are kept; one for each server."),
  DATABASE_URL(
      "--database-url",
      "CHAT_DATABASE_URL",
      null,
      "URL",
      "jdbc:mysql://host[:port]/database or jdbc:mariadb://..., instead of the embedded database."),
  DATABASE_USER(
      "--database-user", "CHAT_DATABASE_USER", null, "NAME", "Who to be at the database's server."),
  DATABASE_PASSWORD(
      null, "CHAT_DATABASE_PASSWORD", null, "PASSWORD", "That user's password; empty if unset."),
  DATABASE_PASSWORD_FILE(
      "--database-password-file",
      "CHAT_DATABASE_PASSWORD_FILE",
      null,
      "FILE",
      "A file that holds the password, instead of CHAT_DATABASE_PASSWORD."),
  NATS_URL(
      "--nats-url",
      "CHAT_NATS_URL",
      null,
      "URL[,URL...]",
      "nats://host[:port] or tls://..., a broker that makes servers of one database hear each other"
          + " at once."),
  NATS_USER("--nats-user", "CHAT_NATS_USER", null, "NAME", "Who to be at the broker."),
  NATS_PASSWORD(null, "CHAT_NATS_PASSWORD", null, "PASSWORD", "That user's password."),
  NATS_PASSWORD_FILE(
      "--nats-password-file",
      "CHAT_NATS_PASSWORD_FILE",
      null,
      "FILE",
      "A file that holds the password, instead of CHAT_NATS_PASSWORD."),
  NATS_TOKEN(null, "CHAT_NATS_TOKEN", null, "TOKEN", "What to show the broker instead of a user."),
  NATS_TOKEN_FILE(
      "--nats-token-file",
      "CHAT_NATS_TOKEN_FILE",
      null,
      "FILE",
      "A file that holds the token, instead of CHAT_NATS_TOKEN."),
  NATS_SUBJECT(
      "--nats-subject",
      "CHAT_NATS_SUBJECT",
      "chat",
      "SUBJECT",
      "What the broker's subjects begin with; the same on every server of one database."),
  JWT_SECRET(
      null,
      "CHAT_JWT_SECRET",
      null,
      "SECRET",
      "What tokens are signed with, at least 32 bytes; the same on every server of one database."),
  JWT_SECRET_FILE(
      "--jwt-secret-file",
      "CHAT_JWT_SECRET_FILE",
      null,
      "FILE",
      "A file that holds the secret, instead of CHAT_JWT_SECRET."),
  TOKEN_HOURS(
      "--token-hours", "CHAT_TOKEN_HOURS", "24", "HOURS", "How long a login lasts: 1 to 8760."),
  BCRYPT_COST(
      "--bcrypt-cost",
      "CHAT_BCRYPT_COST",
      "12",
      "COST",
      "What a password check costs, 4 to 16; each step doubles it. Below 10 is for tests."),
  PASSWORD_MINIMUM(
      "--password-minimum",
      "CHAT_PASSWORD_MINIMUM",
      "6",
      "COUNT",
      "How many characters the password of who registers has at least: 6 to 72."),
  PASSWORD_CHECK(
      "--password-check",
      "CHAT_PASSWORD_CHECK",
      "off",
      "common|off",
      "common refuses the 30,000 most common passwords of who registers."),
  ALLOWED_ORIGINS(
      "--allowed-origins",
      "CHAT_ALLOWED_ORIGINS",
      null,
      "ORIGIN[,ORIGIN...]",
      "Other sites whose pages may call here, such as https://chat.example.org; * for all."),
  ALLOWED_HOSTS(
      "--allowed-hosts",
      "CHAT_ALLOWED_HOSTS",
      null,
      "NAME[,NAME...]",
      "Names that the server is called by, such as chat.example.org; * for any. Addresses and names"
          + " of one label always are, and whatever trusted proxies let through."),
  RESUME_EVENTS(
      "--resume-events",
      "CHAT_RESUME_EVENTS",
      "1000000",
      "COUNT",
      "How many events a client may be behind and still be told all of them; 0 for no bound."),
  SEARCH(
      "--search",
      "CHAT_SEARCH",
      "index",
      "index|scan",
      "index keeps a search index in the data directory; scan reads the newest messages instead."),
  LIMITS(
      "--limits",
      "CHAT_LIMITS",
      "on",
      "on|off",
      "Whether callers are kept to the limits below; off is for load tests."),
  LIMIT_MESSAGES(
      "--limit-messages",
      "CHAT_LIMIT_MESSAGES",
      "100",
      "NUMBER",
      "Messages, edits and deletions per second and user, saved up for 5 seconds; 0 for no limit,"
          + " as with all that follow."),
  LIMIT_FRAMES(
      "--limit-frames",
      "CHAT_LIMIT_FRAMES",
      "200",
      "NUMBER",
      "Frames per second and socket, saved up for 5 seconds."),
  LIMIT_JOINS(
      "--limit-joins",
      "CHAT_LIMIT_JOINS",
      "100",
      "NUMBER",
      "Rooms joined per second and user, saved up for 5 seconds."),
  LIMIT_SEARCHES(
      "--limit-searches",
      "CHAT_LIMIT_SEARCHES",
      "10",
      "NUMBER",
      "Searches for messages and rooms per second and user, saved up for 5 seconds."),
  LIMIT_READS(
      "--limit-reads",
      "CHAT_LIMIT_READS",
      "50",
      "NUMBER",
      "Pages of history and lists of rooms read per second and user, saved up for 5 seconds."),
  LIMIT_ROOMS(
      "--limit-rooms", "CHAT_LIMIT_ROOMS", "100", "NUMBER", "Rooms opened per hour and user."),
  LIMIT_HANDSHAKES(
      "--limit-handshakes",
      "CHAT_LIMIT_HANDSHAKES",
      "200",
      "NUMBER",
      "WebSocket handshakes per second and address of a client, saved up for 5 seconds."),
  LIMIT_SOCKETS(
      "--limit-sockets", "CHAT_LIMIT_SOCKETS", "100", "NUMBER", "Sockets at once per user."),
  LIMIT_REGISTRATIONS(
      "--limit-registrations",
      "CHAT_LIMIT_REGISTRATIONS",
      "1000",
      "NUMBER",
      "Registrations per hour and address of a client."),
  LIMIT_FAILED_LOGINS_OF_ADDRESS(
      "--limit-failed-logins-of-address",
      "CHAT_LIMIT_FAILED_LOGINS_OF_ADDRESS",
      "300",
      "NUMBER",
      "Wrong passwords per hour and address of a client."),
  LIMIT_FAILED_LOGINS_OF_NAME(
      "--limit-failed-logins-of-name",
      "CHAT_LIMIT_FAILED_LOGINS_OF_NAME",
      "30",
      "NUMBER",
      "Wrong passwords per hour and user name."),
  LIMIT_CONNECTIONS(
      "--limit-connections",
      "CHAT_LIMIT_CONNECTIONS",
      "20000",
      "NUMBER",
      "Connections at once, sockets included; fewer where memory or file descriptors are short."),
  LIMIT_CONNECTIONS_OF_ADDRESS(
      "--limit-connections-of-address",
      "CHAT_LIMIT_CONNECTIONS_OF_ADDRESS",
      "2000",
      "NUMBER",
      "Connections at once per address of a client; neither this machine's nor proxies' own."),
  TRUSTED_PROXIES(
      "--trusted-proxies",
      "CHAT_TRUSTED_PROXIES",
      "0",
      "NUMBER",
      "How many proxies in front add a client's address to X-Forwarded-For: 0 to 16."),
  LOG_LEVEL(
      "--log-level",
      "CHAT_LOG_LEVEL",
      "info",
      "LEVEL",
      "How much to log to standard error: error, warning, info or debug.");

  private final @Nullable String flag;
  private final String variable;
  private final @Nullable String byDefault;
  private final String label;
  private final String description;

  Setting(
      @Nullable String flag,
      String variable,
      @Nullable String byDefault,
      String label,
      String description) {
    this.flag = flag;
    this.variable = variable;
    this.byDefault = byDefault;
    this.label = label;
    this.description = description;
  }

  @Nullable String flag() {
    return flag;
  }

  String variable() {
    return variable;
  }

  @Nullable String byDefault() {
    return byDefault;
  }

  /** What stands for the value in the help. */
  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** The names that a person can set it by, for messages. */
  String names() {
    return flag == null ? variable : flag + " (" + variable + ")";
  }
}
