package chat.proof;

import chat.proof.check.Checker;
import chat.proof.check.History;
import chat.proof.fault.Nemesis;
import chat.proof.fault.Network;
import chat.proof.fault.Plan;
import chat.proof.fault.ServerProcess;
import chat.proof.fault.Store;
import chat.proof.people.Auditor;
import chat.proof.people.ClientListener;
import chat.proof.people.Listener;
import chat.proof.people.Rest;
import chat.proof.people.Talker;
import chat.proof.people.WireListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One trial from start to verdict: people talk while a {@link Nemesis} breaks things, then
 * everything is mended, everybody catches up, and a {@link Checker} judges.
 *
 * <p>All that is chosen comes from the seed: each actor has its own random numbers, split off in a
 * fixed order, so that the plan of faults and what each one does is the same in every run with that
 * seed. When exactly a thread gets to it is not: two runs meet the same faults, not the same
 * interleavings.
 */
public final class Proof {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final int STEP_MS = 100;
  private static final int LATECOMERS = 4;

  private final Trial trial;
  private final Store store;
  private final Path folder;
  private final PrintWriter out;
  private final SplittableRandom random;
  private final Tally tally = new Tally();
  private final History history = new History(tally);
  private final List<Talker> talkers = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<WireListener> bare = new ArrayList<>();

  private Proof(Trial trial, Store store, Path folder, PrintWriter out) {
    this.trial = trial;
    this.store = store;
    this.folder = folder;
    this.out = out;
    random = new SplittableRandom(trial.seed());
  }

  /**
   * Tries it.
   *
   * @param folder where the server's log is written, and what it keeps beside the store
   * @param out where progress is told, every ten seconds
   * @throws IllegalStateException when there was nothing to judge: the server couldn't be started,
   *     or not again
   */
  public static Report run(Trial trial, Store store, Path folder, PrintWriter out)
      throws InterruptedException, IOException {
    return new Proof(trial, store, folder, out).run();
  }

  private Report run() throws InterruptedException, IOException {
    var settings = new HashMap<>(store.settings());
    settings.putIfAbsent("CHAT_DATA_DIR", folder.resolve("data").toString());
    settings.put("CHAT_BCRYPT_COST", "4");
    settings.put("CHAT_LIMITS", "off");
    settings.put("CHAT_LOG_LEVEL", "warning");
    try (var server = new ServerProcess(trial.jar(), settings, folder.resolve("server.log"))) {
      var address = server.start();
      var target = new InetSocketAddress(address.getHost(), address.getPort());
      try (var clients = Network.to(target);
          var slowClients = Network.narrow(target)) {
        return run(server, address, clients, slowClients);
      } finally {
        listeners.forEach(Listener::close);
        talkers.forEach(Talker::close);
      }
    }
  }

  private Report run(ServerProcess server, URI address, Network clients, Network slowClients)
      throws InterruptedException, IOException {
    var plan = new Plan(random.split(), store.faults());
    // In a database that was there before, so were others' names.
    var run = UUID.randomUUID().toString().substring(0, 8);
    var auditor = Rest.at(address).register("auditor-" + run);
    var rooms = new ArrayList<Long>();
    for (int i = 1; i <= trial.rooms(); i++) {
      rooms.add(auditor.openRoom("proof " + run + " " + i));
    }
    letIn(address, run, rooms, local(clients), local(slowClients));
    awaitListeners(rooms);

    var nemesis = new Nemesis(plan, server, store, clients, slowClients, new Crowd());
    talkers.forEach(Talker::start);
    nemesis.start();
    watch(nemesis, rooms, auditor.by(local(clients)));
    nemesis.stop();
    out.println("everything is mended; waiting for the last answers");
    out.flush();
    talkers.forEach(Talker::stop);
    for (var talker : talkers) {
      talker.awaitEnd();
    }
    listeners.add(new Auditor(auditor, rooms, history).audit());
    awaitAll(rooms);
    return judge(nemesis);
  }

  private void letIn(URI address, String run, List<Long> rooms, URI way, URI slowWay) {
    var numbers = new Talker.Numbers();
    int pauseMicros = 1_000_000 * trial.talkers() / trial.rate();
    for (int i = 1; i <= trial.talkers(); i++) {
      var name = "talker-" + i + "-" + run;
      var user = Rest.at(address).register(name).by(way);
      var talker = new Talker(name, user, rooms, history, numbers, random.split(), pauseMicros);
      talkers.add(talker);
      listeners.add(talker.listener());
      bare.add(talker.listener());
    }
    for (int i = 1; i <= trial.listeners(); i++) {
      var name = "listener-" + i + "-" + run;
      var user = Rest.at(address).register(name).by(i == 1 ? slowWay : way);
      listeners.add(new ClientListener(name, user, rooms, history, random.split()));
    }
    var name = "slow-" + run;
    var slow =
        WireListener.listen(
            name,
            Rest.at(address).register(name).by(slowWay),
            rooms,
            WireListener.From.THE_BEGINNING,
            history,
            random.split());
    listeners.add(slow);
    bare.add(slow);
  }

  private static URI local(Network network) {
    return URI.create("http://127.0.0.1:" + network.port());
  }

  /** What the nemesis knows of the people. */
  private final class Crowd implements Nemesis.People {
    private int next;

    @Override
    public long acknowledged() {
      return tally.acked();
    }

    @Override
    public void flood() {
      talkers.get(next++ % talkers.size()).flood();
    }
  }

  private void awaitListeners(List<Long> rooms) throws InterruptedException {
    long end = System.nanoTime() + CATCH_UP_NANOS;
    while (listeners.stream().anyMatch(l -> rooms.stream().anyMatch(r -> l.position(r) < 0))) {
      if (end - System.nanoTime() < 0) {
        throw new IllegalStateException("not everybody could join the rooms");
      }
      Thread.sleep(STEP_MS);
    }
  }

  private void watch(Nemesis nemesis, List<Long> rooms, Rest visitor) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + trial.duration().toNanos();
    long tick = start + TICK_NANOS;
    int late = 0;
    var latecomers = random.split();
    while (end - System.nanoTime() > 0 && !nemesis.hasFailed()) {
      Thread.sleep(STEP_MS);
      long now = System.nanoTime();
      if (tick - now <= 0) {
        tell(nemesis, now - start);
        tick += TICK_NANOS;
      }
      if (late < LATECOMERS && now - start > (late + 1) * (end - start) / (LATECOMERS + 1)) {
        late++;
        var from = late % 2 == 0 ? WireListener.From.NOW : WireListener.From.THE_BEGINNING;
        var latecomer =
            WireListener.listen(
                "latecomer-" + late, visitor, rooms, from, history, latecomers.split());
        listeners.add(latecomer);
        bare.add(latecomer);
      }
    }
  }

  private void tell(Nemesis nemesis, long nanos) {
    var faults = nemesis.done();
    int all = faults.values().stream().mapToInt(Integer::intValue).sum();
    out.printf(
        "%5d s: %,d faults, of them %,d kills; %,d sends, %,d acks; %,d events seen%n",
        TimeUnit.NANOSECONDS.toSeconds(nanos),
        all,
        Report.kills(faults),
        tally.sent(),
        tally.acked(),
        tally.seen());
    out.flush();
  }

  /** Everybody must get to where the rooms end; who doesn't is the checker's to name. */
  private void awaitAll(List<Long> rooms) throws InterruptedException {
    long end = System.nanoTime() + CATCH_UP_NANOS;
    var auditor = (WireListener) listeners.get(listeners.size() - 1);
    while (end - System.nanoTime() > 0
        && rooms.stream()
            .anyMatch(
                room ->
                    auditor.head(room) < 0
                        || listeners.stream()
                            .anyMatch(l -> l.position(room) < auditor.head(room)))) {
      Thread.sleep(STEP_MS);
    }
    listeners.forEach(Listener::close);
  }

  private Report judge(Nemesis nemesis) throws IOException {
    var entries = history.entries();
    var report =
        new Report(
            trial,
            store.toString(),
            nemesis.done(),
            tally.sent(),
            talkers.stream().mapToLong(Talker::unanswered).sum(),
            bare.stream().mapToLong(WireListener::slowReaderCloses).sum(),
            Checker.check(entries));
    if (trial.record().isPresent()) {
      Lines.write(entries, trial.record().get());
    } else if (!report.holds()) {
      Lines.write(entries, folder.resolve("history.jsonl"));
    }
    return report;
  }
}
