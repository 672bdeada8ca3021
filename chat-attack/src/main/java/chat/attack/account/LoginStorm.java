package chat.attack.account;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.World;
import java.io.IOException;

/** Four accounts log in with their right passwords from one address, over 64 connections. */
public final class LoginStorm implements Scenario {

  @Override
  public About about() {
    return new About(
        "login-storm",
        "Four accounts log in with their right passwords from one address, over 64 connections.",
        "others still log in");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        target.scaled(64),
        1,
        0,
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .login(target.world().attacker(caller % 4).name(), World.PASSWORD)));
  }
}
