package chat.adapter.web.health;

import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Routes;
import chat.application.health.CheckHealth;
import io.javalin.http.Context;

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
    checkHealth.check();
    answer.json(request, 200, new HealthJson("ok", version));
  }

  private record HealthJson(String status, String version) {}
}
