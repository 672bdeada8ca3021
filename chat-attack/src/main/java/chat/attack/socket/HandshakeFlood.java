package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;

/** Sixteen callers open sockets and drop them, half with a token and half with a wrong one. */
public final class HandshakeFlood implements Scenario {
  private static final int ADDRESSES = 2;
  private static final int HANDSHAKES_PER_SECOND = 200;

  @Override
  public About about() {
    return new About(
        "handshake-flood",
        "Sixteen callers open sockets and drop them, half with a token and half with a wrong one.",
        "of each address 200 handshakes a second are looked at, and the others refused");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.visit(
        target,
        16,
        ADDRESSES,
        0,
        (line, caller, turn) -> {
          var token = caller % 2 == 0 ? target.world().attacker(caller).token() : "wrong";
          Callers.answered(target, line, target.requests().chatV1(token));
        });
    long read = target.traffic().answers(101) + target.traffic().answers(403);
    target.expect(
        read <= ADDRESSES * target.granted(HANDSHAKES_PER_SECOND),
        "%,d handshakes were looked at".formatted(read));
  }
}
