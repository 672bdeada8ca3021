package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Mistake;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Pages of a long conversation: near its end, further back, and at its beginning. */
final class HistoryPages implements Scenario {
  private static final int MESSAGES = 1_000_000;
  private static final int NEAR = 10_000;
  private static final int PAGE = 50;
  private static final long MOST_LATENCY = TimeUnit.MINUTES.toNanos(1);

  /** Pages of one depth before those of another: enough for the processor time to be told. */
  private static final int IN_A_ROW = 100;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "pages of 50 at depth 0, 10,000 and 1,000,000 of a room of a million messages";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.P50, Metric.PAGE_CPU);
  }

  @Override
  public List<Store> stores() {
    return List.of(Store.SQLITE);
  }

  @Override
  public boolean needsLastingStore() {
    return true;
  }

  /** Pages of one depth. */
  private static final class Depth {
    private final String variant;
    private final long before;
    private Histogram latency = new Histogram(MOST_LATENCY, 3);
    private double cpu;
    private long pages;

    Depth(String variant, long before) {
      this.variant = variant;
      this.before = before;
    }

    void reset() {
      latency = new Histogram(MOST_LATENCY, 3);
      cpu = 0;
      pages = 0;
    }
  }

  @Override
  public void run(Stage stage, Results results) throws IOException {
    int messages = Math.max(3 * PAGE, stage.scaled(MESSAGES));
    int near = Math.min(NEAR, messages / 2);
    for (var chat : stage.chats()) {
      var folder = stage.newFolder();
      stage.progress().step(chat.name() + ": putting " + messages + " messages into a room");
      var guests = chat.seed(folder, messages);
      var depths =
          List.of(
              new Depth("depth 0", messages + 1L),
              new Depth("depth " + near, messages + 1L - near),
              new Depth("depth " + (messages - PAGE), PAGE + 1L));
      try (var server = chat.start(folder);
          var reader = new PageReader(server.address(), guests.tokens().get(0))) {
        var room = guests.rooms().get(0);
        stage.progress().step(chat.name() + ": reading pages");
        read(depths, reader, server, room, stage.warmUp().toNanos());
        for (int i = 0; i < stage.repetitions(); i++) {
          depths.forEach(Depth::reset);
          read(depths, reader, server, room, stage.time().toNanos());
          for (var depth : depths) {
            results.add(depth.variant, chat.name(), figures(depth));
          }
        }
      }
    }
  }

  private static void read(
      List<Depth> depths, PageReader reader, ChatServer.Running server, long room, long nanos)
      throws IOException {
    long end = System.nanoTime() + nanos;
    do {
      for (var depth : depths) {
        double cpu = Usage.cpuSeconds(server.process());
        for (int i = 0; i < IN_A_ROW; i++) {
          // Another page each time, as deep.
          long before = Math.max(PAGE + 1, depth.before - i * PAGE % 1_000);
          long asked = System.nanoTime();
          var page =
              reader.get(
                  "/api/chat/rooms/" + room + "/messages?limit=" + PAGE + "&before_seq=" + before);
          depth.latency.recordValue(Math.min(System.nanoTime() - asked, MOST_LATENCY));
          check(page, before);
          depth.pages++;
        }
        depth.cpu += Usage.cpuSeconds(server.process()) - cpu;
      }
    } while (System.nanoTime() < end);
  }

  private static void check(String page, long before) {
    long expected = before - 1;
    int at = page.indexOf("\"seq\":");
    while (at >= 0) {
      if (!page.startsWith(expected + "", at + 6)) {
        throw new Mistake("a page before " + before + " lacks seq " + expected);
      }
      expected--;
      at = page.indexOf("\"seq\":", at + 6);
    }
    if (expected != before - 1 - PAGE) {
      throw new Mistake("a page before " + before + " ends after seq " + (expected + 1));
    }
  }

  private static EnumMap<Metric, Double> figures(Depth depth) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.P50, depth.latency.getValueAtPercentile(50) / 1e6);
    values.put(Metric.P99, depth.latency.getValueAtPercentile(99) / 1e6);
    values.put(Metric.MAX, depth.latency.getMaxValue() / 1e6);
    values.put(Metric.PAGE_CPU, depth.cpu / depth.pages * 1e3);
    return values;
  }
}
