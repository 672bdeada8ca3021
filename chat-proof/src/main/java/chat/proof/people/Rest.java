package chat.proof.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plain REST for one user, with nothing but the JDK and Jackson. Blocks. Safe for use by several
 * threads.
 */
public final class Rest {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "correct horse";

  private final HttpClient http;
  private final URI server;
  private final @Nullable String token;

  private Rest(HttpClient http, URI server, @Nullable String token) {
    this.http = http;
    this.server = server;
    this.token = token;
  }

  /** Someone who isn't logged in. */
  public static Rest at(URI server) {
    // HTTP/1.1 is what the server speaks; asking for an upgrade each time would only cost.
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    return new Rest(http, server, null);
  }

  /**
   * An answer.
   *
   * @param body missing when there was none
   * @param link the header, empty when there was none
   */
  public record Answer(int status, JsonNode body, String link) {
    /** Whether it says that nothing has happened and never will. */
    public boolean isRefusal() {
      // 408 and 429 ask to come again; what a 5xx has done is not known.
      return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    public String code() {
      var type = body.path("type").asText();
      return type.isEmpty() ? Integer.toString(status) : type.substring(type.lastIndexOf('/') + 1);
    }
  }

  /** Makes a user and logs in. */
  public Rest register(String username) {
    var user = Map.of("username", username, "password", PASSWORD);
    // A try whose answer was lost has taken the name: then logging in says so.
    patiently(() -> tryCall("POST", "/api/register", user), 201, 400);
    return logIn(username);
  }

  /** Logs in somebody who is registered; each time with a token of its own. */
  public Rest logIn(String username) {
    var user = Map.of("username", username, "password", PASSWORD);
    var login = patiently(() -> tryCall("POST", "/api/login", user), 200);
    return new Rest(http, server, login.body().path("access_token").asText());
  }

  /**
   * Ends the token.
   *
   * @throws IOException when nobody said whether it has ended
   */
  void logOut() throws IOException {
    var answer = call("POST", "/api/logout", null);
    if (answer.status() / 100 != 2) {
      throw new IOException("logging out was answered with " + answer);
    }
  }

  /** The same user, reached by another way. */
  public Rest by(URI way) {
    return new Rest(http, way, token);
  }

  public URI server() {
    return server;
  }

  /** What shows who this is. */
  public String token() {
    if (token == null) {
      throw new IllegalStateException("not logged in");
    }
    return token;
  }

  /** Opens a room and returns its number. */
  public long openRoom(String name) {
    var room = patiently(() -> tryCall("POST", "/api/chat/rooms", Map.of("name", name)), 201);
    return room.body().path("id").asLong();
  }

  /** Says something, once. */
  public Answer post(long room, String clientId, String content) throws IOException {
    return call("POST", messages(room), Map.of("content", content, "client_id", clientId));
  }

  Answer edit(long room, long id, String content) throws IOException {
    return call("PATCH", messages(room) + "/" + id, Map.of("content", content));
  }

  Answer delete(long room, long id) throws IOException {
    return call("DELETE", messages(room) + "/" + id, null);
  }

  /** A page of the history, newest first, asked for until there is an answer. */
  Answer page(long room, String query) {
    return patiently(() -> tryCall("GET", messages(room) + "?" + query, null), 200);
  }

  private static String messages(long room) {
    return "/api/chat/rooms/" + room + "/messages";
  }

  private @Nullable Answer tryCall(String method, String path, @Nullable Object body) {
    try {
      return call(method, path, body);
    } catch (IOException e) {
      return null;
    }
  }

  private static Answer patiently(Supplier<@Nullable Answer> call, int... accepted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = call.get();
      if (answer != null) {
        for (int status : accepted) {
          if (answer.status() == status) {
            return answer;
          }
        }
        if (answer.isRefusal()) {
          throw new IllegalStateException("refused: " + answer);
        }
      }
      if (end - System.nanoTime() < 0) {
        throw new IllegalStateException("no answer within " + PATIENCE + ", but " + answer);
      }
      Pause.millis(100);
    }
  }

  private Answer call(String method, String path, @Nullable Object body) throws IOException {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    // The request's own timeout ends with the headers; a body that never comes is to end as well.
    var sent = http.sendAsync(request.build(), BodyHandlers.ofString());
    try {
      var answer = sent.get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return new Answer(
          answer.statusCode(),
          parse(answer.body()),
          String.join(",", answer.headers().allValues("Link")));
    } catch (ExecutionException | TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String text) throws IOException {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON: " + text, e);
    }
  }
}
