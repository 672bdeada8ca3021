package chat.application.message;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** Keeps what is to be run later until the test runs it. Thread-safe. */
final class HandTimer implements BiConsumer<Duration, Runnable> {
  private record Due(Duration pause, Runnable task) {}

  private final Queue<Due> waiting = new ConcurrentLinkedQueue<>();

  @Override
  public void accept(Duration pause, Runnable task) {
    waiting.add(new Due(pause, task));
  }

  /** How long each of what waits was to wait. */
  List<Duration> pauses() {
    return waiting.stream().map(Due::pause).toList();
  }

  /** Runs what waits longest; returns whether there was anything. */
  boolean runNext() {
    var next = waiting.poll();
    if (next == null) {
      return false;
    }
    next.task().run();
    return true;
  }

  /** Runs everything, with what that leads to. */
  void runAll() {
    for (int count = 0; runNext(); count++) {
      if (count > 10_000) {
        throw new AssertionError("it never ends: " + pauses());
      }
    }
  }
}
