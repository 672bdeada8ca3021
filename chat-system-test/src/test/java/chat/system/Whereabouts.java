package chat.system;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a server is that comes and goes; callers wait here while it is away. Thread-safe. */
final class Whereabouts {
  private static final int PATIENCE_SECONDS = 90;

  private volatile CompletableFuture<URI> server = new CompletableFuture<>();

  /** From now on callers wait. To be told before the server goes. */
  void lost() {
    server = new CompletableFuture<>();
  }

  void found(URI address) {
    server.complete(address);
  }

  URI await() {
    try {
      return server.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the server doesn't come back", e);
    }
  }
}
