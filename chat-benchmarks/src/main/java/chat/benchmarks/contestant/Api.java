package chat.benchmarks.contestant;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The calls of the chat server that come before the talking. Safe for use by several threads. */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse";

  /** More passwords at once would be refused. */
  private static final int AT_ONCE = 8;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String address;

  Api(int port) {
    address = "http://127.0.0.1:" + port;
  }

  /** Registers somebody and logs in: the token. */
  String admit(String name) throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("username", name).put("password", PASSWORD);
    send(json("/api/register").POST(HttpRequest.BodyPublishers.ofString(body.toString())), 201);
    return logIn(name);
  }

  /** Logs in somebody who was admitted: the token. */
  public String logIn(String name) throws IOException, InterruptedException {
    var form =
        "username="
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "&password="
            + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(URI.create(address + "/api/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return JSON.readTree(send(request, 200)).path("access_token").asText();
  }

  /** Opens a room: its id. */
  long open(String name, String token) throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("name", name);
    var request =
        json("/api/chat/rooms")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    return JSON.readTree(send(request, 201)).path("id").asLong();
  }

  private HttpRequest.Builder json(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder builder, int expected)
      throws IOException, InterruptedException {
    var request = builder.timeout(Duration.ofSeconds(60)).build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IOException(
          request.method()
              + " "
              + request.uri().getPath()
              + " gave "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  /** A call for each number below the count, several at once; what they gave, in order. */
  static <T> List<T> each(int count, NumberedCall<T> call) throws IOException {
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var calls = IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> call.make(i)).toList();
      var results = new ArrayList<T>();
      for (var future : pool.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** One of several calls. */
  interface NumberedCall<T> {
    T make(int number) throws IOException, InterruptedException;
  }
}
