package chat.system;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteProtocolTest implements ProtocolScript {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) {
    server = TestServer.onSqlite(directory);
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
