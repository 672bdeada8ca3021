package chat.adapter.web.docs;

import static chat.adapter.web.asset.MediaTypes.CSS;
import static chat.adapter.web.asset.MediaTypes.HTML;
import static chat.adapter.web.asset.MediaTypes.PNG;
import static chat.adapter.web.asset.MediaTypes.SCRIPT;

import chat.adapter.web.asset.Asset;
import chat.adapter.web.asset.Jar;
import chat.adapter.web.asset.WebJars;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Shows the contract of the calls in Swagger UI and ReDoc, and that of the socket on a page of our
 * own, everything from the server's own jar. Nothing is read before somebody looks, so that the
 * pages cost no time at the start.
 */
public final class DocsResource {
  /** Both pages style their elements as they go; that, and no script, needs to be inline. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; worker-src blob:;"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /** Nothing on our own page is inline. */
  private static final String OWN_PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private static final String REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

  /** Makes each file; of what a path may name, this is all. */
  private static final Map<String, Supplier<Asset>> FILES =
      Map.of(
          "swagger-ui.css", () -> webJar(CSS, "swagger-ui", "swagger-ui.css"),
          "swagger-ui-bundle.js", () -> webJar(SCRIPT, "swagger-ui", "swagger-ui-bundle.js"),
          "favicon.png", () -> webJar(PNG, "swagger-ui", "favicon-32x32.png"),
          "redoc.standalone.js", DocsResource::redoc,
          "redoc.css", () -> own(CSS, "redoc.css"),
          "show-swagger-ui.js", () -> own(SCRIPT, "show-swagger-ui.js"),
          "sockets.css", () -> own(CSS, "sockets.css"),
          "show-sockets.js", () -> own(SCRIPT, "show-sockets.js"));

  private final Map<String, Asset> assets = new ConcurrentHashMap<>();

  public void install(Routes routes) {
    routes.get("/api/docs", request -> page(request, "swagger.html", PAGE_POLICY));
    routes.get("/api/redoc", request -> page(request, "redoc.html", PAGE_POLICY));
    routes.get("/api/sockets", request -> page(request, "sockets.html", OWN_PAGE_POLICY));
    routes.get("/api/docs/{file}", this::file);
    document(routes, "/api/openapi", Document.OPEN_API);
    document(routes, "/api/asyncapi", Document.ASYNC_API);
  }

  private void document(Routes routes, String path, Document document) {
    var json = path + ".json";
    var yaml = path + ".yaml";
    routes.get(
        json,
        request ->
            asset(json, () -> new Asset("application/json", document.json())).answer(request));
    routes.get(
        yaml,
        request ->
            asset(yaml, () -> new Asset("application/yaml", document.yaml())).answer(request));
  }

  private void page(Context request, String name, String policy) {
    request.header("Content-Security-Policy", policy);
    asset(name, () -> own(HTML, name)).answer(request);
  }

  private void file(Context request) {
    var name = request.pathParam("file");
    var file = FILES.get(name);
    if (file == null) {
      throw new Refusal(Problem.of(404, "Not found"));
    }
    asset(name, file).answer(request);
  }

  private Asset asset(String name, Supplier<Asset> maker) {
    return assets.computeIfAbsent(name, any -> maker.get());
  }

  private static Asset own(String mediaType, String name) {
    return new Asset(mediaType, Jar.read("/chat/adapter/web/docs/" + name));
  }

  private static Asset webJar(String mediaType, String jar, String name) {
    return new Asset(mediaType, ofWebJar(jar, name));
  }

  /** ReDoc without the one thing that it would load from elsewhere; it leaves out what fails. */
  private static Asset redoc() {
    var script = new String(ofWebJar("redoc", "redoc.standalone.js"), StandardCharsets.UTF_8);
    return new Asset(SCRIPT, script.replace(REDOC_LOGO, "data:,").getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ofWebJar(String jar, String name) {
    return new WebJars("/chat/adapter/web/docs/webjars.properties").read(jar, name);
  }
}
