package chat.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;

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
  void what_completes_on_a_lane_is_written_by_the_server() throws Exception {
    assertThat(writerOf(CompletableFuture.supplyAsync(AnswerTest::soon, lane))).isEqualTo("server");
  }

  @Test
  void what_fails_on_a_lane_is_written_by_the_server_as_well() throws Exception {
    assertThat(
            writerOf(
                CompletableFuture.supplyAsync(AnswerTest::soon, lane)
                    .thenApply(
                        any -> {
                          throw new IllegalStateException();
                        })))
        .isEqualTo("server");
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

  private static String soon() {
    try {
      // Late enough that the request has been let go of: it can't be finished by its own thread.
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "done";
  }
}
