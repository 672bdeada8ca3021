package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WaitingSearchesTest extends WebTest {
  /** More than there are threads for HTTP. */
  private static final int SEARCHES = 102;

  @Override
  LimitSettings limits() {
    return LimitSettings.OFF;
  }

  @Test
  void while_a_hundred_searches_wait_everything_else_is_answered() throws Exception {
    var alice = loggedIn("alice");
    var messages = room(alice, "general");
    send(Call.post(messages).as(alice).json("{\"content\":\"red\"}"));
    var held = new CountDownLatch(1);
    chat.onLane(() -> waitFor(held));

    var searches = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int i = 0; i < SEARCHES / 3; i++) {
      for (var path :
          List.of("/api/search?q=red", messages + "?search=red", "/api/chat/rooms?search=gen")) {
        var address = URI.create("http://127.0.0.1:" + server.port() + path);
        var request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + alice);
        searches.add(client.sendAsync(request.build(), BodyHandlers.ofString()));
      }
    }
    try {
      await().until(() -> chat.waiting() == SEARCHES);
      assertThat(send(Call.get("/api/health")).status()).isEqualTo(200);
      assertThat(send(Call.get(messages).as(alice)).text()).contains("red");
      assertThat(send(Call.get("/api/chat/rooms").as(alice)).text()).contains("general");
      assertThat(searches).noneMatch(CompletableFuture::isDone);
    } finally {
      held.countDown();
    }
    assertThat(searches)
        .allSatisfy(
            search -> {
              assertThat(search.join().statusCode()).isEqualTo(200);
              assertThat(search.join().body()).containsAnyOf("red", "general");
            });
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
