package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.wire.Answer;
import chat.attack.wire.Line;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Names, messages and paths full of markup are stored and read back. */
public final class XssCorpus implements Scenario {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> MARKUP =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<svg/onload=alert(1)>",
          "\"><iframe srcdoc='<script>alert(1)</script>'>",
          "[a](javascript:alert(1))",
          "[a](data:text/html;base64,PHNjcmlwdD4=)",
          "![a](x\" onerror=\"alert(1))",
          "`</code><script>alert(1)</script>`",
          "<!--<img src=\"--><img src=x onerror=alert(1)>",
          "{{constructor.constructor('alert(1)')()}}",
          "</title><script>alert(1)</script>",
          "\u2028alert(1)\u2029//");

  @Override
  public About about() {
    return new About(
        "xss-corpus",
        "Names, messages and paths full of markup are stored and read back.",
        "answers are JSON that no browser takes for a page, and pages have a content policy");
  }

  @Override
  public void run(Target target) throws IOException {
    var token = target.world().attacker(0).token();
    var rooms = "/api/chat/rooms";
    var messages = rooms + "/" + target.world().largeRoom(0) + "/messages";
    try (var line = target.connect(0)) {
      for (var markup : MARKUP) {
        var text = JSON.writeValueAsString(markup);
        store(target, line, rooms, "{\"name\":" + text + "}");
        store(target, line, messages, "{\"content\":" + text + "}");
        var escaped = URLEncoder.encode(markup, StandardCharsets.UTF_8);
        json(target, line, target.requests().get("/api/" + escaped, token));
        json(target, line, target.requests().get("/api/search?q=" + escaped, token));
        json(target, line, target.requests().get(rooms + "?search=" + escaped, token));
      }
      json(target, line, target.requests().get(messages + "?limit=100", token));
      for (var page : List.of("/", "/api/docs", "/api/redoc", "/api/sockets")) {
        var answer = Callers.answered(target, line, target.requests().get(page));
        var policy = answer.header("content-security-policy");
        target.expect(!policy.isEmpty(), page + " has no content policy");
        target.expect(isSniffSafe(answer), page + " may be sniffed");
      }
    }
  }

  private static void store(Target target, Line line, String path, String body) throws IOException {
    var token = Optional.of(target.world().attacker(0).token());
    json(target, line, target.requests().postJson(path, token, body));
  }

  private static void json(Target target, Line line, byte[] request) throws IOException {
    var answer = Callers.answered(target, line, request);
    var type = answer.header("content-type");
    target.expect(
        type.startsWith("application/json") || type.startsWith("application/problem+json"),
        "an answer is " + type);
    target.expect(isSniffSafe(answer), "an answer may be sniffed");
    target.expect(answer.status() < 500, "an answer is " + answer.status());
  }

  private static boolean isSniffSafe(Answer answer) {
    return answer.header("x-content-type-options").equals("nosniff");
  }
}
