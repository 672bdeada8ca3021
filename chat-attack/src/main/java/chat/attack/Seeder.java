package chat.attack;

import chat.attack.scenario.Host;
import chat.attack.scenario.Words;
import chat.attack.scenario.World;
import chat.attack.wire.Frames;
import chat.attack.wire.Line;
import chat.attack.wire.Requests;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fills a server without limits, whose data then serves the servers under attack. */
final class Seeder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTACKERS = 16;
  private static final int WITNESSES = 3;
  private static final int LARGE_ROOMS = 4;
  private static final int LARGE_MESSAGES = 500;
  private static final int MESSAGE_LENGTH = 3_900;
  private static final int WORKERS = 8;
  private static final int PATIENCE_MS = 60_000;

  private final InetSocketAddress server;
  private final Requests requests;
  private final double scale;

  private Seeder(InetSocketAddress server, double scale) {
    this.server = server;
    this.scale = scale;
    requests = new Requests(server.getHostString() + ":" + server.getPort());
  }

  /**
   * Makes people, rooms and messages.
   *
   * @param folder where the server's data is afterwards, in {@code data}
   * @param rooms how many rooms without messages
   */
  static World seed(Trial trial, Path folder, int rooms) throws IOException, InterruptedException {
    var settings = Map.of("CHAT_LIMITS", "off", "CHAT_LOG_LEVEL", "warning");
    try (var server = new AttackedServer(trial, folder, Host.USUAL, settings, Optional.empty())) {
      server.start();
      var address = server.address();
      var seeder =
          new Seeder(new InetSocketAddress(address.getHost(), address.getPort()), trial.scale());
      var world = seeder.seed(rooms);
      server.stop();
      return world;
    }
  }

  private World seed(int rooms) throws IOException, InterruptedException {
    var workers = Executors.newFixedThreadPool(WORKERS);
    try {
      var people = new ArrayList<Callable<World.Account>>();
      for (int i = 0; i < ATTACKERS; i++) {
        var name = "mallory-" + i;
        people.add(() -> register(name));
      }
      for (int i = 0; i < WITNESSES; i++) {
        var name = "witness-" + i;
        people.add(() -> register(name));
      }
      var accounts = all(workers, people);
      var owner = accounts.get(0).token();
      var large = new ArrayList<Callable<Long>>();
      for (int i = 0; i < LARGE_ROOMS; i++) {
        var name = "large " + i;
        large.add(() -> fill(owner, openRoom(owner, name)));
      }
      var largeRooms = all(workers, large);
      var names = new ArrayList<String>();
      var many = new ArrayList<Callable<Long>>();
      for (int i = 0; i < rooms; i++) {
        var name = "many-" + i;
        names.add(name);
        many.add(() -> openRoom(owner, name));
      }
      all(workers, many);
      long witnessRoom = openRoom(owner, "witness");
      return new World(
          accounts.subList(0, ATTACKERS),
          accounts.subList(ATTACKERS, accounts.size()),
          largeRooms,
          names,
          witnessRoom);
    } finally {
      workers.shutdownNow();
    }
  }

  private static <T> List<T> all(ExecutorService workers, List<Callable<T>> work)
      throws IOException, InterruptedException {
    var results = new ArrayList<T>();
    for (var one : workers.invokeAll(work)) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        throw new IOException("the server could not be filled: " + e.getCause(), e);
      }
    }
    return results;
  }

  private Line connect() throws IOException {
    var line = Line.open(server, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    // Passwords are hashed one after another.
    line.waitAtMost(PATIENCE_MS);
    return line;
  }

  private JsonNode post(String path, Optional<String> token, Map<String, ?> body, int status)
      throws IOException {
    try (var line = connect()) {
      var answer = line.exchange(requests.postJson(path, token, JSON.writeValueAsString(body)));
      if (answer.status() != status) {
        throw new IOException(path + " was answered with " + answer.status());
      }
      return JSON.readTree(answer.body());
    }
  }

  private World.Account register(String name) throws IOException {
    var who = Map.of("username", name, "password", World.PASSWORD);
    post("/api/register", Optional.empty(), who, 201);
    var login = post("/api/login", Optional.empty(), who, 200);
    return new World.Account(name, login.path("access_token").asText());
  }

  private long openRoom(String token, String name) throws IOException {
    return post("/api/chat/rooms", Optional.of(token), Map.of("name", name), 201)
        .path("id")
        .asLong();
  }

  /** Messages of words that typos can be searched in, and of characters of three bytes. */
  private long fill(String token, long room) throws IOException {
    int messages = (int) Math.max(20, LARGE_MESSAGES * scale);
    try (var line = connect()) {
      line.upgrade(requests.chatV1(token));
      line.send(Frames.text("{\"type\":\"join\",\"room_id\":" + room + "}"));
      for (int i = 0; i < messages; i++) {
        var content = (i + " " + Words.word(i) + " ").repeat(40) + "あ".repeat(MESSAGE_LENGTH);
        var frame =
            Map.of(
                "type",
                "send",
                "room_id",
                room,
                "client_id",
                "seed-" + i,
                "content",
                content.substring(0, MESSAGE_LENGTH));
        line.send(Frames.text(JSON.writeValueAsString(frame)));
        // One at a time: what a room's lane holds is bounded.
        for (var answer = ""; !answer.contains("\"ack\""); answer = line.frame().text()) {
          if (answer.contains("\"error\"")) {
            throw new IOException("the server refuses a message: " + answer);
          }
        }
      }
    }
    return room;
  }
}
