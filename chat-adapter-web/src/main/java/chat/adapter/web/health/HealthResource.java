package chat.adapter.web.health;

import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Routes;
import chat.application.health.CheckHealth;
import chat.domain.message.LogProgress;
import io.javalin.http.Context;
import java.util.Locale;

/** Tells whoever watches the server that it works. */
public final class HealthResource {
  private final Answer answer;
  private final CheckHealth checkHealth;
  private final String version;

  public HealthResource(Answer answer, CheckHealth checkHealth, String version) {
    this.answer = answer;
    this.checkHealth = checkHealth;
    this.version = version;
  }

  public void install(Routes routes) {
    routes.get("/api/health", this::check);
  }

  private void check(Context request) {
    var health = checkHealth.check();
    var status = health.reachesOthers() ? "ok" : "degraded";
    answer.json(request, 200, new HealthJson(status, version, SearchJson.of(health.search())));
  }

  private record HealthJson(String status, String version, SearchJson search) {}

  /**
   * @param percent how much of what was said the search knows; how much that is, is nobody's
   *     business
   */
  private record SearchJson(String state, long percent) {
    static SearchJson of(LogProgress search) {
      long percent = search.of() == 0 ? 100 : search.done() * 100 / search.of();
      return new SearchJson(search.state().name().toLowerCase(Locale.ROOT), percent);
    }
  }
}
