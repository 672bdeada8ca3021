package chat.application.user;

import chat.application.Overloaded;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where passwords are hashed: a few threads of their own and a bounded queue before them, so that
 * however many people log in at once, the rest of the server keeps its processors. Thread-safe.
 */
public final class PasswordPool implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;

  /**
   * @param size how many passwords are hashed at once
   * @param waiting how many more may wait before further ones are refused
   */
  public PasswordPool(int size, int waiting) {
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              var thread = new Thread(task, "passwords-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs the work when its turn comes; the stage fails with {@link Overloaded} if it has none. */
  public <T> CompletionStage<T> submit(Supplier<T> work) {
    var accepted = new Work<>(work, new CompletableFuture<>());
    try {
      threads.execute(accepted);
    } catch (RejectedExecutionException full) {
      accepted.refuse();
    }
    return accepted.result();
  }

  /** Takes no more work, waits 10 seconds at most for what it has, and refuses the rest. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (threads.awaitTermination(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow().forEach(waiting -> ((Work<?>) waiting).refuse());
  }

  private record Work<T>(Supplier<T> work, CompletableFuture<T> result) implements Runnable {
    @Override
    public void run() {
      try {
        result.complete(work.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    void refuse() {
      result.completeExceptionally(new Overloaded("too many logins at once", RETRY_AFTER));
    }
  }
}
