package chat.application.message;

import static org.awaitility.Awaitility.await;

import chat.domain.message.RoomFeed;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.message.LossyRoomFeed;
import chat.testkit.message.LossyRoomFeed.Faults;
import java.time.Duration;

/** The feeds that use cases are tested over: one that delivers everything, and some that don't. */
enum TestFeed {
  FAITHFUL {
    @Override
    RoomFeed open() {
      return new InMemoryRoomFeed();
    }

    @Override
    void check(Runnable assertion) {
      assertion.run();
    }
  },
  LOSSY {
    @Override
    RoomFeed open() {
      return new LossyRoomFeed(14, Faults.OUT_OF_ORDER);
    }
  },
  /** One that delivers nothing at all. */
  SILENT {
    @Override
    RoomFeed open() {
      return new LossyRoomFeed(1, new Faults(1, 0, 0, 0, 0));
    }
  };

  /** A new one, without subscribers. */
  abstract RoomFeed open();

  /**
   * Asserts something of what followers have been handed: it is so now when the feed delivers
   * everything, and soon otherwise.
   */
  void check(Runnable assertion) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .untilAsserted(assertion::run);
  }
}
