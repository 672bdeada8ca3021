package chat.system.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of its own for each test, and a browser for each person in it. Whatever a browser writes
 * on its console as an error fails the test, unless it is about a server that the test took away.
 */
@Tag("browser")
abstract class BrowserTest {
  private final List<Tab> tabs = new ArrayList<>();
  private final Complaints complaints = new Complaints();
  KillableServer server;

  @BeforeEach
  void startServer(@TempDir Path data) {
    server = new KillableServer(data, settings());
  }

  @AfterEach
  void endAll() {
    try {
      tabs.forEach(complaints::check);
    } finally {
      tabs.forEach(Tab::close);
      server.close();
    }
  }

  /** Environment variables of the server. */
  Map<String, String> settings() {
    return Map.of();
  }

  /** Somebody's browser, at a page of the server. */
  Tab open(String path) {
    var tab = new Tab(server.address());
    tabs.add(tab);
    return tab.open(path);
  }

  /** Says that this test takes the server or the network away; browsers complain about that. */
  void expectOutages() {
    complaints.expectOutages();
  }

  /** Says that this test provokes complaints of the browser with one of these words. */
  void expectComplaints(String... words) {
    complaints.expect(words);
  }

  /** Everybody's browser. */
  List<Tab> tabs() {
    return List.copyOf(tabs);
  }
}
