package chat.attack.account;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Strangers from eight addresses try wrong passwords for the name of the witness. */
public final class LockOut implements Scenario {

  @Override
  public About about() {
    return new About(
        "lock-out",
        "Strangers from eight addresses try wrong passwords for the name of the witness.",
        "the witness still logs in, from where it did before");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    var name = target.world().witnesses().get(0).name();
    Callers.run(
        target,
        8,
        8,
        TimeUnit.MILLISECONDS.toNanos(20),
        Callers.asking(
            target, (caller, turn) -> target.requests().login(name, "wrong-" + caller + turn)));
    target.expect(target.traffic().answers(200) == 0, "a wrong password was taken");
  }
}
