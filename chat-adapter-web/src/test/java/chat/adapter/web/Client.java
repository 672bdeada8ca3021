package chat.adapter.web;

import chat.adapter.web.contract.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the server on a port that holds every response to the contract. */
record Client(int port) {
  static final OpenApi CONTRACT = OpenApi.published();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Reply send(Call call) {
    var reply = sendUnchecked(call);
    CONTRACT.check(
        call.method(),
        call.path(),
        reply.status(),
        reply.response().headers().map(),
        reply.response().body());
    return reply;
  }

  Reply sendUnchecked(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
            .timeout(Duration.ofSeconds(20))
            .method(call.method(), call.body());
    for (int i = 0; i < call.headers().size(); i += 2) {
      request.header(call.headers().get(i), call.headers().get(i + 1));
    }
    try {
      return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer to " + call.method() + " " + call.path(), e);
    }
  }

  /** Registers a user and returns a token of theirs. */
  String loggedIn(String username) {
    send(
        Call.post("/api/register")
            .json("{\"username\":\"%s\",\"password\":\"secret1\"}".formatted(username)));
    return send(Call.post("/api/login").form("username=" + username + "&password=secret1"))
        .json()
        .path("access_token")
        .asString();
  }

  /** Opens a room and returns where its messages are. */
  String room(String token, String name) {
    var opened =
        send(Call.post("/api/chat/rooms").as(token).json("{\"name\":\"%s\"}".formatted(name)));
    return opened.header("Location") + "/messages";
  }

  Reply get(String path, String token) {
    return send(Call.get(path).as(token));
  }

  Reply post(String path, String token, String json) {
    return send(Call.post(path).as(token).json(json));
  }
}
