package chat.attack.socket;

import chat.attack.scenario.About;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Script;
import chat.attack.scenario.Swarm;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;

/** 1,600 sockets of 16 accounts ask for all of four rooms with large messages and read nothing. */
public final class UnreadReplays implements Scenario {
  private static final int RECEIVE_BUFFER = 4_096;

  @Override
  public About about() {
    return new About(
        "unread-replays",
        "1,600 sockets of 16 accounts ask for all of four rooms with large messages and read nothing.",
        "what waits for readers stays within its budget");
  }

  @Override
  public void run(Target target) throws IOException {
    var joins = new StringBuilder();
    for (long room : target.world().largeRooms()) {
      joins.append("{\"type\":\"join\",\"room_id\":" + room + ",\"after_seq\":0}\n");
    }
    var frames =
        joins.toString().lines().map(Frames::text).reduce(new byte[0], UnreadReplays::join);
    Swarm.run(
        target,
        target.scaled(1_600),
        Script.socket(target).then(frames).neverReading(RECEIVE_BUFFER).from(16));
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
