package chat.system.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.system.RealJar;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The types that the page's modules state in JSDoc hold: TypeScript's checker, from a WebJar, reads
 * them in the browser that the other tests have anyway.
 */
@Tag("browser")
class TypesIT {
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final Path MODULES =
      RealJar.home().resolve("chat-web-client/src/main/resources/chat/web/client");

  /** In one go, since TypeScript takes most of its time for the browser's own types. */
  @Test
  void the_types_of_every_module_hold_and_one_where_they_do_not_is_caught() throws IOException {
    var files = files();
    files.put(
        "/src/wrong.js",
        "import { ChatApi } from 'chat-client';\nnew ChatApi({ token: () => 7 }).room('one');\n");
    assertThat(problems(files))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("/src/wrong.js:2:"));
  }

  @SuppressWarnings("unchecked")
  private static List<String> problems(Map<String, String> files) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, "/", "text/html", "<!DOCTYPE html><title>types</title>");
    serve(server, "/typescript.js", "text/javascript", typeScript());
    serve(server, "/check-types.js", "text/javascript", resource("check-types.js"));
    serve(server, "/files.json", "application/json", new ObjectMapper().writeValueAsString(files));
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var tab = new Tab(address)) {
      return (List<String>)
          tab.open("/")
              .runAsync(
                  """
                  for (const src of ['/typescript.js', '/check-types.js']) {
                    const script = document.createElement('script');
                    script.src = src;
                    document.head.append(script);
                    await new Promise((loaded) => { script.onload = loaded; });
                  }
                  return checkTypes(ts, await (await fetch('/files.json')).json());
                  """);
    } finally {
      server.stop(0);
    }
  }

  private static void serve(HttpServer server, String path, String type, String body) {
    var bytes = body.getBytes(UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private static Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (var modules = Files.walk(MODULES)) {
      for (var module : modules.filter(file -> file.toString().endsWith(".js")).toList()) {
        files.put("/src/" + MODULES.relativize(module), Files.readString(module));
      }
    }
    assertThat(files).containsKeys("/src/chat-client.js", "/src/app.js");
    copy("typescript", "/", path -> path.matches("lib/lib\\..*\\.d\\.ts"), files);
    for (var name : List.of("lit", "lit-html", "lit-element", "lit__reactive-element")) {
      copy(
          name,
          "/node_modules/" + name.replace("lit__", "@lit/") + "/",
          path -> path.endsWith(".d.ts") || path.equals("package.json"),
          files);
    }
    return files;
  }

  /** Puts files of a WebJar, whose version is the build's affair, under a folder. */
  private static void copy(
      String name, String folder, Predicate<String> which, Map<String, String> files)
      throws IOException {
    try (var jar = jar(name)) {
      jar.stream()
          .filter(entry -> entry.getName().startsWith(WEBJARS + name + "/"))
          .forEach(
              entry -> {
                var path = entry.getName().substring(WEBJARS.length() + name.length() + 1);
                path = path.substring(path.indexOf('/') + 1);
                if (which.test(path)) {
                  try (var in = jar.getInputStream(entry)) {
                    files.put(folder + path, new String(in.readAllBytes(), UTF_8));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              });
    }
  }

  private static JarFile jar(String name) throws IOException {
    var pom = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    var connection = (JarURLConnection) TypesIT.class.getResource(pom).openConnection();
    connection.setUseCaches(false);
    return connection.getJarFile();
  }

  private static String typeScript() throws IOException {
    var files = new TreeMap<String, String>();
    copy("typescript", "/", path -> path.equals("lib/typescript.js"), files);
    return files.get("/lib/typescript.js");
  }

  private static String resource(String name) throws IOException {
    try (var in = TypesIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
