package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsIT {
  private static final int REGISTRATIONS = 3;
  private static final int WRONG_PASSWORDS = 2;

  @Test
  void callers_are_kept_to_the_limits_of_the_settings(@TempDir Path data) {
    var limits =
        Map.of(
            "CHAT_LIMIT_REGISTRATIONS", "" + REGISTRATIONS,
            "CHAT_LIMIT_FAILED_LOGINS_OF_NAME", "" + WRONG_PASSWORDS);
    try (var server = RealJar.serve(with(data, limits), "--limit-messages", "1")) {
      var ann = server.caller().register("ann");
      long room = ann.openRoom("limited");
      for (int i = 1; i < REGISTRATIONS; i++) {
        server.caller().register("guest-" + i);
      }
      var oneTooMany = register(server.caller(), "one-too-many");
      assertThat(oneTooMany.status()).isEqualTo(429);
      assertThat(oneTooMany.header("Retry-After")).matches("[1-9][0-9]*");
      assertThat(oneTooMany.header("RateLimit")).startsWith("\"registrations\";r=0;t=");

      for (int i = 0; i < WRONG_PASSWORDS; i++) {
        assertThat(logIn(server.caller(), "ann", "not hers").status()).isEqualTo(401);
      }
      assertThat(logIn(server.caller(), "ann", "longenough").status()).isEqualTo(429);
      assertThat(logIn(server.caller(), "guest-1", "longenough").status()).isEqualTo(200);

      // Five seconds' worth at once; the time that passes meanwhile grants some more.
      var answers = sayAtOnce(ann, room, 40);
      assertThat(answers).contains(201, 429).containsOnly(201, 429);
    }
  }

  @Test
  void without_limits_everything_goes(@TempDir Path data) {
    var settings = Map.of("CHAT_LIMITS", "off", "CHAT_LIMIT_FAILED_LOGINS_OF_NAME", "1");
    try (var server = RealJar.serve(with(data, settings), "--limit-messages", "1")) {
      var ann = server.caller().register("ann");
      long room = ann.openRoom("unlimited");
      for (int i = 0; i < 3; i++) {
        assertThat(logIn(server.caller(), "ann", "not hers").status()).isEqualTo(401);
      }
      assertThat(sayAtOnce(ann, room, 40)).containsOnly(201);
      assertThat(ann.say(room, "the end").headers().map().keySet())
          .noneMatch(name -> name.startsWith("ratelimit"));
    }
  }

  private static Map<String, String> with(Path data, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("CHAT_DATA_DIR", data.toString());
    all.put("CHAT_BCRYPT_COST", "4");
    return all;
  }

  private static Answer register(Caller caller, String name) {
    return caller.post("/api/register", Map.of("username", name, "password", "longenough"));
  }

  private static Answer logIn(Caller caller, String name, String password) {
    return caller.post("/api/login", Map.of("username", name, "password", password));
  }

  private static List<Integer> sayAtOnce(Caller who, long room, int messages) {
    var path = "/api/chat/rooms/" + room + "/messages";
    var answers =
        Stream.generate(() -> who.postLater(path, Map.of("content", "hi")))
            .limit(messages)
            .toList();
    return answers.stream().map(CompletableFuture::join).map(Answer::status).toList();
  }
}
