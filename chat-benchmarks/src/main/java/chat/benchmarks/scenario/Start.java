package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;

/** From the command until clients may come, with data that is there already. */
final class Start implements Scenario {
  private static final int PEOPLE = 100;
  private static final int ROOMS = 100;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "java -jar until it is ready, on existing data, without and with an archive of classes";
  }

  @Override
  public List<Metric> headlines() {
    return List.of(Metric.READY);
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
    for (var chat : stage.chats()) {
      var folder = stage.newFolder();
      stage.progress().step("preparing " + chat.name());
      try (var earlier = chat.start(folder)) {
        earlier.admit(stage.scaled(PEOPLE), stage.scaled(ROOMS));
      }
      var archive = archive(chat, folder);
      var archived =
          chat.with(chat.name(), List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off"));
      for (int i = 0; i < stage.repetitions(); i++) {
        stage.progress().step(chat.name() + ", start " + (i + 1));
        results.add("without an archive", chat.name(), start(chat, folder));
        results.add("with an archive", chat.name(), start(archived, folder));
      }
    }
  }

  /** As the launcher makes it: when a run ends. */
  private static Path archive(ChatServer chat, Path folder) throws IOException {
    var archive = folder.resolve("classes.jsa");
    chat.with(chat.name(), List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off"))
        .start(folder)
        .close();
    if (!Files.isRegularFile(archive)) {
      throw new IOException("this Java made no archive of classes");
    }
    return archive;
  }

  private static EnumMap<Metric, Double> start(ChatServer chat, Path folder) throws IOException {
    try (var server = chat.start(folder)) {
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.READY, server.readyNanos() / 1e9);
      values.put(Metric.READY_CPU, Usage.cpuSeconds(server.process()));
      values.put(Metric.RESIDENT, Conversation.resident(server));
      return values;
    }
  }
}
