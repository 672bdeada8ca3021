package chat.adapter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest extends WebTest {
  private static final List<String> PAGES = List.of("/", "/example.html");
  private static final Path SOURCES =
      Path.of("../chat-web-client/src/main/resources/chat/web/client");

  @Test
  void every_file_of_the_page_is_served_with_its_type_and_kept_for_good() throws IOException {
    var types =
        Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json");
    var files = sources().stream().filter(file -> !file.matches(".*\\.(html|properties)")).toList();
    assertThat(files).contains("app.js", "chat-client.js");
    for (var file : files) {
      var reply = send(Call.get(files() + file));

      assertThat(reply.status()).as(file).isEqualTo(200);
      assertThat(reply.response().body())
          .as(file)
          .isEqualTo(Files.readAllBytes(SOURCES.resolve(file)));
      assertThat(reply.header("Content-Type"))
          .as(file)
          .isEqualTo(types.get(file.substring(file.lastIndexOf('.') + 1)));
      assertThat(reply.header("Cache-Control"))
          .as(file)
          .isEqualTo("public, max-age=31536000, immutable");
    }
  }

  @Test
  void every_page_is_served_and_asked_for_every_time() throws IOException {
    var pages = sources().stream().filter(file -> file.endsWith(".html")).toList();
    assertThat(pages).hasSameSizeAs(PAGES);
    for (var page : PAGES) {
      var reply = send(Call.get(page));

      assertThat(reply.status()).as(page).isEqualTo(200);
      assertThat(reply.header("Content-Type")).as(page).isEqualTo("text/html;charset=utf-8");
      assertThat(reply.header("Cache-Control")).as(page).isEqualTo("public, no-cache");
      var again = send(Call.get(page).with("If-None-Match", reply.header("ETag")));
      assertThat(again.status()).as(page).isEqualTo(304);
      assertThat(again.header("Content-Security-Policy"))
          .as(page)
          .isEqualTo(reply.header("Content-Security-Policy"));
    }
  }

  @Test
  void a_page_names_nothing_that_this_server_does_not_have() {
    for (var page : PAGES) {
      var html = send(Call.get(page)).text();
      var links =
          Pattern.compile("(?:src|href)=\"([^\"]+)\"|: *\"(/[^\"]+[^/\"])\"")
              .matcher(html)
              .results()
              .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
              .toList();
      assertThat(links).as(page).hasSizeGreaterThan(4);
      for (var link : links) {
        assertThat(send(Call.get(link)).status()).as(link).isEqualTo(200);
      }
      assertThat(html).as(page).doesNotContain("{files}", "//", "<!--").doesNotContain("<script>");
    }
  }

  @Test
  void the_page_knows_how_long_a_new_password_has_to_be() {
    assertThat(send(Call.get("/")).text())
        .contains("<meta name=\"password-minimum\" content=\"" + FakeChat.PASSWORD_MINIMUM + "\">");
  }

  @Test
  void all_modules_that_the_page_starts_with_are_asked_for_at_once() {
    assertThat(send(Call.get("/")).text())
        .contains("<link rel=\"modulepreload\" href=\"" + files() + "app.js\">")
        .contains("<link rel=\"modulepreload\" href=\"" + files() + "lit/index.js\">")
        .contains("<link rel=\"modulepreload\" href=\"" + files() + "lit-html/lit-html.js\">")
        .contains("/@lit/reactive-element/css-tag.js\">");
    assertThat(send(Call.get("/example.html")).text())
        .contains("chat-client.js\">")
        .doesNotContain("/lit/");
  }

  @Test
  void nothing_inline_runs_but_the_import_map() throws NoSuchAlgorithmException {
    for (var page : PAGES) {
      var reply = send(Call.get(page));
      var map =
          Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
              .matcher(reply.text());
      assertThat(map.find()).as(page).isTrue();
      var digest = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(UTF_8));

      assertThat(reply.header("Content-Security-Policy"))
          .as(page)
          .contains("default-src 'none';")
          .contains(
              "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(digest) + "';")
          .contains("style-src 'self';")
          .contains("require-trusted-types-for 'script'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void files_of_another_version_are_there_and_not_kept() {
    var reply = send(Call.get("/page/another/chat-client.js"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).isEqualTo("public, no-cache");
  }

  @Test
  void only_the_files_of_the_page_can_be_read() {
    for (var file :
        List.of(
            "index.html",
            "webjars.properties",
            "lit/package.json",
            "lit/development/index.js",
            "lit-html/node/lit-html.js",
            "..%2F..%2Fopenapi.yaml",
            "a//b")) {
      assertThat(sendUnchecked(Call.get(files() + file)).status()).as(file).isIn(400, 404);
    }
    for (var path : List.of("../../openapi.yaml", "lit/../../../../etc/passwd", "%2e%2e/x")) {
      var request = "GET " + files() + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      var raw = RawHttp.send(server.port(), request);
      assertThat(raw.status()).as(path).isIn(400, 404);
      CONTRACT.checkProblem(raw.status(), raw.headers(), raw.body());
    }
  }

  /** Where the page says that its files are. */
  private String files() {
    var files = Pattern.compile("/page/[0-9a-f]{12}/").matcher(send(Call.get("/")).text());
    assertThat(files.find()).isTrue();
    return files.group();
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
