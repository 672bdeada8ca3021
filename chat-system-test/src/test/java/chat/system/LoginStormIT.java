package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginStormIT {
  /** As many passwords may wait, beside the few that are being checked. */
  private static final int WAITING = 64;

  private static final int LOGINS = 3 * WAITING;
  private static final int MESSAGES = 20;

  @Test
  void messages_go_on_while_logins_wait_and_those_beyond_the_bound_are_refused(@TempDir Path data)
      throws Exception {
    // As in production: the usual flags, and a password costs half of what it does by default. But
    // no
    // limits, which would end a storm of wrong passwords before it can show what it does.
    var settings =
        Map.of("CHAT_DATA_DIR", data.toString(), "CHAT_BCRYPT_COST", "11", "CHAT_LIMITS", "off");
    try (var server = RealJar.run(List.of(), settings, "serve", "--port", "0")) {
      server.awaitReady();
      var ann = server.caller().register("ann");
      long room = ann.openRoom("in the storm");
      try (var socket = RoomSocket.join(ann, room)) {
        var storm = new ArrayList<CompletableFuture<Answer>>();
        for (int i = 0; i < LOGINS; i++) {
          var credentials =
              Map.of("username", "ann", "password", i % 2 == 0 ? "longenough" : "not hers");
          storm.add(server.caller().postLater("/api/login", credentials));
        }
        // Refusals are quick; when the first is there the queue is full.
        CompletableFuture.anyOf(
                storm.stream().map(LoginStormIT::refusal).toArray(CompletableFuture[]::new))
            .get(60, TimeUnit.SECONDS);

        for (int i = 1; i <= MESSAGES; i++) {
          assertThat(ann.say(room, "by REST " + i).status()).isEqualTo(201);
          socket.say("over a socket " + i);
          socket.awaitContents(2 * i);
        }
        assertThat(storm.stream().filter(login -> !login.isDone()))
            .as("logins that still wait when all messages have been answered")
            .isNotEmpty();

        var answers = new ArrayList<Answer>();
        for (var login : storm) {
          answers.add(login.get(120, TimeUnit.SECONDS));
        }
        var refused = answers.stream().filter(answer -> answer.status() == 503).toList();
        assertThat(refused)
            .hasSizeBetween(1, LOGINS - WAITING)
            .allMatch(answer -> answer.header("Retry-After").matches("[1-9][0-9]*"));
        for (int i = 0; i < LOGINS; i++) {
          assertThat(answers.get(i).status()).isIn(503, i % 2 == 0 ? 200 : 401);
        }
      }
      assertThat(server.caller().logIn("ann", "longenough").get("/api/chat/rooms").status())
          .isEqualTo(200);
    }
  }

  /** Completes when that login is refused, never otherwise. */
  private static CompletableFuture<Answer> refusal(CompletableFuture<Answer> login) {
    var refusal = new CompletableFuture<Answer>();
    var unused =
        login.thenAccept(
            answer -> {
              if (answer.status() == 503) {
                refusal.complete(answer);
              }
            });
    return refusal;
  }
}
