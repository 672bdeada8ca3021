package chat.adapter.web.socket.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.wire.Frames;
import chat.application.message.FollowRoom.Following;
import chat.domain.room.RoomId;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalRoomTest {
  private final LocalRoom room = new LocalRoom(new RoomId(1));
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  private static Listener listener() {
    return new Listener.Live() {
      @Override
      public void told(Frames frames) {}

      @Override
      public void abort() {}
    };
  }

  private Following following(long position) {
    return new Following() {
      @Override
      public long position() {
        return position;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Test
  void it_is_followed_once_and_until_the_last_one_leaves() {
    var alice = listener();
    var bob = listener();
    assertThat(room.add(alice, one -> following(5))).isEqualTo(OptionalLong.of(5));
    assertThat(room.add(bob, one -> following(99))).isEqualTo(OptionalLong.of(5));
    room.remove(alice, left::incrementAndGet);
    assertThat(closed).hasValue(0);
    room.remove(bob, left::incrementAndGet);
    room.remove(bob, left::incrementAndGet);
    assertThat(closed).hasValue(1);
    assertThat(left).hasValue(1);
    assertThat(room.add(alice, one -> following(5))).isEmpty();
  }

  @Test
  void who_leaves_waits_for_nobody_who_waits_for_the_store() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    var alice = listener();
    var entering =
        CompletableFuture.supplyAsync(
            () ->
                room.add(
                    alice,
                    one -> {
                      asked.countDown();
                      await(answer);
                      return following(5);
                    }));
    asked.await();
    room.remove(alice, left::incrementAndGet);
    assertThat(left).hasValue(1);
    answer.countDown();
    assertThat(entering.get(20, TimeUnit.SECONDS)).isEqualTo(OptionalLong.of(5));
    assertThat(closed).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
