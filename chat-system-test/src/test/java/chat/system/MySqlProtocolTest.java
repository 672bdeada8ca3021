package chat.system;

import chat.bootstrap.Settings.Database;
import chat.testmysql.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MySqlProtocolTest implements ProtocolScript {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) {
    var mysql = TestDatabase.shared();
    server =
        TestServer.onMySql(
            directory, new Database(mysql.createDatabase(), mysql.user(), mysql.password()));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  public TestServer server() {
    return server;
  }
}
