package chat.adapter.persistence;

import chat.testmysql.TestDatabase;

/** Stores on the tests' server. */
final class Databases {
  private Databases() {}

  static MySqlStore open(String url) {
    return MySqlStore.open(settings(TestDatabase.shared(), url));
  }

  static MySqlSettings settings(TestDatabase server, String url) {
    return new MySqlSettings(url, server.user(), server.password(), 12);
  }
}
