package chat.testmysql;

import java.nio.file.Path;
import java.util.List;

/**
 * An unpacked server: the command that serves, and a data folder to copy that nobody has written
 * to.
 */
record Installation(Path home, List<String> command) {
  static final String DATA = "data";

  Path data() {
    return home.resolve(DATA);
  }
}
