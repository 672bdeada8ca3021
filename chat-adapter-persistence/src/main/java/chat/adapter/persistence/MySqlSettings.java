package chat.adapter.persistence;

/**
 * Where a MySQL or MariaDB is, and as whom to speak to it. Never printed: even the address may
 * contain a password.
 *
 * @param url {@code jdbc:mysql://host:port/database} or {@code jdbc:mariadb://host:port/database};
 *     its own parameters go before ours
 * @param poolSize how many connections to hold at most, 2 or more
 */
public record MySqlSettings(String url, String user, String password, int poolSize) {
  public MySqlSettings {
    if (poolSize < 2) {
      throw new IllegalArgumentException("poolSize must be at least 2");
    }
  }

  @Override
  public String toString() {
    return "MySqlSettings[hidden]";
  }
}
