package chat.proof;

import chat.proof.check.Checker;
import chat.proof.check.Entry;
import chat.proof.check.History;
import chat.proof.fault.Broker;
import chat.proof.fault.Cluster;
import chat.proof.fault.Nemesis;
import chat.proof.fault.Network;
import chat.proof.fault.Plan;
import chat.proof.fault.Store;
import chat.proof.people.Auditor;
import chat.proof.people.ClientListener;
import chat.proof.people.Leaver;
import chat.proof.people.Listener;
import chat.proof.people.Rest;
import chat.proof.people.Talker;
import chat.proof.people.WireListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
  private static final int LEAST_FAULTS = 3;

  /** Twice what is promised: who was on a server that was killed is gone within 15 seconds. */
  private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Twice what is promised, and a second for a busy machine. */
  private static final int LEAVING_SECONDS = 5;

  private final Trial trial;
  private final Cluster cluster;
  private final Path folder;
  private final PrintWriter out;
  private final SplittableRandom random;
  private final Tally tally = new Tally();
  private final History history = new History(tally);
  private final List<Talker> talkers = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<WireListener> bare = new ArrayList<>();

  private Proof(Trial trial, Cluster cluster, Path folder, PrintWriter out) {
    this.trial = trial;
    this.cluster = cluster;
    this.folder = folder;
    this.out = out;
    random = new SplittableRandom(trial.seed());
  }

  /**
   * Tries it.
   *
   * @param broker by which the servers reach each other; null where they have none
   * @param folder where the servers' logs are written, and what they keep beside the store
   * @param out where progress is told, every ten seconds
   * @throws IllegalStateException when there was nothing to judge: a server couldn't be started, or
   *     not again
   */
  public static Report run(
      Trial trial, Store store, @Nullable Broker broker, Path folder, PrintWriter out)
      throws InterruptedException, IOException {
    var settings =
        Map.of("CHAT_BCRYPT_COST", "4", "CHAT_LIMITS", "off", "CHAT_LOG_LEVEL", "warning");
    try (var cluster = new Cluster(trial.servers(), trial.jar(), store, broker, settings, folder)) {
      return new Proof(trial, cluster, folder, out).run();
    }
  }

  private Report run() throws InterruptedException, IOException {
    var servers = cluster.start();
    try (var clients = Network.to(Cluster.addresses(servers));
        var slowClients = Network.narrow(Cluster.addresses(servers))) {
      return run(servers, clients, slowClients);
    } finally {
      listeners.forEach(Listener::close);
      talkers.forEach(Talker::close);
    }
  }

  private Report run(List<URI> servers, Network clients, Network slowClients)
      throws InterruptedException, IOException {
    var plan = new Plan(random.split(), cluster.faults());
    // In a database that was there before, so were others' names.
    var run = UUID.randomUUID().toString().substring(0, 8);
    var auditor = Rest.at(servers.get(0)).register("auditor-" + run);
    var rooms = new ArrayList<Long>();
    for (int i = 1; i <= trial.rooms(); i++) {
      rooms.add(auditor.openRoom("proof " + run + " " + i));
    }
    letIn(servers.get(0), run, rooms, local(clients), local(slowClients));
    awaitListeners(rooms);
    var leaver =
        new Leaver(
            "leaver-" + run,
            Rest.at(servers.get(0)).register("leaver-" + run).by(local(clients)),
            rooms,
            history,
            random.split());

    var nemesis = new Nemesis(plan, cluster, clients, slowClients, new Crowd());
    talkers.forEach(Talker::start);
    leaver.start();
    nemesis.start();
    watch(nemesis, rooms, auditor.by(local(clients)));
    nemesis.stop();
    out.println("everything is mended; waiting for the last answers");
    out.flush();
    talkers.forEach(Talker::stop);
    leaver.close();
    for (var talker : talkers) {
      talker.awaitEnd();
    }
    var auditors = audit(auditor, servers, rooms);
    awaitAll(rooms, auditors.get(0));
    lookWhoIsThere("auditor-" + run, rooms, auditors);
    for (int i = 0; i < servers.size(); i++) {
      leaver.leave(servers.get(i), servers.get((i + 1) % servers.size()), LEAVING_SECONDS);
    }
    return judge(nemesis);
  }

  /** Somebody at each server, who follows the rooms from their beginnings. */
  private List<WireListener> audit(Rest auditor, List<URI> servers, List<Long> rooms) {
    var auditors = new ArrayList<WireListener>();
    auditors.add(new Auditor(auditor, rooms, history).audit());
    for (int i = 1; i < servers.size(); i++) {
      auditors.add(
          WireListener.listen(
              "auditor-at-server-" + (i + 1),
              auditor.by(servers.get(i)),
              rooms,
              WireListener.From.THE_BEGINNING,
              history,
              new SplittableRandom(i)));
    }
    listeners.addAll(auditors);
    return auditors;
  }

  /** At each server: while the talkers' sockets are there alone with the auditors, and after. */
  private void lookWhoIsThere(String auditor, List<Long> rooms, List<WireListener> auditors)
      throws InterruptedException {
    var there = new HashSet<String>(Set.of(auditor));
    talkers.forEach(talker -> there.add(talker.name()));
    var sockets = talkers.stream().map(Talker::listener).toList();
    listeners.stream()
        .filter(listener -> !sockets.contains(listener) && !auditors.contains(listener))
        .forEach(Listener::close);
    lookWhoIsThere(there, rooms, auditors);
    talkers.forEach(Talker::close);
    lookWhoIsThere(Set.of(auditor), rooms, auditors);
  }

  private void lookWhoIsThere(Set<String> there, List<Long> rooms, List<WireListener> auditors)
      throws InterruptedException {
    await(
        PRESENCE_NANOS,
        () ->
            rooms.stream()
                .allMatch(
                    room -> auditors.stream().allMatch(one -> one.present(room).equals(there))));
    for (var one : auditors) {
      for (long room : rooms) {
        history.add(new Entry.Present(one.name(), room, there, one.present(room)));
      }
    }
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
    if (!await(
        CATCH_UP_NANOS,
        () -> listeners.stream().allMatch(l -> rooms.stream().allMatch(r -> l.position(r) >= 0)))) {
      throw new IllegalStateException("not everybody could join the rooms");
    }
  }

  /** Waits until it is so, but no longer than that; whether it is. */
  private static boolean await(long nanos, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (!condition.getAsBoolean()) {
      if (end - System.nanoTime() < 0) {
        return false;
      }
      Thread.sleep(STEP_MS);
    }
    return true;
  }

  private void watch(Nemesis nemesis, List<Long> rooms, Rest visitor) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + trial.duration().toNanos();
    long tick = start + TICK_NANOS;
    int late = 0;
    var latecomers = random.split();
    while (goesOn(nemesis, end)) {
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

  /** Until its time is over, and on a slow machine until enough has been broken. */
  private static boolean goesOn(Nemesis nemesis, long end) {
    long left = end - System.nanoTime();
    boolean enough = left < -CATCH_UP_NANOS || faults(nemesis) >= LEAST_FAULTS;
    return !nemesis.hasFailed() && (left > 0 || !enough);
  }

  private static int faults(Nemesis nemesis) {
    return nemesis.done().values().stream().mapToInt(Integer::intValue).sum();
  }

  private void tell(Nemesis nemesis, long nanos) {
    var faults = nemesis.done();
    out.printf(
        "%5d s: %,d faults, of them %,d kills; %,d sends, %,d acks; %,d events seen%n",
        TimeUnit.NANOSECONDS.toSeconds(nanos),
        faults(nemesis),
        Report.kills(faults),
        tally.sent(),
        tally.acked(),
        tally.seen());
    out.flush();
  }

  /** Everybody must get to where the rooms end; who doesn't is the checker's to name. */
  private void awaitAll(List<Long> rooms, WireListener auditor) throws InterruptedException {
    await(
        CATCH_UP_NANOS,
        () ->
            rooms.stream()
                .allMatch(
                    room ->
                        auditor.head(room) >= 0
                            && listeners.stream()
                                .allMatch(l -> l.position(room) >= auditor.head(room))));
  }

  private Report judge(Nemesis nemesis) throws IOException {
    var entries = history.entries();
    var report =
        new Report(
            trial,
            cluster.toString(),
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
