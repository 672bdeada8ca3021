package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.World;
import chat.attack.wire.Requests;
import java.io.IOException;

/** Requests and a handshake that a page of another name would send, with that name in Host. */
public final class DnsRebinding implements Scenario {

  @Override
  public About about() {
    return new About(
        "dns-rebinding",
        "Requests and a handshake that a page of another name would send, with that name in Host.",
        "each is refused, whatever token it carries");
  }

  @Override
  public void run(Target target) throws IOException {
    var evil = new Requests("evil.example");
    var token = target.world().attacker(0).token();
    refused(target, "the page", evil.get("/"));
    refused(target, "a login", evil.login(target.world().attacker(0).name(), World.PASSWORD));
    refused(target, "a call", evil.get("/api/chat/rooms", token));
    refused(target, "a handshake", evil.chatV1(token));
    refused(
        target,
        "a name behind a trusted one",
        new Requests(target.requests().authority() + ".evil.example")
            .get("/api/chat/rooms", token));
  }

  private static void refused(Target target, String what, byte[] request) throws IOException {
    try (var line = target.connect(0)) {
      int status = Callers.answered(target, line, request).status();
      target.expect(status == 400 || status == 403 || status == 421, what + " got " + status);
    }
  }
}
