package chat.attack.scenario;

import java.io.IOException;

/** Nobody attacks: shows what the witness notices of this machine alone. */
public final class Calm implements Scenario {
  @Override
  public About about() {
    return new About(
        "calm",
        "Nobody attacks: what the witness notices of this machine alone.",
        "the witness is answered; otherwise the machine is too busy to try anything");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    while (!target.isOver()) {
      Thread.sleep(50);
    }
  }
}
