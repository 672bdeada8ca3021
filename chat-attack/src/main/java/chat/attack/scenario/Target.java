package chat.attack.scenario;

import chat.attack.wire.Line;
import chat.attack.wire.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * What one attack is directed at, and where it keeps account. Thread-safe, but for the random
 * numbers.
 */
public final class Target {
  private static final int SAVED_SECONDS = 5;

  private final InetSocketAddress address;
  private final Requests requests;
  private final World world;
  private final Server server;
  private final SplittableRandom random;
  private final double scale;
  private final long start = System.nanoTime();
  private final long end;
  private final Traffic traffic = new Traffic();
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();

  /**
   * @param scale how large the attack is to be, 1 for its full size
   */
  public Target(Server server, World world, SplittableRandom random, double scale, int seconds) {
    this.server = server;
    this.world = world;
    this.random = random;
    this.scale = scale;
    var uri = server.address();
    address = new InetSocketAddress(uri.getHost(), uri.getPort());
    requests = new Requests(uri.getHost() + ":" + uri.getPort());
    end = start + TimeUnit.SECONDS.toNanos(seconds);
  }

  public InetSocketAddress address() {
    return address;
  }

  public Requests requests() {
    return requests;
  }

  public World world() {
    return world;
  }

  public Server server() {
    return server;
  }

  public SplittableRandom random() {
    return random;
  }

  public Traffic traffic() {
    return traffic;
  }

  /** What a limit per second grants until now, with what may have been saved up before. */
  public long granted(long perSecond) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 1;
    return perSecond * (seconds + SAVED_SECONDS);
  }

  /** Whether the attack's time is up. */
  public boolean isOver() {
    return end - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted();
  }

  /** So many at full size, fewer in a small run, one at least. */
  public int scaled(int full) {
    return Math.max(1, (int) Math.round(full * scale));
  }

  /** One of the attacker's addresses; the witness has another. Linux has all of 127/8. */
  public static InetAddress attacker(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + number % 200)});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection from one of the attacker's addresses. */
  public Line connect(int number) throws IOException {
    try {
      var line = Line.open(address, attacker(number));
      traffic.connected();
      return line;
    } catch (IOException e) {
      traffic.unreachable();
      throw e;
    }
  }

  /** Says what should hold, and remembers it when it doesn't. */
  public void expect(boolean holds, String otherwise) {
    if (!holds && !broken.contains(otherwise) && broken.size() < 20) {
      broken.add(otherwise);
    }
  }

  /** The expectations that didn't hold. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  /** Adds to what is reported of the attack. */
  public void note(String text) {
    notes.add(text);
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** What the server has logged so far. */
  public String log() throws IOException {
    return Files.exists(server.log()) ? Files.readString(server.log()) : "";
  }

  /** How the server under attack is reached apart from its port. */
  public interface Server {
    URI address();

    /** Where its log is. */
    Path log();

    /** What it keeps. */
    Path data();

    /** Ends it in good order. */
    void stop();

    /** Starts it again, at the same port. */
    void start();

    /** Begins a new epoch, as after a restore; the server must be stopped. */
    void newEpoch() throws IOException, InterruptedException;
  }
}
