package chat.adapter.persistence;

import chat.testkit.PlainNameSkeletons;
import chat.testmysql.TestDatabase;

/** Stores on the tests' server. */
final class Databases {
  private Databases() {}

  static MySqlStore open(String url) {
    return MySqlStore.open(settings(TestDatabase.shared(), url), new PlainNameSkeletons());
  }

  static MySqlSettings settings(TestDatabase server, String url) {
    return new MySqlSettings(url, server.user(), server.password(), 12);
  }

  /** The same address for MariaDB's driver, without the TLS that it would insist on. */
  static String throughMariaDbDriver(String url) {
    var parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters))
            .replaceFirst("^jdbc:mysql:", "jdbc:mariadb:")
        + "?sslMode=disable&allowPublicKeyRetrieval=true";
  }
}
