package chat.attack;

import chat.attack.scenario.Host;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.World;
import chat.attack.wire.Line;
import chat.attack.wire.Requests;
import chat.attack.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs attacks one after another, each beside a witness. */
final class Runner implements AutoCloseable {
  private static final int WARM_UP_SECONDS = 30;
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Trial trial;
  private final Path folder;
  private final World world;
  private final SplittableRandom random;
  private @Nullable AttackedServer server;
  private int servers;

  private Runner(Trial trial, Path folder, World world) {
    this.trial = trial;
    this.folder = folder;
    this.world = world;
    random = new SplittableRandom(trial.seed());
  }

  /**
   * Runs them all.
   *
   * @param folder where servers keep their data and logs
   * @param progress is given each report when it is there
   * @throws IOException when an attack couldn't be carried out
   */
  static void run(Trial trial, List<Scenario> scenarios, Path folder, Consumer<Report> progress)
      throws IOException, InterruptedException {
    int rooms = scenarios.stream().mapToInt(Scenario::rooms).max().orElse(0);
    var seed = Files.createDirectories(folder.resolve("seed"));
    var world = Seeder.seed(trial, seed, (int) (rooms * trial.scale()));
    try (var runner = new Runner(trial, folder, world)) {
      for (var scenario : scenarios) {
        progress.accept(runner.run(scenario));
      }
    }
  }

  private Report run(Scenario scenario) throws IOException, InterruptedException {
    var attacked = server(scenario);
    var uri = attacked.address();
    var address = new InetSocketAddress(uri.getHost(), uri.getPort());
    var witness = new Witness(address, world);
    boolean calm = witness.warmUp(WARM_UP_SECONDS);
    try (var memory = new Memory(attacked.pid(), attacked.collector())) {
      var target = new Target(attacked, world, random.split(), trial.scale(), trial.seconds());
      attacked.deprived().ifPresent(target::note);
      if (!calm) {
        target.note("the witness had to wait before the attack, too");
      }
      scenario.run(target);
      scenario.afterwards(target, witness.notices());
      // Those of the witness who wait are still waiting: the attack's end must not hide that.
      witness.end();
      boolean answers = answers(address);
      var seen =
          new Judge.Seen(
              attacked.isAlive(),
              answers,
              memory.residentMegabytes(),
              memory.heapMegabytes(),
              witness.felt());
      var report = new Judge(trial.bounds()).judge(scenario, target, seen);
      if (!report.holds() || !trial.shared() || scenario.host() != Host.USUAL) {
        close();
      }
      return report;
    }
  }

  private AttackedServer server(Scenario scenario) throws IOException {
    var running = server;
    if (running != null && running.isAlive() && running.host() == scenario.host()) {
      return running;
    }
    close();
    servers++;
    var its = folder.resolve(servers + "-" + scenario.name());
    Files.createDirectories(its);
    var data = Optional.of(folder.resolve("seed").resolve("data"));
    var started = new AttackedServer(trial, its, scenario.host(), Map.of(), data);
    server = started;
    started.start();
    return started;
  }

  /** Whether it answers a call within a while. */
  private boolean answers(InetSocketAddress address) throws InterruptedException {
    var health = new Requests(address.getHostString() + ":" + address.getPort()).get("/api/health");
    long end = System.nanoTime() + RECOVERY_NANOS;
    while (end - System.nanoTime() > 0) {
      try (var line = Line.open(address, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
        line.exchange(health);
        return true;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
