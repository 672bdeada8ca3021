package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Several;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Load;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.List;

/** One room whose senders are at one server and whose other members are at another one. */
final class Nodes implements Scenario {
  private static final int MEMBERS = 100;
  private static final int SENDERS = 10;

  /** So few that nothing waits: what is left is the way between the servers. */
  private static final double CALM = 50;

  /** A load that all of them carry, so that what a delivery costs can be compared. */
  private static final double STEADY = 400;

  @Override
  public String name() {
    return "nodes";
  }

  @Override
  public String summary() {
    return "one room of 100: ten send at one server, the others listen at another one of the same"
        + " database";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.DELIVERIES, Metric.SERVER_CPU, Metric.P50);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.MYSQL);
  }

  @Override
  public boolean needsLastingStore() {
    return true;
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    int members = stage.scaled(MEMBERS);
    int senders = Math.min(SENDERS, members / 2);
    var chat = stage.chats().get(0);
    Conversation.all(
        stage.among(
            List.of(
                chat.named(chat.name() + ", one server"),
                new Several(chat.name() + ", two servers with NATS", chat, 2, true),
                new Several(chat.name() + ", two servers without a broker", chat, 2, false))),
        results,
        List.of(
            new Conversation("1x" + members, 1, members, senders, new Load.Closed(1)),
            steady(members, senders, CALM),
            steady(members, senders, STEADY)));
  }

  private static Conversation steady(int members, int senders, double perSecond) {
    return new Conversation(
        "1x" + members + ", " + (int) perSecond + " messages a second",
        1,
        members,
        senders,
        new Load.Open(perSecond));
  }
}
