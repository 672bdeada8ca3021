package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;

/** Four sockets declare a frame of 2^62 bytes and send it. */
public final class HugeFrame implements Scenario {
  /** What both kernels hold of a connection, and a turn of the server. */
  private static final long MOST_TAKEN = 12_000_000;

  @Override
  public About about() {
    return new About(
        "huge-frame",
        "Four sockets declare a frame of 2^62 bytes and send it.",
        "each is closed before 12 MB of it are taken");
  }

  @Override
  public void run(Target target) throws IOException {
    var header = Frames.header(Frames.TEXT, true, 1L << 62);
    var bytes = new byte[65_536];
    Swarm.run(target, 4, Script.socket(target).then(header).flooding(bytes));
    var sums = target.traffic().sums();
    long each = sums.sent() / Math.max(1, sums.connected());
    target.expect(each <= MOST_TAKEN, "%,d bytes of each were taken".formatted(each));
  }
}
