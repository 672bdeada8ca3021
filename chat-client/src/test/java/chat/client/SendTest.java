package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message, whatever the server does. */
class SendTest extends ClientTest {
  @Test
  void an_ack_completes_the_future() {
    var client = connect();
    var future = client.send(1, "hi é 😀");
    var peer = server.peer();
    var send = peer.expect("send");
    assertThat(send.get("content").asText()).isEqualTo("hi é 😀");
    assertThat(send.get("client_id").asText()).hasSize(36);
    assertThat(client.unacknowledged()).isEqualTo(1);
    peer.ack(send, 413);
    assertThat(future.join())
        .isEqualTo(
            new Ack(
                1,
                send.get("client_id").asText(),
                1413,
                413,
                Instant.parse("2026-11-22T18:30:00Z"),
                false));
    assertThat(client.unacknowledged()).isZero();
  }

  @Test
  void what_is_unacknowledged_is_sent_again_in_order_after_a_reconnect() {
    var client = connect();
    var futures = new ArrayList<CompletableFuture<Ack>>();
    for (int i = 0; i < 5; i++) {
      futures.add(client.send(1, "message " + i));
    }
    var peer = server.peer();
    var sent = expectSends(peer, 5);
    peer.ack(sent.get(1), 2);
    futures.get(1).join();
    peer.cut();

    peer = server.peer();
    var again = expectSends(peer, 4);
    assertThat(again).containsExactly(sent.get(0), sent.get(2), sent.get(3), sent.get(4));
    for (int i = 0; i < 4; i++) {
      peer.ack(again.get(i), 10 + i);
    }
    futures.forEach(CompletableFuture::join);
  }

  @Test
  void what_is_sent_without_a_connection_goes_out_with_the_next() {
    var client = connect();
    server.peer().cut();
    var future = client.send(1, "patience");
    var peer = server.peer();
    peer.ack(peer.expect("send"), 1);
    assertThat(future.join().seq()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overloaded", "unavailable", "rate_limited", "internal"})
  void what_comes_at_a_bad_time_is_sent_again_when_the_server_says(String code) {
    var client = connect(builder(ALICE).maxInFlight(1));
    var first = client.send(1, "first");
    var second = client.send(1, "second");
    var peer = server.peer();
    var send = peer.expect("send");
    long refused = System.nanoTime();
    peer.refuse(send, code, 50);
    var again = peer.expect("send");
    if (!code.equals("internal")) {
      assertThat(System.nanoTime() - refused).isGreaterThan(49_000_000L);
    }
    assertThat(again).isEqualTo(send);
    peer.ack(again, 1);
    peer.ack(peer.expect("send"), 2);
    assertThat(first.join().seq()).isEqualTo(1);
    assertThat(second.join().seq()).isEqualTo(2);
  }

  @Test
  void a_fault_of_the_server_that_stays_fails_the_future() {
    var future = connect().send(1, "poison");
    var peer = server.peer();
    for (int attempt = 0; attempt < 3; attempt++) {
      peer.refuse(peer.expect("send"), "internal", 1);
    }
    assertRefused(future, "internal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "not_found", "client_id_conflict", "of_a_later_version"})
  void a_definite_refusal_fails_the_future_and_no_other(String code) {
    var client = connect();
    var refused = client.send(1, "no");
    var taken = client.send(1, "yes");
    var peer = server.peer();
    peer.refuse(peer.expect("send"), code, 0);
    peer.ack(peer.expect("send"), 1);
    assertRefused(refused, code);
    assertThat(taken.join().seq()).isEqualTo(1);
  }

  @Test
  void whoever_chains_to_a_future_gets_the_exception_itself() {
    var failure = new CompletableFuture<Throwable>();
    var unused =
        connect()
            .send(1, "no")
            .whenComplete((ack, thrown) -> failure.complete(Objects.requireNonNull(thrown)));
    var peer = server.peer();
    peer.refuse(peer.expect("send"), "not_found", 0);
    assertThat(failure.join()).isInstanceOf(ChatRefused.class).hasMessage("not_found: because");
  }

  @Test
  void what_gets_no_answer_is_sent_again() {
    var future = connect(builder(ALICE).resendAfter(Duration.ofMillis(50))).send(1, "anybody?");
    var peer = server.peer();
    var send = peer.expect("send");
    assertThat(peer.expect("send")).isEqualTo(send);
    peer.ack(send, 1);
    assertThat(future.join().seq()).isEqualTo(1);
  }

  @Test
  void no_more_are_kept_than_agreed() {
    var client = connect(builder(ALICE).maxUnacknowledged(2));
    var first = client.send(1, "one");
    var second = client.send(1, "two");
    var third = client.send(1, "three");
    assertThat(third).isCompletedExceptionally();
    assertThatThrownBy(third::join).hasCauseInstanceOf(TooManyUnacknowledged.class);
    var peer = server.peer();
    peer.ack(peer.expect("send"), 1);
    first.join();
    var fourth = client.send(1, "four");
    peer.ack(peer.expect("send"), 2);
    peer.ack(peer.expect("send"), 3);
    assertThat(second.join().seq()).isEqualTo(2);
    assertThat(fourth.join().seq()).isEqualTo(3);
  }

  @Test
  void no_more_are_on_their_way_than_agreed() {
    var client = connect(builder(ALICE).maxInFlight(3));
    var futures = IntStream.range(0, 8).mapToObj(i -> client.send(1, "message " + i)).toList();
    var peer = server.peer();
    var inFlight = new ArrayList<>(expectSends(peer, 3));
    for (int seq = 1; seq <= 8; seq++) {
      peer.send("{'type':'pong','id':" + seq + "}");
      assertThat(peer.rest()).isEmpty();
      peer.ack(inFlight.remove(0), seq);
      if (seq <= 5) {
        inFlight.add(peer.expect("send"));
      }
    }
    assertThat(futures.stream().map(future -> future.join().seq()))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void the_same_client_id_on_its_way_is_sent_once_and_answers_both() {
    var client = connect();
    var first = client.send(1, "once", "c-1");
    var again = client.send(1, "once", "c-1");
    var other = client.send(1, "something else", "c-1");
    var elsewhere = client.send(2, "once", "c-1");
    var peer = server.peer();
    var sends = expectSends(peer, 2);
    assertRefused(other, "client_id_conflict");
    peer.ack(sends.get(0), 1);
    peer.ack(sends.get(1), 9);
    assertThat(first.join()).isEqualTo(again.join());
    assertThat(elsewhere.join().seq()).isEqualTo(9);
    assertThat(peer.rest()).isEmpty();
    await().until(() -> client.unacknowledged() == 0);
  }

  @Test
  void what_no_server_takes_is_not_sent() {
    server.hello.put("max_frame_bytes", 200);
    var client = connect();
    assertRefused(client.send(1, "long ".repeat(50)), "invalid");
    assertRefused(client.send(1, "half a pair \ud83d"), "invalid");
    for (var clientId : List.of("", " ", "é", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> client.send(1, "hi", clientId));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> client.send(0, "hi"));
    assertThat(server.peer().rest()).isEmpty();
    assertThat(client.unacknowledged()).isZero();
  }

  @Test
  void a_thousand_messages_of_many_threads_are_sent_one_frame_at_a_time() {
    var client = connect();
    var peer = server.peer();
    var futures = new CopyOnWriteArrayList<CompletableFuture<Ack>>();
    var threads =
        IntStream.range(0, 10)
            .mapToObj(
                thread ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 100; i++) {
                            futures.add(client.send(1, thread + ":" + i));
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    var contents = new ArrayList<String>();
    for (int seq = 1; seq <= 1000; seq++) {
      var send = peer.expect("send");
      contents.add(send.get("content").asText());
      peer.ack(send, seq);
    }
    assertThat(contents).doesNotHaveDuplicates();
    for (int thread = 0; thread < 10; thread++) {
      var own = thread + ":";
      assertThat(contents.stream().filter(content -> content.startsWith(own)))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> own + i).toList());
    }
    await().until(() -> futures.size() == 1000);
    futures.forEach(CompletableFuture::join);
  }

  @Test
  void closing_waits_for_acks() {
    var client = connect(builder(ALICE).closeTimeout(Duration.ofSeconds(10)));
    var future = client.send(1, "last words");
    var peer = server.peer();
    var send = peer.expect("send");
    var closing = CompletableFuture.runAsync(client::close);
    peer.send("{'type':'pong'}");
    assertThat(closing).isNotDone();
    peer.ack(send, 1);
    closing.join();
    assertThat(future.join().seq()).isEqualTo(1);
    await().until(() -> peer.closedWith == 1000);
  }

  @Test
  void closing_tells_what_may_have_been_stored_and_what_has_not() {
    var client = connect(builder(ALICE).maxInFlight(1));
    var sent = client.send(1, "sent");
    var waiting = client.send(1, "waiting");
    var peer = server.peer();
    peer.expect("send");
    client.close();
    var late = client.send(1, "late");
    assertClosed(sent, true);
    assertClosed(waiting, false);
    assertClosed(late, false);
    assertThat(client.unacknowledged()).isZero();
  }

  private static List<JsonNode> expectSends(ScriptedServer.Peer peer, int count) {
    return IntStream.range(0, count).mapToObj(i -> peer.expect("send")).toList();
  }

  private static void assertRefused(CompletableFuture<Ack> future, String code) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ChatRefused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static void assertClosed(CompletableFuture<Ack> future, boolean maybeStored) {
    assertThatThrownBy(future::join)
        .cause()
        .isInstanceOfSatisfying(
            ChatClosed.class, closed -> assertThat(closed.maybeStored()).isEqualTo(maybeStored));
  }
}
