package chat.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runners on a thread each that start at the same moment. */
public final class Race {
  /** How long a race may take before it counts as a deadlock. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private Race() {}

  /** What one of them does; it is told its number, from 0. */
  @FunctionalInterface
  public interface Runner<T> {
    T run(int number) throws Exception;
  }

  /**
   * Lets them run and gives what each returned, in the order of their numbers.
   *
   * @throws AssertionError when one of them throws, or hasn't arrived after {@link #LIMIT}
   */
  public static <T> List<T> of(int runners, Runner<T> runner) {
    var start = new CyclicBarrier(runners);
    var threads =
        Executors.newFixedThreadPool(
            runners,
            task -> {
              var thread = new Thread(task, "race");
              // One that never arrives must not keep the build from ending.
              thread.setDaemon(true);
              return thread;
            });
    try {
      var arrivals = new ArrayList<Future<T>>();
      for (int i = 0; i < runners; i++) {
        int number = i;
        Callable<T> task =
            () -> {
              start.await();
              return runner.run(number);
            };
        arrivals.add(threads.submit(task));
      }
      long end = System.nanoTime() + LIMIT.toNanos();
      var results = new ArrayList<T>();
      for (int i = 0; i < runners; i++) {
        results.add(result(i, arrivals.get(i), end - System.nanoTime()));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T result(int number, Future<T> arrival, long nanos) {
    try {
      return arrival.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("runner " + number + " hasn't arrived after " + LIMIT, e);
    } catch (ExecutionException e) {
      throw new AssertionError("runner " + number + " threw " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for runner " + number, e);
    }
  }
}
