package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.testmysql.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Handle;

final class MySqlStatementsTest extends StoreStatements {
  @Override
  JdbiStore open() {
    return Databases.open(TestDatabase.shared().createDatabase());
  }

  @Override
  void analyze(Handle handle) {
    handle.execute("ANALYZE TABLE messages");
    handle.execute("ANALYZE TABLE room_events");
    handle.execute("ANALYZE TABLE users");
    handle.execute("ANALYZE TABLE chat_rooms");
  }

  @Override
  List<String> plan(Handle handle, String sql, List<?> parameters) {
    var query = handle.createQuery("EXPLAIN " + sql);
    for (int i = 0; i < parameters.size(); i++) {
      query.bind(i, parameters.get(i));
    }
    return query
        .map(
            (row, context) ->
                "%s %s %s %s"
                    .formatted(
                        row.getString("table"),
                        row.getString("type"),
                        row.getString("key"),
                        row.getString("Extra")))
        .list();
  }

  @Override
  int forOneRoom() {
    return 1;
  }

  @Override
  void assertWalksAlongTheIndexOnSeq(List<String> plan) {
    assertThat(plan).first().asString().matches("(m|messages) range messages_seq .*");
    assertThat(plan).noneMatch(step -> step.contains("filesort") || step.contains("temporary"));
    assertThat(plan).noneMatch(step -> step.matches("\\S+ (ALL|index) .*"));
  }

  @Override
  void assertReadsTheIndexOnSeqAlone(List<String> plan) {
    assertThat(plan)
        .singleElement()
        .asString()
        .matches("messages range messages_seq .*Using index.*")
        .doesNotContain("filesort");
  }

  @Override
  void assertWalksAlongTheIndexOfEvents(List<String> plan) {
    assertThat(plan)
        .singleElement()
        .asString()
        .startsWith("room_events range PRIMARY ")
        .doesNotContain("filesort");
  }

  @Override
  void assertWalksAlongThePrimaryKey(List<String> plan) {
    assertThat(plan)
        .anyMatch(step -> step.startsWith("messages range PRIMARY "))
        .anyMatch(step -> step.startsWith("r eq_ref PRIMARY "))
        .noneMatch(step -> step.matches("(r|messages) (ALL|index) .*"));
  }

  @Override
  void assertMergesTwoIndexes(List<String> plan) {
    assertThat(plan)
        .anyMatch(step -> step.startsWith("messages range messages_seq "))
        .anyMatch(step -> step.startsWith("room_events range PRIMARY "))
        .anyMatch(step -> step.startsWith("m eq_ref PRIMARY "));
  }

  @Override
  void assertLooksUpByClientId(List<String> plan) {
    assertThat(plan).first().asString().startsWith("m range messages_client_id ");
    assertThat(plan).noneMatch(step -> step.matches("\\S+ (ALL|index) .*"));
  }

  @Override
  void assertLooksUpBySeq(List<String> plan) {
    assertThat(plan).singleElement().asString().startsWith("messages range messages_seq ");
  }

  @Override
  void assertLooksUpByName(List<String> plan) {
    assertThat(plan).singleElement().asString().startsWith("chat_rooms range chat_rooms_name ");
  }

  @Override
  void assertLooksUpOneRow(List<String> plan) {
    assertThat(plan)
        .allMatch(step -> step.matches(".*(const|No tables used|no matching row|Impossible).*"));
  }
}
