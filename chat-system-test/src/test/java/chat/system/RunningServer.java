package chat.system;

import java.util.UUID;

/** What a suite of whole-system tests is run against: a server on one store or the other. */
interface RunningServer {
  TestServer server();

  /** Calls that server, not logged in. */
  default Caller caller() {
    return new Caller(server().address());
  }

  /** Somebody new, logged in. The name begins as given. */
  default Caller somebody(String name) {
    return caller().register(unique(name));
  }

  /** A name that no other test uses. */
  static String unique(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
