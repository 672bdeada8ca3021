package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Load;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What it costs those who talk that everything is indexed for searches. */
final class Indexing implements Scenario {
  private static final int MEMBERS = 100;
  private static final int SENDERS = 10;
  private static final int OUTSTANDING = 10;

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
    int members = stage.scaled(MEMBERS);
    int senders = Math.min(SENDERS, members);
    Conversation.all(
        stage.with(stage.chats().stream().flatMap(Indexing::withAndWithout).toList()),
        results,
        List.of(
            new Conversation("1x" + members, 1, members, senders, new Load.Closed(1)),
            new Conversation(
                "1x" + members + ", 100 outstanding",
                1,
                members,
                senders,
                new Load.Closed(OUTSTANDING))));
  }

  private static Stream<ChatServer> withAndWithout(ChatServer chat) {
    return Stream.of(
        chat.with("CHAT_SEARCH", "index").named(chat.name() + ", index"),
        chat.with("CHAT_SEARCH", "scan").named(chat.name() + ", no index"));
  }
}
