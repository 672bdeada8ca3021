package chat.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final ExecutorService lane =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "lane"));
  private final ExecutorService server =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "server"));

  @AfterEach
  void stop() {
    lane.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void what_completes_on_a_lane_is_not_written_by_it() throws Exception {
    var stage = new CompletableFuture<String>();
    lane.execute(
        () -> {
          awaited(stage);
          stage.complete("done");
        });

    assertThat(writerOf(stage)).isNotEqualTo("lane");
  }

  @Test
  void what_fails_on_a_lane_is_not_written_by_it_either() throws Exception {
    var stage = new CompletableFuture<String>();
    lane.execute(
        () -> {
          awaited(stage);
          stage.completeExceptionally(new IllegalStateException());
        });

    assertThat(writerOf(stage)).isNotEqualTo("lane");
  }

  /** The thread that writes the answer when the stage completes. */
  private String writerOf(CompletionStage<?> stage) throws Exception {
    var answer = new Answer(server);
    var app =
        Javalin.create(
            config -> {
              config.startup.startupWatcherEnabled = false;
              config.routes.get(
                  "/", request -> answer.later(request, stage, any -> request.status(200)));
              config.routes.exception(Exception.class, (e, request) -> request.status(500));
              config.routes.after(request -> request.result(Thread.currentThread().getName()));
            });
    app.start("127.0.0.1", 0);
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port())).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } finally {
      app.stop();
    }
  }

  private static void awaited(CompletableFuture<?> stage) {
    await().until(() -> stage.getNumberOfDependents() > 0);
  }
}
