package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** 200 sockets join a room and read nothing, while two members post large messages. */
public final class UnreadMessages implements Scenario {
  private static final int RECEIVE_BUFFER = 4_096;

  @Override
  public About about() {
    return new About(
        "unread-messages",
        "200 sockets join a room and read nothing, while two members post large messages.",
        "what waits for readers stays within its budget");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    long room = target.world().largeRoom(0);
    var join = Frames.text("{\"type\":\"join\",\"room_id\":" + room + "}");
    var readers = Script.socket(target).then(join).neverReading(RECEIVE_BUFFER).from(4);
    var path = "/api/chat/rooms/" + room + "/messages";
    var body = "{\"content\":\"" + "あ".repeat(4_000) + "\"}";
    var posting =
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .postJson(path, Optional.of(target.world().attacker(caller).token()), body));
    var posters =
        new Thread(
            () -> {
              try {
                Callers.run(target, 2, 2, TimeUnit.MILLISECONDS.toNanos(15), posting);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    posters.start();
    Swarm.run(target, target.scaled(200), readers);
    posters.join();
  }
}
