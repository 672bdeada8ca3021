package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CrossOriginTest {
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private static Call from(String origin, Call call) {
    return call.with("Origin", origin);
  }

  private static Call preflight(String origin) {
    return from(origin, Call.of("OPTIONS", "/api/chat/rooms"))
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");
  }

  @Nested
  class WithoutSettings extends WebTest {
    @Test
    void no_other_origin_may_read_anything() {
      var reply = send(from("https://chat.example", Call.get("/api/health")));
      var preflight = send(preflight("https://chat.example"));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header(ALLOW_ORIGIN)).isEmpty();
      assertThat(preflight.status()).isEqualTo(405);
      assertThat(preflight.header(ALLOW_ORIGIN)).isEmpty();
    }
  }

  @Nested
  class WithOrigins extends WebTest {
    @Override
    Set<String> allowedOrigins() {
      return Set.of("https://chat.example", "http://localhost:3000");
    }

    @Test
    void the_origins_of_the_settings_may_read() {
      for (var origin : allowedOrigins()) {
        var reply = send(from(origin, Call.get("/api/health")));
        assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo(origin);
        assertThat(reply.header("Vary")).contains("Origin");
        assertThat(reply.header("Access-Control-Expose-Headers").split(","))
            .containsExactlyInAnyOrder(
                "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
      }
    }

    @Test
    void they_may_send_tokens_json_and_keys() {
      var reply = sendUnchecked(preflight("https://chat.example"));

      assertThat(reply.status()).isBetween(200, 204);
      assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://chat.example");
      assertThat(reply.header("Access-Control-Allow-Methods").split(","))
          .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PATCH", "DELETE");
      assertThat(reply.header("Access-Control-Allow-Headers").split(","))
          .containsExactlyInAnyOrder("Authorization", "Content-Type", "Idempotency-Key");
    }

    @Test
    void refusals_can_be_read_too() {
      var reply = send(from("https://chat.example", Call.get("/api/chat/rooms")));

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header(ALLOW_ORIGIN)).isEqualTo("https://chat.example");
    }

    @Test
    void an_origin_that_only_looks_like_one_of_them_may_not() {
      for (var origin :
          new String[] {
            "https://chatXexample",
            "https://chat.example.evil.example",
            "http://chat.example",
            "https://chat.example:444",
            "null"
          }) {
        assertThat(send(from(origin, Call.get("/api/health"))).header(ALLOW_ORIGIN))
            .as(origin)
            .isEmpty();
        assertThat(sendUnchecked(preflight(origin)).header(ALLOW_ORIGIN)).as(origin).isEmpty();
      }
    }
  }

  @Nested
  class WithAStar extends WebTest {
    @Override
    Set<String> allowedOrigins() {
      return Set.of("*");
    }

    @Test
    void every_origin_may_read() {
      assertThat(send(from("https://any.example", Call.get("/api/health"))).header(ALLOW_ORIGIN))
          .isIn("*", "https://any.example");
    }
  }
}
