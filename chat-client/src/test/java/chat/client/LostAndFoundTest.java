package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.client.ScriptedServer.Peer;
import chat.client.event.MessagePosted;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that keeps its log, and does everything else as badly as chance has it. */
class LostAndFoundTest extends ClientTest {
  private static final int MESSAGES = 300;

  /** What the room has, by client_id; the first is number 1. */
  private final Map<String, String> log = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everything_is_stored_once_and_told_once_in_order(long seed) {
    var random = new Random(seed);
    server.hello.put("heartbeat_ms", 200);
    server.onPeer = peer -> converse(peer, random);
    var client =
        connect(builder(ALICE).resendAfter(Duration.ofMillis(50)).maxInFlight(8).eventBuffer(4));
    client.join(1, new Position(0, "e1"), events::add);
    var futures = new ArrayList<CompletableFuture<Ack>>();
    for (int i = 0; i < MESSAGES; i++) {
      futures.add(client.send(1, "message " + i, "c-" + i));
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> futures.stream().allMatch(CompletableFuture::isDone));
    var contents = new ArrayList<String>();
    synchronized (log) {
      contents.addAll(log.values());
    }
    assertThat(contents).hasSize(MESSAGES).doesNotHaveDuplicates();
    for (var future : futures) {
      var ack = future.join();
      assertThat(contents.get((int) ack.seq() - 1))
          .isEqualTo("message " + ack.clientId().substring(2));
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> seqs().size() >= MESSAGES);
    assertThat(seqs()).isEqualTo(LongStream.rangeClosed(1, MESSAGES).boxed().toList());
    assertThat(eventsOf(MessagePosted.class))
        .extracting(MessagePosted::content)
        .isEqualTo(contents);
  }

  private void converse(Peer peer, Random random) {
    try {
      boolean joined = false;
      while (true) {
        var frame = Json.read(peer.read());
        var type = frame.path("type").asText();
        if (type.equals("join")) {
          joined = true;
          tell(peer, random, frame.path("after_seq").asLong());
        } else if (type.equals("leave")) {
          joined = false;
          peer.send("{'type':'left','room_id':1}");
        } else if (type.equals("send")) {
          if (!store(peer, frame, joined, random)) {
            return;
          }
        } else {
          int head;
          synchronized (log) {
            head = log.size();
          }
          peer.send("{'type':'pong','rooms':{'1':%d}}".formatted(joined ? head : 0));
        }
      }
    } catch (IOException gone) {
      // The next one goes on.
    }
  }

  private void tell(Peer peer, Random random, long after) {
    List<String> contents;
    synchronized (log) {
      contents = List.copyOf(log.values());
    }
    peer.joined(1, contents.size());
    for (long seq = after + 1; seq <= contents.size(); seq++) {
      event(peer, random, seq, contents.get((int) seq - 1));
    }
  }

  /** An event, or none, or two. */
  private static void event(Peer peer, Random random, long seq, String content) {
    int chance = random.nextInt(60);
    if (chance > 0) {
      peer.send(Peer.messageFrame(1, seq, content));
    }
    if (chance == 1) {
      peer.send(Peer.messageFrame(1, seq, content));
    }
  }

  private boolean store(Peer peer, JsonNode send, boolean joined, Random random) {
    int chance = random.nextInt(40);
    if (chance == 0) {
      peer.cut();
      return false;
    }
    if (chance == 1) {
      peer.refuse(send, random.nextBoolean() ? "overloaded" : "unavailable", 5);
      return true;
    }
    long seq;
    boolean isNew;
    var clientId = send.get("client_id").asText();
    var content = send.get("content").asText();
    synchronized (log) {
      isNew = log.putIfAbsent(clientId, content) == null;
      seq = new ArrayList<>(log.keySet()).indexOf(clientId) + 1L;
    }
    switch (chance) {
      case 2 -> peer.cut();
      case 3 -> peer.cutWithin(Peer.messageFrame(1, seq, content));
      case 4 -> peer.close(1012, "{'retry_after_ms':5}");
      case 5 -> {
        // No answer, and no event.
        return true;
      }
      default -> {
        peer.ack(send, seq);
        if (chance == 6) {
          peer.ack(send, seq);
        }
        if (joined && isNew) {
          event(peer, random, seq, content);
        }
        return true;
      }
    }
    return false;
  }
}
