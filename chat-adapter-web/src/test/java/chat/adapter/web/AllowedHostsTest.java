package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.limit.LimitSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AllowedHostsTest {
  @Nested
  class WithoutNames extends HostTest {
    @Test
    void addresses_and_names_that_nobody_can_point_here_are_allowed() {
      for (var host :
          List.of(
              "localhost",
              "LOCALHOST:8000",
              "localhost.",
              "127.0.0.1:8000",
              "192.0.2.7",
              "[::1]",
              "[2001:db8::1]:8000",
              "chat",
              "chat.localhost:8000")) {
        assertThat(status(host)).as(host).isEqualTo(200);
      }
    }

    @Test
    void any_other_name_is_refused_on_every_path() {
      for (var host :
          List.of(
              "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil")) {
        assertThat(status(host)).as(host).isEqualTo(421);
      }
      refused("GET / HTTP/1.1\r\nHost: evil.example\r\n");
      refused("GET /nowhere HTTP/1.1\r\nHost: evil.example\r\n");
      refused("GET http://evil.example/api/health HTTP/1.1\r\nHost: evil.example\r\n");
    }

    @Test
    void a_handshake_is_refused_before_its_token_is_looked_at() {
      refused(
          request(
              "GET /ws?token=nonsense HTTP/1.1",
              "Host: evil.example",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Origin: http://evil.example",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="));
    }

    @Test
    void what_a_client_says_of_forwarding_counts_for_nothing() {
      refused(
          request(
              "GET /api/health HTTP/1.1",
              "Host: evil.example",
              "X-Forwarded-For: 192.0.2.1",
              "X-Forwarded-Host: localhost"));
    }
  }

  @Nested
  class WithNames extends HostTest {
    @Override
    Set<String> allowedHosts() {
      return Set.of("chat.example.org");
    }

    @Test
    void they_are_allowed_with_any_port_and_no_others() {
      assertThat(status("chat.example.org")).isEqualTo(200);
      assertThat(status("Chat.Example.org.:8443")).isEqualTo(200);
      assertThat(status("localhost")).isEqualTo(200);
      assertThat(status("www.chat.example.org")).isEqualTo(421);
      assertThat(status("example.org")).isEqualTo(421);
    }
  }

  @Nested
  class WithAnyName extends HostTest {
    @Override
    Set<String> allowedHosts() {
      return Set.of("*");
    }

    @Test
    void every_name_is_allowed() {
      assertThat(status("evil.example")).isEqualTo(200);
    }
  }

  @Nested
  class BehindAProxy extends HostTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.DEFAULTS.behind(1);
    }

    @Test
    void what_came_through_it_is_allowed_and_what_did_not_is_held_to_the_rules() {
      assertThat(status("chat.example.org\r\nX-Forwarded-For: 192.0.2.1")).isEqualTo(200);
      assertThat(status("chat.example.org")).isEqualTo(421);
    }
  }

  @Nested
  class BehindAProxyWithNames extends HostTest {
    @Override
    LimitSettings limits() {
      return LimitSettings.DEFAULTS.behind(1);
    }

    @Override
    Set<String> allowedHosts() {
      return Set.of("chat.example.org");
    }

    @Test
    void the_host_that_it_was_asked_for_counts() {
      var forwarded = "\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Host: ";
      assertThat(status("backend.internal" + forwarded + "chat.example.org:443")).isEqualTo(200);
      assertThat(status("backend.internal" + forwarded + "evil.example")).isEqualTo(421);
      assertThat(status("evil.example\r\nX-Forwarded-For: 192.0.2.1")).isEqualTo(421);
    }
  }

  abstract static class HostTest extends WebTest {
    int status(String host) {
      return raw("GET /api/health HTTP/1.1\r\nHost: " + host + "\r\n").status();
    }

    RawHttp.Raw refused(String request) {
      var raw = raw(request);
      assertThat(raw.status()).as(request).isEqualTo(421);
      CONTRACT.checkProblem(raw.status(), raw.headers(), raw.body());
      assertThat(raw.text()).contains("urn:chat:problem:host_not_allowed", "CHAT_ALLOWED_HOSTS");
      return raw;
    }

    static String request(String... lines) {
      return String.join("\r\n", lines) + "\r\n";
    }

    private RawHttp.Raw raw(String request) {
      return RawHttp.send(server.port(), request + "Connection: close\r\n\r\n");
    }
  }
}
