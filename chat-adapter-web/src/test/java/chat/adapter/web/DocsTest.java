package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DocsTest extends WebTest {
  private static final List<String> PAGES = List.of("/api/docs", "/api/redoc", "/api/sockets");

  @Test
  void both_forms_of_a_document_say_the_same() {
    for (var document : Map.of("openapi", "3.1.0", "asyncapi", "3.0.0").entrySet()) {
      var yaml = send(Call.get("/api/" + document.getKey() + ".yaml"));
      var json = send(Call.get("/api/" + document.getKey() + ".json"));

      assertThat(json.json()).isEqualTo(new YAMLMapper().readTree(yaml.response().body()));
      assertThat(json.json().path(document.getKey()).asString()).isEqualTo(document.getValue());
      assertThat(new JsonMapper().writeValueAsString(json.json())).isEqualTo(json.text());
    }
  }

  @Test
  void the_pages_load_only_what_this_server_has() {
    for (var page : PAGES) {
      var html = send(Call.get(page)).text();
      var links =
          Pattern.compile("(?:src|href|spec-url)=\"([^\"]+)\"")
              .matcher(html)
              .results()
              .map(match -> match.group(1))
              .filter(link -> !link.startsWith("#"))
              .toList();
      assertThat(links).as(page).hasSizeGreaterThan(2);
      for (var link : links) {
        assertThat(send(Call.get("/api/" + link)).status()).as(link).isEqualTo(200);
      }
      assertThat(html).doesNotContain("//").doesNotContain("<script>");
    }
  }

  @Test
  void the_pages_run_no_script_that_is_not_this_servers() {
    for (var page : PAGES) {
      assertThat(send(Call.get(page)).header("Content-Security-Policy"))
          .contains("script-src 'self';")
          .doesNotContain("unsafe-eval");
    }
    assertThat(send(Call.get("/api/sockets")).header("Content-Security-Policy"))
        .doesNotContain("unsafe");
  }

  @Test
  void redoc_asks_nobody_else_for_its_logo() {
    assertThat(send(Call.get("/api/docs/redoc.standalone.js")).text())
        .contains("redocly logo")
        .doesNotContain("//cdn.");
  }

  @Test
  void files_have_the_type_that_they_are_of() {
    assertThat(type("swagger-ui.css")).isEqualTo("text/css; charset=utf-8");
    assertThat(type("swagger-ui-bundle.js")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(type("redoc.standalone.js")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(type("sockets.css")).isEqualTo("text/css; charset=utf-8");
    assertThat(type("show-sockets.js")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(type("favicon.png")).isEqualTo("image/png");
  }

  @Test
  void only_the_files_of_the_pages_can_be_read() {
    for (var file : List.of("index.html", "openapi.yaml", "..%2F..%2Fopenapi.yaml", "%2e%2e", "")) {
      assertThat(send(Call.get("/api/docs/x" + file)).status()).as(file).isEqualTo(404);
    }
    for (var path : List.of("../openapi.yaml", "../../../etc/passwd", "..%2f..%2fopenapi.yaml")) {
      var request = "GET /api/docs/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      var raw = RawHttp.send(server.port(), request);
      assertThat(raw.status()).as(path).isIn(400, 404);
      CONTRACT.checkProblem(raw.status(), raw.headers(), raw.body());
    }
  }

  @Test
  void what_the_client_has_is_not_sent_again() {
    for (var path :
        List.of(
            "/api/openapi.json",
            "/api/asyncapi.json",
            "/api/asyncapi.yaml",
            "/api/sockets",
            "/api/docs",
            "/api/docs/swagger-ui.css")) {
      var first = send(Call.get(path));
      var again = send(Call.get(path).with("If-None-Match", first.header("ETag")));
      var weak = send(Call.get(path).with("If-None-Match", "\"a\", W/" + first.header("ETag")));
      var other = send(Call.get(path).with("If-None-Match", "\"other\""));

      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.header("ETag")).as(path).isEqualTo(first.header("ETag"));
      assertThat(weak.status()).as(path).isEqualTo(304);
      assertThat(other.text()).as(path).isEqualTo(first.text()).isNotEmpty();
      assertThat(first.header("Cache-Control")).as(path).isEqualTo("public, no-cache");
    }
  }

  @Test
  void a_client_that_can_unpack_gets_it_compressed() throws IOException {
    var plain = send(Call.get("/api/docs/swagger-ui.css"));
    var packed =
        sendUnchecked(
            Call.get("/api/docs/swagger-ui.css").with("Accept-Encoding", "br, gzip;q=0.8"));

    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.header("Vary")).contains("Accept-Encoding");
    assertThat(packed.header("ETag")).isNotEqualTo(plain.header("ETag"));
    assertThat(packed.response().body().length).isLessThan(plain.response().body().length / 3);
    var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.response().body()));
    assertThat(unpacked.readAllBytes()).isEqualTo(plain.response().body());
  }

  private String type(String file) {
    return send(Call.get("/api/docs/" + file)).header("Content-Type");
  }
}
