package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Single calls over HTTP: trying again, fresh tokens, and problems as exceptions. Safe for use by
 * several threads.
 */
final class Calls {
  private static final int ATTEMPTS = 3;
  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(10);
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(15);

  private final URI address;
  private final HttpClient http;

  /**
   * @throws IllegalArgumentException when it isn't the address of a server
   */
  Calls(String address, HttpClient http) {
    var uri = URI.create(address.endsWith("/") ? address : address + "/");
    var scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("not the address of a server: " + address);
    }
    this.address = uri;
    this.http = http;
  }

  HttpClient http() {
    return http;
  }

  /** Where sockets are opened. */
  URI socket() {
    var uri = address.resolve("ws");
    return URI.create("ws" + uri.toString().substring("http".length()));
  }

  String logIn(String username, String password) {
    var form = "username=" + encoded(username) + "&password=" + encoded(password);
    var request =
        request("api/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return Json.text(json(call(request, null, true)), "access_token");
  }

  /** Something at the server, as a path without the slash before it. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(ONE_ATTEMPT);
  }

  /** The same, of an address as the server wrote it; never one of another server. */
  HttpRequest.Builder request(URI target) {
    var here =
        target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    return request(here);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body());
  }

  /**
   * Makes a call.
   *
   * @param session whose token goes with it, if anybody's
   * @param repeatable whether it may be made twice
   * @return an answer with a status of success
   */
  HttpResponse<String> call(
      HttpRequest.Builder request, @Nullable Session session, boolean repeatable) {
    long start = System.nanoTime();
    boolean renewed = false;
    int attempt = 1;
    while (true) {
      var token = session == null ? null : session.token();
      if (token != null) {
        request.setHeader("Authorization", "Bearer " + token);
      }
      var pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(50, 100) << attempt);
      ChatUnavailable failure;
      try {
        var response = http.send(request.build(), BodyHandlers.ofString());
        int status = response.statusCode();
        if (status / 100 == 2) {
          return response;
        }
        if (status == 401 && session != null && token != null && !renewed) {
          // Nothing was done, so that this isn't a repetition.
          session.ended(token);
          renewed = session.isRenewable();
          if (renewed) {
            continue;
          }
        }
        if (!isTemporary(status)) {
          throw refusal(response);
        }
        failure = new ChatUnavailable(status + " " + detail(response));
        pause = retryAfter(response, pause);
      } catch (IOException broken) {
        failure = new ChatUnavailable("no answer from " + address + ": " + broken, broken);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ChatUnavailable("interrupted", interrupted);
      }
      var spent = Duration.ofNanos(System.nanoTime() - start);
      if (!repeatable || attempt == ATTEMPTS || spent.plus(pause).compareTo(ALL_ATTEMPTS) > 0) {
        throw failure;
      }
      attempt++;
      sleep(pause);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChatUnavailable("interrupted", interrupted);
    }
  }

  /** Whether a status is no answer yet: of the server, or of a proxy before it. */
  static boolean isTemporary(int status) {
    return status == 408 || status == 425 || status == 429 || (status > 500 && status < 600);
  }

  /** The pause that an answer asks for, or else another one. */
  static Duration retryAfter(HttpResponse<?> response, Duration otherwise) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(otherwise);
  }

  private static ChatRefused refusal(HttpResponse<String> response) {
    int status = response.statusCode();
    return new ChatRefused(code(status, problem(response)), status, detail(response));
  }

  private static String detail(HttpResponse<String> response) {
    var problem = problem(response);
    var detail = new StringBuilder(problem.path("detail").asText("no detail"));
    for (var mistake : problem.path("errors")) {
      detail.append("; ");
      detail.append(mistake.path("loc").path(1).asText()).append(' ');
      detail.append(mistake.path("msg").asText());
    }
    return detail.toString();
  }

  private static JsonNode problem(HttpResponse<String> response) {
    try {
      return Json.read(response.body());
    } catch (ChatUnavailable fromAnotherServer) {
      return Json.object();
    }
  }

  /** In the words of chat.v1 where it has one for the same thing. */
  private static String code(int status, JsonNode problem) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 410 -> "gone";
      default -> {
        var type = problem.path("type").asText();
        if (type.startsWith("urn:chat:problem:")) {
          yield type.substring(type.lastIndexOf(':') + 1);
        }
        yield status == 500 ? "internal" : status == 409 ? "conflict" : "invalid";
      }
    };
  }
}
