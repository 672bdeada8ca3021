package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.contract.OpenApi;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import io.javalin.Javalin;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoutesTest {
  @Test
  void the_document_names_every_route_and_no_other() {
    assertThat(routes()).isEqualTo(new TreeSet<>(OpenApi.published().operations()));
  }

  @Test
  void whatever_can_be_got_can_be_asked_for_its_head() {
    assertThat(methods("HEAD")).isEqualTo(methods("GET")).isNotEmpty();
  }

  private static Set<String> routes() {
    var routes = new TreeSet<String>();
    methods("GET").forEach(path -> routes.add("GET " + path));
    for (var method : List.of("POST", "PATCH", "DELETE")) {
      methods(method).forEach(path -> routes.add(method + " " + path));
    }
    assertThat(routes).hasSize(all().size() - methods("HEAD").size());
    return routes;
  }

  private static Set<String> methods(String method) {
    var paths = new TreeSet<String>();
    all().stream()
        .filter(route -> route.startsWith(method + " "))
        .forEach(route -> paths.add(route.substring(method.length() + 1)));
    return paths;
  }

  private static Set<String> all() {
    var routes = new TreeSet<String>();
    try (var chat = new FakeChat()) {
      Javalin.create(
          config -> {
            config.startup.startupWatcherEnabled = false;
            WebServer.install(
                new Routes(config.routes),
                new Answer(Runnable::run),
                new CallLimits(new Limits(LimitSettings.OFF)),
                chat.useCases(),
                "1.2.3");
            config.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .forEach(
                    endpoint -> routes.add(endpoint.method + " " + asInDocument(endpoint.path)));
          });
    }
    return routes;
  }

  /** Javalin marks a parameter that may have slashes in it; OpenAPI doesn't. */
  private static String asInDocument(String path) {
    return path.replace('<', '{').replace('>', '}');
  }
}
