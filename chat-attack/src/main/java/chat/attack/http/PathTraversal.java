package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.List;

/** Paths that climb, by dots, escapes and backslashes, or that name what is inside the jar. */
public final class PathTraversal implements Scenario {
  private static final List<String> SECRETS =
      List.of("root:", "Manifest-Version", "javax.", "CREATE TABLE", "webjars.");

  private static final List<String> PATHS =
      List.of(
          "/../../../../etc/passwd",
          "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
          "/..%2f..%2f..%2fetc%2fpasswd",
          "/..%5c..%5cetc%5cpasswd",
          "/%252e%252e%252fetc%252fpasswd",
          "/..;/..;/etc/passwd",
          "/api/docs/../../META-INF/MANIFEST.MF",
          "/api/docs/..%2f..%2fMETA-INF%2fMANIFEST.MF",
          "/api/docs/%2e%2e%2fwebjars.properties",
          "/api/docs/swagger-ui.css%00.html",
          "/META-INF/MANIFEST.MF",
          "/WEB-INF/web.xml",
          "/db/migration/sqlite/V1__first.sql",
          "/client/../../../db/migration/",
          "/chat/bootstrap/Chat.class",
          "//etc/passwd",
          "/\\etc\\passwd",
          "/%c0%ae%c0%ae/etc/passwd",
          "/file:///etc/passwd",
          "/data/chat.db");

  @Override
  public About about() {
    return new About(
        "path-traversal",
        "Paths that climb, by dots, escapes and backslashes, or that name what is inside the jar.",
        "none shows a file that is not published, and none is answered with 5xx");
  }

  @Override
  public void run(Target target) throws IOException {
    for (var path : PATHS) {
      try (var line = target.connect(0)) {
        var answer = Callers.answered(target, line, target.requests().get(path));
        target.expect(answer.status() < 500, path + " got " + answer.status());
        target.expect(SECRETS.stream().noneMatch(answer.body()::contains), path + " shows a file");
      }
    }
  }
}
