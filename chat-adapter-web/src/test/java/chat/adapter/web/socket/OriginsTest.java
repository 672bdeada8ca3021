package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static final Origins NONE = new Origins(Set.of());
  private static final Origins SOME =
      new Origins(Set.of("https://chat.example", "http://localhost:3000", "app://desk"));

  @Test
  void what_is_no_browser_may_connect() {
    assertThat(NONE.allow(List.of(), "localhost:8000")).isTrue();
    assertThat(SOME.allow(List.of(), null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000, localhost:8000",
    "http://LOCALHOST:8000, localhost:8000",
    "HTTP://localhost:8000, LocalHost:8000",
    "http://chat.test, chat.test",
    "http://chat.test, chat.test:80",
    "http://chat.test:80, chat.test",
    // Behind a proxy that ends TLS.
    "https://chat.test, chat.test",
    "https://chat.test, chat.test:443",
    "https://chat.test:443, chat.test",
    "https://chat.test:8443, chat.test:8443",
    "http://[::1]:8000, [::1]:8000",
    "http://[2001:DB8::1], [2001:db8::1]:80",
    "http://chat_app:8000, chat_app:8000",
    "http://127.0.0.1:08000, 127.0.0.1:8000"
  })
  void a_page_of_the_server_itself_may_connect(String origin, String host) {
    assertThat(NONE.allow(List.of(origin), host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8001, localhost:8000",
    "http://localhost, localhost:8000",
    "https://chat.test, chat.test:80",
    "http://chat.test, chat.test:443",
    "http://chat.test.evil.example, chat.test",
    "http://evil.chat.test, chat.test",
    "http://chat.test@evil.example, chat.test",
    "http://evil.example#chat.test, chat.test",
    "http://evil.example/chat.test, chat.test",
    "http://chat.test/, chat.test",
    "http://chat.test., chat.test",
    "file://chat.test, chat.test",
    "ws://chat.test, chat.test",
    "//chat.test, chat.test",
    "chat.test, chat.test",
    "http://, chat.test",
    "http://chat.test:, chat.test",
    "http://chat.test:999999, chat.test:999999",
    "null, chat.test",
    "null, null",
    "'', chat.test",
    "http://a http://chat.test, chat.test",
    "'http://chat.test, http://evil.example', chat.test"
  })
  void a_page_from_elsewhere_may_not(String origin, String host) {
    assertThat(NONE.allow(List.of(origin), host)).isFalse();
    assertThat(SOME.allow(List.of(origin), host)).isFalse();
  }

  @Test
  void without_a_host_no_origin_is_the_servers_own() {
    assertThat(NONE.allow(List.of("http://chat.test"), null)).isFalse();
    assertThat(SOME.allow(List.of("https://chat.example"), null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chat.example",
        "https://chat.example:443",
        "HTTPS://Chat.Example",
        "http://localhost:3000",
        "app://desk"
      })
  void a_page_of_an_origin_that_is_listed_may_connect(String origin) {
    assertThat(SOME.allow(List.of(origin), "server.test")).isTrue();
    assertThat(NONE.allow(List.of(origin), "server.test")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://chat.example",
        "https://chat.example:8443",
        "https://chat.example.evil.example",
        "https://evil.example?https://chat.example",
        "https://chatXexample",
        "http://localhost",
        "app://desk:1",
        "*",
        "null"
      })
  void an_origin_that_only_looks_like_one_of_them_may_not(String origin) {
    assertThat(SOME.allow(List.of(origin), "server.test")).isFalse();
  }

  @Test
  void what_is_listed_may_be_written_in_other_ways() {
    var origins = new Origins(Set.of("HTTPS://Chat.Example:443"));
    assertThat(origins.allow(List.of("https://chat.example"), "server.test")).isTrue();
  }

  @Test
  void several_origins_are_none() {
    var twice = List.of("https://chat.example", "https://chat.example");
    assertThat(SOME.allow(twice, "server.test")).isFalse();
    assertThat(SOME.allow(List.of("https://chat.example", "null"), "server.test")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://any.example", "null", "file://", "nonsense"})
  void a_star_is_for_all(String origin) {
    assertThat(new Origins(Set.of("*")).allow(List.of(origin), "server.test")).isTrue();
  }
}
