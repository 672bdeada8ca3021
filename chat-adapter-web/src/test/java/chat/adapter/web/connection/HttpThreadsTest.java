package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpThreadsTest {
  private static final int MOST = 8;
  private static final int TASKS = 200;

  private final HttpThreads threads = new HttpThreads(MOST, 2);

  @BeforeEach
  void start() throws Exception {
    threads.start();
  }

  @AfterEach
  void stop() throws Exception {
    threads.stop();
  }

  @Test
  void what_jetty_wants_at_once_takes_no_thread_beside_the_pools() throws InterruptedException {
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    var all = new CountDownLatch(TASKS);
    var may = new CountDownLatch(1);
    for (int i = 0; i < TASKS; i++) {
      ThreadPool.executeImmediately(
          threads,
          () -> {
            used.add(Thread.currentThread());
            try {
              if (may.await(1, TimeUnit.MINUTES)) {
                all.countDown();
              }
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
          });
    }
    may.countDown();
    assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(used).hasSizeLessThanOrEqualTo(MOST);
  }
}
