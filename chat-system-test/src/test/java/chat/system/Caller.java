package chat.system;

import chat.adapter.web.contract.OpenApi;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls the server over HTTP, logged in or not. Every response is held against {@code
 * openapi.yaml}; one that isn't in it is an {@link AssertionError}. Immutable.
 */
public final class Caller {
  private static final OpenApi CONTRACT = OpenApi.published();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI server;
  private final @Nullable String token;

  public Caller(URI server) {
    this(server, null);
  }

  private Caller(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  /** The same server, called with a token. */
  public Caller with(String bearer) {
    return new Caller(server, bearer);
  }

  /** The same person, calling a server that is elsewhere. */
  public Caller at(URI elsewhere) {
    return new Caller(elsewhere, token);
  }

  public String token() {
    if (token == null) {
      throw new IllegalStateException("not logged in");
    }
    return token;
  }

  URI server() {
    return server;
  }

  /** Registers somebody new and logs them in. */
  public Caller register(String username) {
    var registered = post("/api/register", Map.of("username", username, "password", "longenough"));
    if (registered.status() != 201) {
      throw new IllegalStateException("not registered: " + registered);
    }
    return logIn(username, "longenough");
  }

  public Caller logIn(String username, String password) {
    var answer = form("/api/login", Map.of("username", username, "password", password));
    if (answer.status() != 200) {
      throw new IllegalStateException("not logged in: " + answer);
    }
    return with(answer.body().get("access_token").asText());
  }

  public long openRoom(String name) {
    var opened = post("/api/chat/rooms", Map.of("name", name));
    if (opened.status() != 201) {
      throw new IllegalStateException("not opened: " + opened);
    }
    return opened.body().get("id").asLong();
  }

  public Answer say(long room, String content) {
    return post("/api/chat/rooms/" + room + "/messages", Map.of("content", content));
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  public Answer post(String path, Map<String, ?> members) {
    return json(path, write(members));
  }

  public Answer patch(String path, Map<String, ?> members) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(write(members))));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Posts a body as it stands, well formed or not. */
  Answer json(String path, String body) {
    return send(json(request(path), body));
  }

  CompletableFuture<Answer> postLater(String path, Map<String, ?> members) {
    return HTTP.sendAsync(
            // It may wait in a queue of many, on a machine that does much else.
            json(request(path), write(members)).timeout(Duration.ofMinutes(2)).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(Caller::answer);
  }

  Answer form(String path, Map<String, String> fields) {
    var body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
    return request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      return answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    CONTRACT.check(
        response.request().method(),
        response.uri().getRawPath(),
        response.statusCode(),
        response.headers().map(),
        response.body().getBytes(StandardCharsets.UTF_8));
    var type = response.headers().firstValue("Content-Type").orElse("");
    JsonNode body = type.contains("json") ? read(response.body()) : MissingNode.getInstance();
    return new Answer(response.statusCode(), response.headers(), response.body(), body);
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
