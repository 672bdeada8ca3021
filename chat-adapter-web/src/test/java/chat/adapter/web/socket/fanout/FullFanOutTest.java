package chat.adapter.web.socket.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.socket.FakeChat;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FullFanOutTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Of rooms that nobody is in. */
  private static final class NoLive implements LiveEncoding {
    @Override
    public void encode(List<RoomEvent> events, Consumer<Frames> pieces) {}

    @Override
    public void forget() {}
  }

  /** Likewise. */
  private static final class NoNumbered implements NumberedEncoding {
    @Override
    public void encode(List<RoomEvent.Logged> events, Consumer<RoomFrames> pieces) {}

    @Override
    public RoomFrames news(List<RoomEvent> events) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget() {}
  }

  @Test
  void the_lanes_wait_when_too_much_is_queued_and_notices_do_not() throws Exception {
    // Nothing is drained until the loop runs what it was given.
    var loop = new LinkedBlockingQueue<Runnable>();
    var fanOut = new FanOut(loop::add, 2, (pause, action) -> {}, new NoLive(), new NoNumbered());
    var room = new LocalRoom(new RoomId(1));
    var posted = List.of(SampleEvents.LOGGED.get(0));
    fanOut.publish(room, List.copyOf(posted));
    fanOut.publish(room, List.copyOf(posted));
    var third =
        CompletableFuture.runAsync(() -> fanOut.publish(room, List.copyOf(posted)), threads);
    await().during(Duration.ofMillis(200)).until(() -> !third.isDone());
    fanOut.publish(room, List.of(new RoomEvent.Joined(new RoomId(1), FakeChat.user("alice"))));
    assertThat(third).isNotDone();
    loop.take().run();
    await().until(third::isDone);
    fanOut.close();
  }
}
