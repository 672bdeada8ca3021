package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Somebody who says one thing after the other, on a thread of their own: by REST each again and
 * again under one {@code client_id} until it is acknowledged, and in between over a socket, where
 * nothing is.
 */
final class Talker {
  private final Whereabouts server;
  private final Ledger ledger;
  private final String token;
  private final long room;
  private final String name;
  private volatile boolean finishing;
  private volatile RoomSocket socket;
  private CompletableFuture<Void> talking;

  Talker(Whereabouts server, Ledger ledger, Caller who, long room, String name) {
    this.server = server;
    this.ledger = ledger;
    this.token = who.token();
    this.room = room;
    this.name = name;
  }

  Talker start() {
    talking = CompletableFuture.runAsync(this::talk, work -> new Thread(work, name).start());
    return this;
  }

  /** A new socket; the one before is gone, or soon will be. */
  RoomSocket join() {
    var joined = RoomSocket.join(new Caller(server.await()).with(token), room);
    socket = joined;
    return joined;
  }

  /**
   * Ends when what is being said has been acknowledged, and what was said over the socket has been
   * stored or refused: a last message over it has come back.
   */
  void finish() throws InterruptedException {
    finishing = true;
    try {
      talking.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(name + " could not finish", e);
    }
    var goodbye = name + " says goodbye";
    sayOverTheSocket(goodbye);
    await().atMost(Duration.ofSeconds(60)).until(() -> socket.contents().contains(goodbye));
  }

  private void talk() {
    for (int i = 1; !finishing; i++) {
      sayUntilAcknowledged(name + " by REST " + i);
      sayOverTheSocket(name + " over a socket " + i);
    }
  }

  private void sayUntilAcknowledged(String content) {
    ledger.sending(content);
    var message = Map.of("content", content, "client_id", content.replace(' ', '-'));
    while (true) {
      var caller = new Caller(server.await()).with(token);
      try {
        var answer = caller.post("/api/chat/rooms/" + room + "/messages", message);
        if (answer.status() == 201) {
          ledger.acknowledged(content, answer.body());
          return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
      } catch (UncheckedIOException gone) {
        // Whether it was stored is unknown, which is what the client_id is for.
      }
    }
  }

  private void sayOverTheSocket(String content) {
    var open = socket;
    if (open != null) {
      ledger.sending(content);
      try {
        open.say(content);
      } catch (CompletionException gone) {
        // It may have been stored all the same.
      }
    }
  }
}
