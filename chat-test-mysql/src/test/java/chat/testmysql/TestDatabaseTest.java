package chat.testmysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  private static final String EMOJI = "naïve 日本 🦦";

  @Test
  void a_created_database_is_empty_and_keeps_any_script() throws SQLException {
    var database = TestDatabase.shared();
    try (var connection = connect(database, database.createDatabase())) {
      assertThat(count(connection, "information_schema.tables WHERE table_schema = DATABASE()"))
          .isZero();
      write(connection);
      assertThat(read(connection)).isEqualTo(EMOJI);
    }
  }

  @Test
  void each_created_database_is_another() {
    var database = TestDatabase.shared();
    assertThat(database.createDatabase()).isNotEqualTo(database.createDatabase());
  }

  @Test
  void the_shared_server_is_always_the_same_and_names_its_version() {
    var database = TestDatabase.shared();
    assertThat(TestDatabase.shared()).isSameAs(database);
    assertThat(database.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(database.product()).isEqualTo(Product.of(database.version()));
  }

  @Test
  void nobody_can_stop_the_shared_server() {
    assertThatThrownBy(() -> TestDatabase.shared().kill())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("launch()");
  }

  @Test
  void a_killed_server_keeps_what_was_committed_and_comes_back_at_its_address()
      throws SQLException {
    try (var database = TestDatabase.launch()) {
      var url = database.createDatabase();
      try (var connection = connect(database, url)) {
        write(connection);
        database.kill();
        assertThat(connection.isValid(1)).isFalse();
      }
      assertThatThrownBy(() -> connect(database, url)).isInstanceOf(SQLException.class);

      database.start();
      try (var connection = connect(database, url)) {
        assertThat(read(connection)).isEqualTo(EMOJI);
      }
    }
  }

  @Test
  void a_stopped_server_comes_back_with_its_data() throws SQLException {
    try (var database = TestDatabase.launch()) {
      var url = database.createDatabase();
      try (var connection = connect(database, url)) {
        write(connection);
      }
      database.stop();
      assertThatThrownBy(() -> connect(database, url)).isInstanceOf(SQLException.class);

      database.start();
      try (var connection = connect(database, url)) {
        assertThat(read(connection)).isEqualTo(EMOJI);
      }
    }
  }

  @Test
  void a_frozen_server_is_silent_until_it_thaws() throws SQLException {
    try (var database = TestDatabase.launch()) {
      var url = database.createDatabase();
      database.freeze();
      assertThatThrownBy(() -> connect(database, url + "?connectTimeout=500&socketTimeout=500"))
          .isInstanceOf(SQLException.class);

      database.thaw();
      try (var connection = connect(database, url)) {
        write(connection);
        assertThat(read(connection)).isEqualTo(EMOJI);
      }
    }
  }

  private static Connection connect(TestDatabase database, String url) throws SQLException {
    return DriverManager.getConnection(url, database.user(), database.password());
  }

  private static void write(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE notes (text VARCHAR(100)) ENGINE=InnoDB");
    }
    try (var insert = connection.prepareStatement("INSERT INTO notes VALUES (?)")) {
      insert.setString(1, EMOJI);
      insert.executeUpdate();
    }
  }

  private static String read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT text FROM notes")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static int count(Connection connection, String from) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
