package chat.system.browser;

import chat.system.Caller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server for all tests of a class, since a start takes seconds of processor time. They keep
 * apart by the people whom they register and the rooms that they open. A test that kills the server
 * starts it again. Whatever a browser writes on its console as an error fails the test, unless the
 * test provoked it.
 */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VisitTest {
  private final List<Tab> tabs = new ArrayList<>();
  private final Map<String, Caller> people = new HashMap<>();
  private Complaints complaints = new Complaints();
  KillableServer server;

  @BeforeAll
  void startServer(@TempDir Path data) {
    server = new KillableServer(data, settings());
  }

  /** Environment variables of the server. */
  Map<String, String> settings() {
    // Tests are quicker than people.
    return Map.of("CHAT_LIMITS", "off");
  }

  @AfterEach
  void checkConsoles() {
    try {
      tabs.forEach(complaints::check);
    } finally {
      tabs.forEach(Tab::close);
      tabs.clear();
      complaints = new Complaints();
    }
  }

  @AfterAll
  void endAll() {
    server.close();
  }

  /** Somebody's browser, at the page. */
  Tab open() {
    return open("/");
  }

  /** Somebody's browser, at a page of the server. */
  Tab open(String path) {
    var tab = new Tab(server.address());
    tabs.add(tab);
    return tab.open(path);
  }

  /** Somebody who is known to the server, who logs in on the page in a browser of their own. */
  Visitor visitor(String name) {
    person(name);
    return new Visitor(open()).logIn(name);
  }

  /** The same person without a browser. */
  Caller person(String name) {
    return people.computeIfAbsent(name, server.caller()::register);
  }

  /** Says that this test takes the server or the network away; browsers complain about that. */
  void expectOutages() {
    complaints.expectOutages();
  }

  /** Says that this test provokes complaints of the browser with one of these words. */
  void expectComplaints(String... words) {
    complaints.expect(words);
  }
}
