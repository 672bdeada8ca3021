package chat.adapter.web.http;

import io.javalin.http.Context;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends what was asked for. Thread-safe. */
public final class Answer {
  /** Long after every use case has answered or failed; only a fault would let it pass. */
  private static final long TIMEOUT_SECONDS = 60;

  /**
   * As many as there are processors for: a page of the longest messages takes ten megabytes while
   * it is made, and with sixty threads at it there would be no memory left for anything else.
   */
  private static final Semaphore ENCODING =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private final Executor executor;

  /**
   * @param executor writes the answers of what completes later, so that a lane or a password's
   *     thread never does
   */
  public Answer(Executor executor) {
    this.executor = executor;
  }

  /** Answers with a value in JSON. */
  public void json(Context request, int status, Object value) {
    request.status(status).contentType("application/json");
    Payload.of(request).set(encoded(value));
  }

  private static byte[] encoded(Object value) {
    ENCODING.acquireUninterruptibly();
    try {
      return Json.bytes(value);
    } finally {
      ENCODING.release();
    }
  }

  /** Answers that it is done, with nothing to tell. */
  public void nothing(Context request) {
    request.status(204);
  }

  /**
   * Answers when the stage completes, on the server's own threads; holds none until then. What is
   * done already is answered at once.
   */
  public <T> void later(Context request, CompletionStage<T> stage, Consumer<T> answer) {
    var future = stage.toCompletableFuture();
    if (future.isDone() && !future.isCompletedExceptionally()) {
      answer.accept(future.join());
      return;
    }
    request.future(
        () ->
            future
                .copy()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // Before all else, because a failure wouldn't wait for a later hop.
                .whenCompleteAsync((value, failure) -> {}, executor)
                .thenAccept(answer));
  }
}
