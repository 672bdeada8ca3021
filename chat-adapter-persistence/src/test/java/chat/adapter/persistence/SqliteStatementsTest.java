package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.testkit.PlainNameSkeletons;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStatementsTest extends StoreStatements {
  @TempDir static Path directory;

  @Override
  JdbiStore open() {
    return SqliteStore.open(directory, new PlainNameSkeletons());
  }

  @Override
  void analyze(Handle handle) {
    // SQLite plans by the indexes alone unless somebody runs ANALYZE, which nobody does here.
  }

  @Override
  List<String> plan(Handle handle, String sql, List<?> parameters) {
    var query = handle.createQuery("EXPLAIN QUERY PLAN " + sql);
    for (int i = 0; i < parameters.size(); i++) {
      query.bind(i, parameters.get(i));
    }
    return query.map((row, context) -> row.getString("detail")).list();
  }

  @Override
  int forOneRoom() {
    return 2;
  }

  @Override
  void assertWalksAlongTheIndexOnSeq(List<String> plan) {
    assertThat(plan)
        .first()
        .asString()
        .matches(
            "SEARCH (m|messages) USING INDEX sqlite_autoindex_messages_1 .*room_id=\\? AND seq.*");
    assertThat(plan).noneMatch(step -> step.contains("SCAN") || step.contains("B-TREE"));
  }

  @Override
  void assertReadsTheIndexOnSeqAlone(List<String> plan) {
    assertThat(plan)
        .singleElement()
        .asString()
        .matches("SEARCH messages USING COVERING INDEX .*room_id=\\? AND seq.*");
  }

  @Override
  void assertWalksAlongTheIndexOfEvents(List<String> plan) {
    assertThat(plan)
        .singleElement()
        .asString()
        .matches("SEARCH room_events USING PRIMARY KEY .*room_id=\\? AND seq.*");
  }

  @Override
  void assertWalksAlongThePrimaryKey(List<String> plan) {
    assertThat(plan)
        .anyMatch(step -> step.startsWith("SEARCH messages USING INTEGER PRIMARY KEY (rowid>?)"))
        .anyMatch(step -> step.matches("SEARCH r USING INTEGER PRIMARY KEY .*"))
        .noneMatch(step -> step.matches("SCAN (r|messages)\\b.*"));
  }

  @Override
  void assertMergesTwoIndexes(List<String> plan) {
    assertThat(plan)
        .anyMatch(
            step -> step.matches("SEARCH messages USING COVERING INDEX .*room_id=\\? AND seq.*"))
        .anyMatch(
            step -> step.matches("SEARCH room_events USING PRIMARY KEY .*room_id=\\? AND seq.*"))
        .anyMatch(step -> step.matches("SEARCH m USING INTEGER PRIMARY KEY .*"))
        .noneMatch(step -> step.matches("SCAN (m|messages|room_events)\\b.*"));
  }

  @Override
  void assertLooksUpByClientId(List<String> plan) {
    assertSearchesAll(plan, "sqlite_autoindex_messages_2");
  }

  @Override
  void assertLooksUpBySeq(List<String> plan) {
    assertSearchesAll(plan, "sqlite_autoindex_messages_1");
  }

  @Override
  void assertLooksUpByName(List<String> plan) {
    assertSearchesAll(plan, "sqlite_autoindex_chat_rooms_1");
  }

  @Override
  void assertLooksUpOneRow(List<String> plan) {
    assertThat(plan).anyMatch(step -> step.matches("SEARCH .* INDEX .*=\\?\\)"));
    assertThat(plan).noneMatch(step -> step.matches("SCAN (?!CONSTANT).*"));
  }

  private static void assertSearchesAll(List<String> plan, String index) {
    assertThat(plan).anyMatch(step -> step.contains(index));
    assertThat(plan).noneMatch(step -> step.matches("SCAN (?!.* VALUES CLAUSE).*"));
  }
}
