package chat.benchmarks.contestant;

import chat.benchmarks.text.Corpus;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The server that all this is about, from its jar. What its folder holds is there again when it
 * starts there another time, and tokens stay good; not with the store in memory.
 *
 * @param jar the server's
 * @param flags for its Java
 * @param settings what is set besides where it keeps everything: no limits, and cheap passwords
 *     unless they say otherwise
 */
public record ChatServer(
    String name,
    Path jar,
    Store store,
    Databases databases,
    Dialect dialect,
    List<String> flags,
    Map<String, String> settings)
    implements Contestant {
  private static final Pattern READY = Pattern.compile("^chat \\S+ is ready: http://\\S+:(\\d+)/$");
  private static final Map<String, String> LIGHT =
      Map.of("CHAT_LIMITS", "off", "CHAT_BCRYPT_COST", "4", "CHAT_LOG_LEVEL", "warning");

  public ChatServer {
    flags = List.copyOf(flags);
    settings = Map.copyOf(settings);
  }

  /** The same with more flags for its Java. */
  public ChatServer with(String newName, List<String> more) {
    var all = new ArrayList<>(flags);
    all.addAll(more);
    return new ChatServer(newName, jar, store, databases, dialect, all, settings);
  }

  /** The same with another setting. */
  public ChatServer with(String setting, String value) {
    var all = new HashMap<>(settings);
    all.put(setting, value);
    return new ChatServer(name, jar, store, databases, dialect, flags, all);
  }

  /** The same under another name. */
  public ChatServer named(String newName) {
    return new ChatServer(newName, jar, store, databases, dialect, flags, settings);
  }

  @Override
  public Running start(Path folder) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("there is no server at " + jar);
    }
    var command = java();
    if (store == Store.IN_MEMORY) {
      command.addAll(List.of("-cp", classPath(), "chat.benchmarks.server.InMemoryServer"));
    } else {
      command.addAll(List.of("-jar", jar.toString(), "serve", "--port", "0"));
    }
    var ready = store == Store.IN_MEMORY ? ChildServer.READY : READY;
    return new Running(
        ChildServer.launch(command, environment(folder), folder.resolve("log"), ready), dialect);
  }

  private ArrayList<String> java() {
    var command = new ArrayList<>(List.of(ChildServer.java()));
    // Those that ./chat gives it.
    var usual = System.getenv("CHAT_SERVER_FLAGS");
    if (usual != null) {
      command.addAll(List.of(usual.split(" ")));
    }
    command.addAll(flags);
    return command;
  }

  private Map<String, String> environment(Path folder) {
    var environment = new HashMap<>(LIGHT);
    environment.putAll(databases.settings(store, folder));
    environment.putAll(settings);
    return environment;
  }

  /** The server's before the bench's own, which has the testkit. */
  private String classPath() {
    return jar + File.pathSeparator + System.getProperty("java.class.path");
  }

  /**
   * Puts messages into a room straight through the store's adapter, while no server runs there.
   *
   * @return the token of somebody who may read them, and the room
   */
  public Guests seed(Path folder, int messages) throws IOException {
    Guests guests;
    try (var server = start(folder)) {
      guests = server.admit(1, 1);
    }
    run(folder, "Seed", guests.rooms().get(0).toString(), Integer.toString(messages));
    return guests;
  }

  /** The same with a corpus, by as many people and in as many rooms as it has. */
  public Filling fill(Path folder, Corpus corpus) throws IOException {
    Filling filling;
    try (var server = start(folder)) {
      var guests = server.admit(Corpus.PEOPLE, Corpus.ROOMS);
      var people = IntStream.range(0, Corpus.PEOPLE).mapToObj(server::person).toList();
      filling = new Filling(people, guests.rooms());
    }
    run(
        folder,
        "SeedCorpus",
        Long.toString(corpus.seed()),
        Integer.toString(corpus.messages()),
        filling.rooms().stream().map(Object::toString).collect(Collectors.joining(",")),
        String.join(",", filling.people()));
    return filling;
  }

  /**
   * Who is in a store, and where.
   *
   * @param people the names of those who may log in
   * @param rooms the ids of the rooms
   */
  public record Filling(List<String> people, List<Long> rooms) {
    public Filling {
      people = List.copyOf(people);
      rooms = List.copyOf(rooms);
    }
  }

  /** Lets a program of the package {@code chat.benchmarks.server} do its work on the store. */
  private void run(Path folder, String main, String... arguments) throws IOException {
    var command = java();
    command.addAll(List.of("-cp", classPath(), "chat.benchmarks.server." + main));
    command.addAll(List.of(arguments));
    var program = new ProcessBuilder(command);
    program.environment().putAll(environment(folder));
    program.redirectErrorStream(true).redirectOutput(folder.resolve("seed").toFile());
    try {
      var process = program.start();
      if (process.waitFor() != 0) {
        throw new IOException("seeding failed:\n" + Files.readString(folder.resolve("seed")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** It runs. */
  public static final class Running implements Server {
    private final ChildServer child;
    private final Dialect dialect;
    private final Api api;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> tokens = new ArrayList<>();
    private int rooms;

    private Running(ChildServer child, Dialect dialect) {
      this.child = child;
      this.dialect = dialect;
      api = new Api(child.port());
    }

    public Api api() {
      return api;
    }

    /** How long it took from its start until it was ready. */
    public long readyNanos() {
      return child.readyNanos();
    }

    /** The name of one of those who were admitted; all are equally long. */
    public String person(int number) {
      return "p" + tag + "-" + (10_000 + number);
    }

    @Override
    public ProcessHandle process() {
      return child.process();
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), child.port());
    }

    @Override
    public Guests admit(int people, int count) throws IOException {
      int known = tokens.size();
      tokens.addAll(Api.each(Math.max(0, people - known), i -> api.admit(person(known + i))));
      int first = rooms;
      rooms += count;
      var opened = Api.each(count, i -> api.open("r" + tag + "-" + (first + i), tokens.get(0)));
      return new Guests(tokens.subList(0, people), opened);
    }

    @Override
    public Dialect dialect() {
      return dialect;
    }

    @Override
    public void close() {
      child.close();
    }
  }
}
