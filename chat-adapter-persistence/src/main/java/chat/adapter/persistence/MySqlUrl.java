package chat.adapter.persistence;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC address of a MySQL or MariaDB that can be spoken of without giving secrets away. */
final class MySqlUrl {
  private static final Pattern SHAPE =
      Pattern.compile(
          "jdbc:(?<scheme>mysql|mariadb)(:[a-z]+)?://(?<hosts>[^/?]+)/(?<database>[^/?]+)"
              + "(\\?(?<parameters>.*))?");

  private final String url;
  private final Matcher parts;

  private MySqlUrl(String url, Matcher parts) {
    this.url = url;
    this.parts = parts;
  }

  static MySqlUrl parse(String url) {
    var parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      throw new CannotOpenStore(
          "The database URL must look like jdbc:mysql://host:3306/database or"
              + " jdbc:mariadb://host:3306/database");
    }
    return new MySqlUrl(url, parts);
  }

  boolean isMariaDb() {
    return "mariadb".equals(parts.group("scheme"));
  }

  /** Whether the address itself sets that parameter of the driver. */
  boolean sets(String parameter) {
    var parameters = parts.group("parameters");
    return parameters != null
        && ("&" + parameters)
            .toLowerCase(Locale.ROOT)
            .contains("&" + parameter.toLowerCase(Locale.ROOT) + "=");
  }

  /** The address as the driver wants it; not to be logged. */
  String value() {
    return url;
  }

  /** The host and the database, for people to read. */
  @Override
  public String toString() {
    var hosts = parts.group("hosts");
    var database = parts.group("database");
    // In brackets the drivers take any property, a password too.
    return hosts.contains("(")
        ? "the database " + database
        : "the database " + database + " at " + hosts.substring(hosts.lastIndexOf('@') + 1);
  }
}
