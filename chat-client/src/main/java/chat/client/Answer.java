package chat.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that is completed on the callbacks' thread, and refuses to be waited for there: it could
 * not come. So do the futures that are derived from it.
 */
final class Answer<T> extends CompletableFuture<T> {
  private final Callbacks callbacks;

  Answer(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Answer<>(callbacks);
  }

  @Override
  public T join() {
    refuseToWaitForItself();
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    refuseToWaitForItself();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    refuseToWaitForItself();
    return super.get(timeout, unit);
  }

  private void refuseToWaitForItself() {
    if (!isDone() && callbacks.isCurrentThread()) {
      throw new IllegalStateException(
          "the answer comes on this thread: chain to the future instead of waiting in a listener");
    }
  }
}
