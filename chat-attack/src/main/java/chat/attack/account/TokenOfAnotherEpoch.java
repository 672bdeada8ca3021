package chat.attack.account;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Host;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.World;
import chat.attack.wire.Answer;
import chat.attack.witness.Act;
import chat.testmysql.Folders;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A backup is restored; tokens that were issued or revoked after it was made are used. */
public final class TokenOfAnotherEpoch implements Scenario {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public About about() {
    return new About(
        "token-of-another-epoch",
        "A backup is restored; tokens that were issued or revoked after it was made are used.",
        "such a token gets 401, also when its number is somebody else's by now");
  }

  @Override
  public Host host() {
    return Host.RESTARTED;
  }

  /** All tokens end with the epoch, and the server is down meanwhile. */
  @Override
  public Set<Act> mayFail() {
    return EnumSet.allOf(Act.class);
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    var server = target.server();
    var backup = server.data().resolveSibling("backup");
    server.stop();
    Folders.copy(server.data(), backup);
    server.start();
    var later = register(target, "eve");
    var loggedOut = target.world().attacker(1).token();
    call(target, target.requests().postJson("/api/logout", Optional.of(loggedOut), ""));
    server.stop();
    Folders.delete(server.data());
    Folders.copy(backup, server.data());
    server.newEpoch();
    server.start();
    register(target, "somebody-else");
    int first = call(target, target.requests().get("/api/users/me", later)).status();
    target.expect(first == 401, "a token of after the backup got " + first);
    int second = call(target, target.requests().get("/api/users/me", loggedOut)).status();
    target.expect(second == 401, "a token that was logged out got " + second);
  }

  private static String register(Target target, String name) throws IOException {
    var who = "{\"username\":\"" + name + "\",\"password\":\"" + World.PASSWORD + "\"}";
    call(target, target.requests().postJson("/api/register", Optional.empty(), who));
    var login = call(target, target.requests().login(name, World.PASSWORD));
    return JSON.readTree(login.body()).path("access_token").asText();
  }

  private static Answer call(Target target, byte[] request) throws IOException {
    try (var line = target.connect(0)) {
      return Callers.answered(target, line, request);
    }
  }
}
