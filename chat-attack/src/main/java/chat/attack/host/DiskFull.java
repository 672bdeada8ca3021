package chat.attack.host;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Host;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.witness.Act;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The disk with the data is filled by large messages. */
public final class DiskFull implements Scenario {
  private static final int REFUSALS = 20;
  private static final int MOST_MESSAGES = 5_000;
  private static final int MOST_LOGGED = 20_000;

  @Override
  public About about() {
    return new About(
        "disk-full",
        "The disk with the data is filled by large messages.",
        "health, clients and the log say so, the log once, and the server lives");
  }

  @Override
  public Host host() {
    return Host.SMALL_DISK;
  }

  /** What needs to be written. */
  @Override
  public Set<Act> mayFail() {
    return EnumSet.of(Act.ACK, Act.DELIVERY, Act.PLAIN_DELIVERY, Act.REST, Act.LOGIN);
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    var path = "/api/chat/rooms/" + target.world().largeRoom(0) + "/messages";
    var body = "{\"content\":\"" + "あ".repeat(4_000) + "\"}";
    long before = target.log().length();
    fill(target, path, body);
    Callers.run(
        target,
        8,
        4,
        TimeUnit.MILLISECONDS.toNanos(5),
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .postJson(path, Optional.of(target.world().attacker(caller).token()), body)));
    long refused = target.traffic().answers(503) + target.traffic().answers(507);
    target.note(
        "%,d messages were stored, %,d refused".formatted(target.traffic().answers(201), refused));
    target.expect(refused > 0, "the disk did not get full");
    target.expect(target.traffic().answers(500) == 0, "a full disk was answered with 500");
    var log = target.log().substring((int) before);
    target.note("the log grew by %,d bytes".formatted(log.length()));
    target.expect(says(log), "the log doesn't say that the disk is full");
    target.expect(log.length() <= MOST_LOGGED, "the log grew by %,d bytes".formatted(log.length()));
    try (var line = target.connect(0)) {
      var health = Callers.answered(target, line, target.requests().get("/api/health"));
      target.expect(
          health.status() != 200 || says(health.body()),
          "health doesn't say that the disk is full");
    }
  }

  /** Posts, for as long as it takes, until the server refuses. */
  private static void fill(Target target, String path, String body) throws IOException {
    var token = Optional.of(target.world().attacker(9).token());
    var request = target.requests().postJson(path, token, body);
    for (int i = 0; i < MOST_MESSAGES && target.traffic().answers(503) < REFUSALS; i++) {
      try (var line = target.connect(9)) {
        Callers.answered(target, line, request);
      }
    }
  }

  private static boolean says(String text) {
    return text.toLowerCase(Locale.ROOT).matches("(?s).*\\b(disk|space)\\b.*");
  }
}
