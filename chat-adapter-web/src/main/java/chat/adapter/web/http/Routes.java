package chat.adapter.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Where resources put their handlers. */
public final class Routes {
  private final RoutesConfig routes;

  public Routes(RoutesConfig routes) {
    this.routes = routes;
  }

  public void get(String path, Handler handler) {
    routes.get(path, handler);
    // Javalin would answer HEAD with 200 without asking the handler.
    routes.head(path, handler);
  }

  public void post(String path, Handler handler) {
    routes.post(path, handler);
  }

  public void patch(String path, Handler handler) {
    routes.patch(path, handler);
  }

  public void delete(String path, Handler handler) {
    routes.delete(path, handler);
  }
}
