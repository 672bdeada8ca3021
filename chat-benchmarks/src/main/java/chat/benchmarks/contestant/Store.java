package chat.benchmarks.contestant;

import java.util.Locale;

/** Where a chat server keeps everything. */
public enum Store {
  /** The reference adapters of the testkit: what the server costs without a store. */
  IN_MEMORY,
  SQLITE,
  /** MySQL or MariaDB. */
  MYSQL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
