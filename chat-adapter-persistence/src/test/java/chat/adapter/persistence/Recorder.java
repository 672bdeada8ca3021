package chat.adapter.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Remembers the statements that a store runs. */
final class Recorder implements SqlLogger {
  private final List<String> statements = new ArrayList<>();

  /** What the store runs while the work does. */
  static List<String> record(JdbiStore store, Runnable work) {
    var recorder = new Recorder();
    var database = store.database();
    var both = List.of(database.reading().jdbi(), database.writing().jdbi());
    both.forEach(jdbi -> jdbi.setSqlLogger(recorder));
    try {
      work.run();
    } finally {
      both.forEach(jdbi -> jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER));
    }
    return recorder.statements;
  }

  /** The only one that contains the text. */
  static String theOneWith(String text, Stream<String> statements) {
    var matches = statements.filter(sql -> sql.contains(text)).toList();
    if (matches.size() != 1) {
      throw new AssertionError("not one with " + text + ": " + matches);
    }
    return matches.get(0);
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    statements.add(context.getParsedSql().getSql());
  }
}
