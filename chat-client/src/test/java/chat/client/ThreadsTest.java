package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.client.event.LoggedEvent;
import chat.client.event.MessagePosted;
import chat.client.event.RoomEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who is called on which thread, and what it costs the others. */
class ThreadsTest extends ClientTest {
  @Test
  void listeners_and_futures_are_called_on_one_thread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    var client = connect(builder(ALICE).onConnection(event -> threads.add(Thread.currentThread())));
    for (long room = 1; room <= 3; room++) {
      client.join(
          room,
          event -> {
            threads.add(Thread.currentThread());
            events.add(event);
          });
    }
    var peer = server.peer();
    for (int room = 1; room <= 3; room++) {
      peer.expect("join");
      peer.joined(room, 0);
      peer.message(room, 1);
    }
    var done = client.send(1, "hi").thenAccept(ack -> threads.add(Thread.currentThread()));
    peer.ack(peer.expect("send"), 2);
    done.join();
    awaitSeqs(1L, 1L, 1L);
    assertThat(threads).hasSize(1);
    assertThat(threads.iterator().next().isDaemon()).isTrue();
  }

  @Test
  void a_listener_that_throws_gets_the_next_event_all_the_same() {
    connect()
        .join(
            1,
            event -> {
              events.add(event);
              if (event instanceof LoggedEvent logged && logged.seq() == 6) {
                throw new AssertionError("even this");
              }
              throw new IllegalStateException("on purpose");
            });
    var peer = server.peer();
    peer.expect("join");
    peer.joined(1, 5);
    peer.message(1, 6);
    peer.message(1, 7);
    awaitSeqs(6L, 7L);
  }

  @Test
  void waiting_in_a_listener_for_what_comes_after_it_is_refused() {
    var thrown = new CompletableFuture<Throwable>();
    var client = connect();
    client.join(
        1,
        event -> {
          if (event instanceof MessagePosted) {
            try {
              client.send(1, "reply").thenApply(Ack::seq).join();
            } catch (IllegalStateException e) {
              thrown.complete(e);
            }
          }
        });
    var peer = server.peer();
    peer.expect("join");
    peer.joined(1, 5);
    peer.message(1, 6);
    assertThat(thrown.join()).hasMessageContaining("instead of waiting in a listener");
    peer.ack(peer.expect("send"), 7);
  }

  @Test
  void a_slow_listener_stops_the_reading_and_loses_nothing() throws Exception {
    int total = 3_000;
    var content = "x".repeat(20_000);
    var latch = new CountDownLatch(1);
    Consumer<RoomEvent> slow =
        event -> {
          events.add(event);
          try {
            latch.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    server.hello.put("heartbeat_ms", 300);
    var sent = new AtomicLong();
    server.onPeer =
        peer -> {
          try {
            while (!peer.read().contains("\"join\"")) {
              // A ping.
            }
          } catch (IOException gone) {
            return;
          }
          peer.joined(1, 0);
          for (long seq = 1; seq <= total; seq++) {
            peer.send(ScriptedServer.Peer.messageFrame(1, seq, content));
            sent.set(seq);
          }
          try {
            while (true) {
              peer.read();
              peer.send("{'type':'pong'}");
            }
          } catch (IOException gone) {
            // The test is over.
          }
        };
    connect(builder(ALICE).eventBuffer(50)).join(1, new Position(0, "e1"), slow);

    // It is stuck, with 60 MB to send: more than all buffers between the two hold.
    await().during(Duration.ofMillis(900)).until(new Unchanged(sent));
    assertThat(sent.get()).isLessThan(total);
    assertThat(connection).hasSize(1);
    latch.countDown();
    await().atMost(Duration.ofSeconds(30)).until(() -> seqs().size() == total);
    assertThat(seqs()).isEqualTo(LongStream.rangeClosed(1, total).boxed().toList());
    assertThat(connection).hasSize(1);
  }

  private static final class Unchanged implements Callable<Boolean> {
    private final AtomicLong value;
    private long last = -1;

    Unchanged(AtomicLong value) {
      this.value = value;
    }

    @Override
    public Boolean call() {
      long now = value.get();
      boolean unchanged = now == last && now > 0;
      last = now;
      return unchanged;
    }
  }

  @Test
  void a_listener_may_close_the_client() {
    var closed = new CompletableFuture<Void>();
    var client = connect();
    client.join(
        1,
        event -> {
          client.close();
          closed.complete(null);
        });
    server.peer().joined(1, 5);
    closed.join();
    await().until(() -> threadsOfClients().isEmpty());
  }

  @Test
  void nothing_is_told_after_closing_and_no_thread_stays() {
    var client = connect();
    client.join(1, events::add);
    var peer = server.peer();
    peer.expect("join");
    peer.joined(1, 5);
    var waiting = client.send(1, "never answered");
    assertThat(threadsOfClients()).isNotEmpty();
    client.close();
    int told = events.size();
    peer.message(1, 6);
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(ChatClosed.class);
    await().until(() -> threadsOfClients().isEmpty());
    assertThat(events).hasSize(told);
  }

  @Test
  void a_client_that_couldnt_connect_leaves_no_thread() {
    server.close();
    assertThatThrownBy(() -> connect(builder(ALICE).connectTimeout(Duration.ofMillis(100))))
        .isInstanceOf(ChatUnavailable.class);
    await().until(() -> threadsOfClients().isEmpty());
  }

  private static List<String> threadsOfClients() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("chat-client-"))
        .toList();
  }
}
