package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What it costs those who talk that everything is indexed for searches. */
final class Indexing implements Scenario {
  @Override
  public String name() {
    return "indexing";
  }

  @Override
  public String summary() {
    return "the first two of fanout, with and without an index for searches";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.MESSAGES, Metric.SERVER_CPU);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.SQLITE);
  }

  @Override
  public boolean needsLastingStore() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    Conversation.all(
        stage.with(stage.chats().stream().flatMap(Indexing::withAndWithout).toList()),
        results,
        Fanout.amongHundred(stage));
  }

  private static Stream<ChatServer> withAndWithout(ChatServer chat) {
    return Stream.of(
        chat.with("CHAT_SEARCH", "index").named(chat.name() + ", index"),
        chat.with("CHAT_SEARCH", "scan").named(chat.name() + ", no index"));
  }
}
