package chat.attack.socket;

import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;

/** Sixteen callers open sockets and drop them, half with a token and half with a wrong one. */
public final class HandshakeFlood implements Scenario {

  @Override
  public String name() {
    return "handshake-flood";
  }

  @Override
  public String attack() {
    return "Sixteen callers open sockets and drop them, half with a token and half with a wrong one.";
  }

  @Override
  public String expectation() {
    return "handshakes beyond a rate are refused";
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.visit(
        target,
        16,
        2,
        0,
        (line, caller, turn) -> {
          var token = caller % 2 == 0 ? target.world().attacker(caller).token() : "wrong";
          Callers.answered(target, line, target.requests().chatV1(token));
        });
    var sums = target.traffic().sums();
    target.expect(
        target.traffic().answers(429) + sums.closed() + sums.unreachable() > 0,
        "there is no limit on handshakes");
  }
}
