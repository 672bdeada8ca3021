package chat.benchmarks.search;

import chat.benchmarks.text.Corpus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/** What the databases that are searched have in common. */
final class Database {
  private static final int BATCH = 1_000;

  private Database() {}

  /** Puts all messages into a table of {@code id} and {@code content}; the first id is 1. */
  static void fill(Connection connection, String table, Corpus corpus, LongConsumer progress)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var insert =
        connection.prepareStatement("INSERT INTO " + table + "(id, content) VALUES (?, ?)")) {
      for (int number = 0; number < corpus.messages(); number++) {
        insert.setInt(1, number + 1);
        insert.setString(2, corpus.text(number));
        insert.addBatch();
        if ((number + 1) % BATCH == 0 || number + 1 == corpus.messages()) {
          insert.executeBatch();
          connection.commit();
          progress.accept(number + 1);
        }
      }
    }
    connection.setAutoCommit(true);
  }

  /** The latest whose texts contain everything. */
  static String likes(Query query, String table, int limit) {
    var conditions = Collections.nCopies(patterns(query).size(), "content LIKE ?");
    return "SELECT id, content FROM "
        + table
        + " WHERE "
        + String.join(" AND ", conditions)
        + " ORDER BY id DESC LIMIT "
        + limit;
  }

  /** The words as {@code LIKE} wants them: with everything before and behind. */
  static List<String> patterns(Query query) {
    return query.kind() == Kind.PHRASE
        ? List.of("%" + String.join(" ", query.words()) + "%")
        : query.words().stream().map(word -> "%" + word + "%").toList();
  }
}
