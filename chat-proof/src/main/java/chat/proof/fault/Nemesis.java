package chat.proof.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what a plan says until it is told to stop, and sees to it that everything runs again then.
 * (Jepsen's word for whoever brings the faults.)
 */
public final class Nemesis {
  private static final int RECOVERY_MS = 20_000;
  private static final int STEP_MS = 20;
  private static final int MOST_DELAY_MS = 30;

  /** Parted for so many times longer than other things last, so that it is noticed. */
  private static final int PARTED = 3;

  /** One server of so many that are frozen stays so until the others take it for gone. */
  private static final int LONG_FREEZES = 4;

  private static final int LONG_FREEZE_MS = 16_000;

  /** How long clients don't read, at least: their talkers need time to send too much meanwhile. */
  private static final int NOT_READING_MS = 4_000;

  private final Plan plan;
  private final Cluster cluster;
  private final Network clients;
  private final Network slowClients;
  private final People people;
  private final Map<Fault.Kind, Integer> done = new EnumMap<>(Fault.Kind.class);
  private final Thread thread = new Thread(this::work, "nemesis");
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  /** What a nemesis has to know of the people. */
  public interface People {
    /** How many messages have been acknowledged. */
    long acknowledged();

    /** Says so much that clients which don't read can't be waited for. */
    void flood();
  }

  /**
   * @param clients between most clients and the servers
   * @param slowClients between the servers and those clients that stop reading now and then
   */
  public Nemesis(Plan plan, Cluster cluster, Network clients, Network slowClients, People people) {
    this.plan = plan;
    this.cluster = cluster;
    this.clients = clients;
    this.slowClients = slowClients;
    this.people = people;
  }

  public void start() {
    thread.start();
  }

  /**
   * Stops; returns when nothing is broken any more.
   *
   * @throws IllegalStateException when something couldn't be got to run again
   */
  public void stop() throws InterruptedException {
    stopping = true;
    thread.join();
    clients.calm();
    slowClients.calm();
    cluster.calm();
    var failed = failure;
    if (failed != null) {
      throw new IllegalStateException("Not everything runs again: " + failed.getMessage(), failed);
    }
  }

  /** Whether something couldn't be got to run again, so that waiting longer is of no use. */
  public boolean hasFailed() {
    return failure != null;
  }

  /** How often what happened. */
  public synchronized Map<Fault.Kind, Integer> done() {
    return new EnumMap<>(done);
  }

  private synchronized void count(Fault.Kind kind) {
    done.merge(kind, 1, Integer::sum);
  }

  private void work() {
    try {
      while (!stopping) {
        var fault = plan.next();
        await(() -> stopping, fault.afterMs());
        if (!stopping) {
          bring(fault);
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void bring(Fault fault) {
    var node = cluster.node(fault.which());
    var server = node.server();
    switch (fault.kind()) {
      case KILL_SERVER -> {
        server.kill();
        pause(fault.forMs());
        server.start();
        awaitRecovery();
      }
      case STOP_SERVER -> {
        server.stop();
        pause(fault.forMs());
        server.start();
        awaitRecovery();
      }
      case FREEZE_SERVER -> {
        server.freeze();
        pause(fault.forMs() + (fault.bytes() % LONG_FREEZES == 0 ? LONG_FREEZE_MS : 0));
        server.thaw();
        awaitRecovery();
      }
      case KILL_DATABASE -> {
        cluster.store().database().kill();
        pause(fault.forMs());
        cluster.store().database().start();
        awaitRecovery();
      }
      case KILL_BOTH -> {
        cluster.store().database().kill();
        server.kill();
        pause(fault.forMs());
        cluster.store().database().start();
        server.start();
        awaitRecovery();
      }
      case FREEZE_DATABASE -> {
        cluster.store().database().freeze();
        pause(fault.forMs());
        cluster.store().database().thaw();
        awaitRecovery();
      }
      case CUT_DATABASE -> node.toDatabase().ifPresent(way -> cut(way, fault));
      case PARTITION_DATABASE -> {
        node.toDatabase().ifPresent(way -> part(way, fault, fault.abruptly()));
        awaitRecovery();
      }
      case KILL_BROKER -> {
        cluster.broker().kill();
        pause(fault.forMs());
        cluster.broker().start();
      }
      case FREEZE_BROKER -> {
        cluster.broker().freeze();
        pause(PARTED * fault.forMs());
        cluster.broker().thaw();
      }
      case CUT_BROKER -> node.toBroker().ifPresent(way -> cut(way, fault));
      case PARTITION_BROKER -> node.toBroker().ifPresent(way -> part(way, fault, false));
      case CUT -> cut(fault.which() % 4 == 0 ? slowClients : clients, fault);
      case CUT_ALL -> {
        clients.cutAll();
        slowClients.cutAll();
      }
      case DELAY -> clients.delay(fault.which() % MOST_DELAY_MS, fault.forMs());
      case STOP_READING -> {
        slowClients.hold(NOT_READING_MS + fault.forMs());
        people.flood();
        // Nothing else: the server is to notice.
        await(() -> stopping, NOT_READING_MS);
      }
    }
    count(fault.kind());
  }

  /** Nothing passes for a while, one way or both, though no connection ends. */
  private static void part(Network way, Fault fault, boolean bothWays) {
    int millis = PARTED * fault.forMs();
    way.hold(fault.direction(), millis);
    if (bothWays) {
      way.hold(Network.Direction.TO_CLIENT, millis);
      way.hold(Network.Direction.TO_SERVER, millis);
    }
    pause(millis);
  }

  private static void cut(Network network, Fault fault) {
    network.cut(fault.which(), fault.direction(), fault.bytes(), fault.abruptly());
  }

  /** What was broken must have been of use again before the next thing breaks. */
  private void awaitRecovery() {
    long before = people.acknowledged();
    await(() -> stopping || people.acknowledged() > before, RECOVERY_MS);
  }

  private static void await(BooleanSupplier condition, int atMostMs) {
    long end = System.nanoTime() + atMostMs * 1_000_000L;
    while (!condition.getAsBoolean() && end - System.nanoTime() > 0) {
      pause(STEP_MS);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
