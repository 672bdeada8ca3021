package chat.benchmarks.scenario;

import chat.benchmarks.contestant.ChatServer;
import chat.benchmarks.load.Mistake;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.search.Engine;
import chat.benchmarks.search.Query;
import chat.benchmarks.search.Searched;
import chat.benchmarks.text.Corpus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The chat server, asked over one connection. */
final class ServerSearch implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long MOST_IDLE = TimeUnit.SECONDS.toNanos(2);

  private final String name;
  private final ChatServer.Running server;
  private final String token;
  private final int limit;
  private final Corpus corpus;

  private PageReader reader;
  private long lastUsed = System.nanoTime();

  /** The numbers of each room's messages, in their order. */
  private final Map<Long, List<Integer>> numbers = new HashMap<>();

  ServerSearch(
      String name,
      ChatServer.Running server,
      String token,
      ChatServer.Filling filling,
      Corpus corpus,
      int limit)
      throws IOException {
    this.name = name;
    this.server = server;
    this.token = token;
    reader = new PageReader(server.address(), token);
    this.limit = limit;
    this.corpus = corpus;
    filling.rooms().forEach(room -> numbers.put(room, new ArrayList<>()));
    for (int number = 0; number < corpus.messages(); number++) {
      numbers(filling.rooms().get(corpus.room(number))).add(number);
    }
  }

  private List<Integer> numbers(long room) {
    return numbers.getOrDefault(room, List.of());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Searched search(Query query) throws IOException {
    var target =
        "/api/search?limit="
            + limit
            + "&q="
            + URLEncoder.encode(query.typed(), StandardCharsets.UTF_8);
    if (System.nanoTime() - lastUsed > MOST_IDLE) {
      // While others were asked, the server has lost its patience.
      reader.close();
      reader = new PageReader(server.address(), token);
    }
    long asked = System.nanoTime();
    var answer = reader.get(target);
    lastUsed = System.nanoTime();
    long nanos = lastUsed - asked;
    var page = JSON.readTree(answer);
    if (!page.path("complete").asBoolean()) {
      throw new Mistake("the search for " + query.typed() + " isn't complete");
    }
    var found = new ArrayList<Integer>();
    for (var hit : page.path("hits")) {
      found.add(number(query, hit));
    }
    return new Searched(nanos, found);
  }

  /** Which message it is; its highlights must be in it. */
  private int number(Query query, JsonNode hit) {
    var all = numbers(hit.path("room_id").asLong());
    int seq = hit.path("seq").asInt();
    if (seq < 1 || seq > all.size()) {
      throw new Mistake("the search for " + query.typed() + " finds a message of nobody: " + hit);
    }
    int number = all.get(seq - 1);
    var snippet = hit.path("snippet").asText();
    var text = corpus.text(number);
    for (var highlight : hit.path("highlights")) {
      int begin = highlight.path(0).asInt();
      int end = highlight.path(1).asInt();
      if (begin < 0
          || end <= begin
          || end > snippet.length()
          || !text.contains(snippet.substring(begin, end))) {
        throw new Mistake("the search for " + query.typed() + " marks what isn't there: " + hit);
      }
    }
    if (hit.path("highlights").isEmpty()) {
      throw new Mistake("the search for " + query.typed() + " marks nothing: " + hit);
    }
    return number;
  }

  @Override
  public double cpuSeconds() {
    return Usage.cpuSeconds(server.process());
  }

  @Override
  public void close() throws IOException {
    reader.close();
    server.close();
  }
}
