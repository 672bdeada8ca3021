package chat.testmysql;

import java.util.regex.Pattern;

/**
 * A server that somebody else runs; {@code address} ends in a slash, {@code parameters} is empty or
 * starts with {@code ?}.
 */
record ExternalServer(String address, String parameters, String user, String password)
    implements Server {
  private static final Pattern URL =
      Pattern.compile(
          "(?<address>jdbc:(?:mysql|mariadb)://[^/?]+)(?:/[^?]*)?(?<parameters>\\?.*)?");

  /** Takes any JDBC address of the server; the database it names is not used. */
  static ExternalServer at(String url, String user, String password) {
    var parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          Settings.URL + " must look like jdbc:mysql://host:3306/ or jdbc:mariadb://host:3306/");
    }
    var parameters = parts.group("parameters");
    return new ExternalServer(
        parts.group("address") + "/", parameters == null ? "" : parameters, user, password);
  }

  @Override
  public String url(String database) {
    return address + database + parameters;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return address;
  }
}
