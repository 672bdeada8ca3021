package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Sixteen sockets send frames with random bytes changed, cut off or repeated. */
public final class FrameFuzz implements Scenario {
  private static final List<byte[]> SOUND =
      List.of(
          Frames.text("{\"type\":\"ping\",\"id\":1}"),
          Frames.text("{\"type\":\"join\",\"room_id\":1,\"after_seq\":0}"),
          Frames.text("{\"type\":\"send\",\"room_id\":1,\"client_id\":\"f\",\"content\":\"é𝔸\"}"),
          Frames.text("{\"type\":\"edit\",\"room_id\":1,\"id\":1,\"content\":\"b\"}"),
          Frames.text("{\"type\":\"typing\",\"room_id\":1}"),
          Frames.frame(Frames.TEXT, false, "{\"type\":".getBytes(StandardCharsets.UTF_8)),
          Frames.frame(Frames.CONTINUATION, true, "1}".getBytes(StandardCharsets.UTF_8)),
          Frames.frame(Frames.PING, true, new byte[5]),
          Frames.frame(Frames.CLOSE, true, new byte[] {3, (byte) 232}),
          Frames.header(Frames.TEXT, true, 70_000));

  @Override
  public About about() {
    return new About(
        "frame-fuzz",
        "Sixteen sockets send frames with random bytes changed, cut off or repeated.",
        "no bytes bring the server to log a stack trace");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Swarm.run(
        target,
        16,
        Script.socket(target)
            .again(TimeUnit.MILLISECONDS.toNanos(2), any -> mutant(target.random())));
    target.expect(!target.log().contains("\n\tat "), "the log holds a stack trace");
  }

  private static byte[] mutant(SplittableRandom random) {
    var frame = SOUND.get(random.nextInt(SOUND.size())).clone();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
      case 1 -> Frames.repeat(frame, 3);
      default -> frame;
    };
  }
}
