package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.contestant.Databases;
import chat.benchmarks.contestant.Store;
import chat.benchmarks.load.Mistake;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.search.Engine;
import chat.benchmarks.search.IndexCost;
import chat.benchmarks.search.MySqlYardstick;
import chat.benchmarks.search.SqliteYardstick;
import chat.benchmarks.text.Corpus;
import chat.testmysql.Folders;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Those that search the corpus. Filling them takes minutes where it is large; then what lies in
 * files is kept beside the server's jar for the next time, and so is the table of a database that
 * runs anyway.
 */
final class SearchEngines implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT_FROM = 100_000;
  private static final int LOOK_MILLIS = 20;
  private static final long LONGEST_INDEXING = TimeUnit.MINUTES.toNanos(10);

  private final Stage stage;
  private final Corpus corpus;
  private final int limit;
  private final long textBytes;
  private final List<Engine> engines = new ArrayList<>();
  private final Map<String, Map<Metric, Double>> indexes = new LinkedHashMap<>();

  SearchEngines(Stage stage, Corpus corpus, int limit) {
    this.stage = stage;
    this.corpus = corpus;
    this.limit = limit;
    textBytes = corpus.bytes();
  }

  List<Engine> all() {
    return List.copyOf(engines);
  }

  /** What each one's index costs. */
  Map<String, Map<Metric, Double>> indexes() {
    return indexes;
  }

  private Path folder() throws IOException {
    if (corpus.messages() < KEPT_FROM) {
      return stage.newFolder();
    }
    return Files.createDirectories(
        stage.kept().resolve("search-data").resolve(corpus.fingerprint()));
  }

  /** Starts the chat servers; each makes its index first. */
  void addServers() throws IOException {
    for (var chat : stage.chats()) {
      boolean isKept = chat.store() == Store.SQLITE;
      var folder = isKept ? folder() : stage.newFolder();
      var noted = folder.resolve("filled.json");
      if (!Files.exists(noted)) {
        Folders.delete(folder.resolve("data"));
        stage.progress().step(chat.name() + ": putting " + corpus.messages() + " messages in");
        JSON.writeValue(noted.toFile(), chat.fill(folder, corpus));
      }
      var filling = JSON.readValue(noted.toFile(), ChatServer.Filling.class);
      var index = folder.resolve("data").resolve("search");
      Folders.delete(index);
      stage.progress().step(chat.name() + ": making its index");
      add(chat, folder, index, filling);
    }
  }

  private void add(ChatServer chat, Path folder, Path index, ChatServer.Filling filling)
      throws IOException {
    var server = chat.with("CHAT_SEARCH", "index").start(folder);
    try {
      var token = server.api().logIn(filling.people().get(0));
      double rate = Double.NaN;
      try (var reader = new PageReader(server.address(), token)) {
        rate = indexed(reader);
      }
      engines.add(new ServerSearch(chat.name(), server, token, filling, corpus, limit));
      var figures = figures(rate, size(index));
      figures.put(Metric.RESIDENT, Conversation.resident(server));
      indexes.put(chat.name(), figures);
    } catch (InterruptedException e) {
      server.close();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Waits until everything is known, as the server's health tells.
   *
   * @return messages a second since the first look; NaN when that was too late
   */
  private double indexed(PageReader reader) throws IOException, InterruptedException {
    long began = System.nanoTime();
    var first = health(reader);
    var now = first;
    while (!isReady(now)) {
      if (System.nanoTime() - began > LONGEST_INDEXING) {
        throw new Mistake("the index isn't ready, but " + now);
      }
      stage.progress().count(now.path("percent").asInt(), "%");
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      now = health(reader);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return isReady(first) ? Double.NaN : (1 - known(first)) * corpus.messages() / seconds;
  }

  private static boolean isReady(JsonNode health) {
    return health.path("state").asText().equals("ready");
  }

  /** Before it has looked how much there is, it knows all of nothing. */
  private static double known(JsonNode health) {
    double part = health.path("percent").asDouble() / 100;
    return part < 1 ? part : 0;
  }

  private static JsonNode health(PageReader reader) throws IOException {
    return JSON.readTree(reader.get("/api/health")).path("search");
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(SearchEngines::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EnumMap<Metric, Double> figures(double rate, long bytes) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.INDEXED, rate);
    values.put(Metric.INDEX, bytes / 1e6);
    values.put(Metric.INDEX_SHARE, (double) bytes / textBytes);
    return values;
  }

  /** Adds what the chat servers are compared with. */
  void addDatabases() throws IOException {
    var chat = stage.chats().get(0);
    var folder = folder();
    addSqlite(folder);
    addMySql(chat.databases(), folder);
  }

  private void addSqlite(Path folder) throws IOException {
    var file = folder.resolve("yardstick.db");
    var noted = folder.resolve("sqlite.json");
    if (!Files.exists(noted)) {
      stage.progress().step("filling and indexing SQLite");
      Files.deleteIfExists(file);
      JSON.writeValue(noted.toFile(), SqliteYardstick.fill(file, corpus, this::told));
    }
    var trigram = SqliteYardstick.trigram(file, limit);
    engines.add(trigram);
    indexes.put(trigram.name(), figures(noted));
    engines.add(SqliteYardstick.like(file, limit));
  }

  private void addMySql(Databases databases, Path folder) throws IOException {
    var settings = databases.settings(Store.MYSQL, folder);
    var server = new MySqlYardstick(settings, "search_bench_" + corpus.fingerprint());
    var noted = folder.resolve("mysql.json");
    server.cacheAll();
    if (!Files.exists(noted) || !server.isFilled(corpus.messages())) {
      stage.progress().step("filling and indexing MySQL or MariaDB");
      JSON.writeValue(noted.toFile(), server.fill(corpus, this::told));
    }
    var fullText = server.fullText(limit);
    engines.add(fullText);
    indexes.put(fullText.name(), figures(noted));
    engines.add(server.like(limit));
  }

  private Map<Metric, Double> figures(Path noted) throws IOException {
    var cost = JSON.readValue(noted.toFile(), IndexCost.class);
    return figures(corpus.messages() / (cost.nanos() / 1e9), cost.bytes());
  }

  private void told(long count) {
    stage.progress().count(count, "messages");
  }

  @Override
  public void close() throws IOException {
    for (var engine : engines) {
      engine.close();
    }
  }
}
