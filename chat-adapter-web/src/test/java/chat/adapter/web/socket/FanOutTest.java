package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import chat.testkit.message.LossyRoomFeed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutTest {
  /** How many notices about one person come at once. */
  private static final int BURST = 4;

  private final RealChat application = new RealChat();
  private final LiveServer server = new LiveServer(application);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.close();
    application.close();
    threads.shutdownNow();
  }

  @Test
  void each_of_20_sockets_in_5_rooms_sees_every_message_of_10_senders_once_and_in_order()
      throws Exception {
    talkInRooms(application, server);
  }

  @Test
  void the_same_holds_over_a_feed_that_loses_repeats_delays_and_reorders() throws Exception {
    var lossy = new LossyRoomFeed(2, LossyRoomFeed.Faults.OUT_OF_ORDER);
    try (var chat = new RealChat(lossy);
        var served = new LiveServer(chat)) {
      talkInRooms(chat, served);
    }
  }

  private void talkInRooms(RealChat application, LiveServer server) throws Exception {
    int rooms = 5;
    int sockets = 20;
    int senders = 10;
    int each = 30;
    int all = senders * each;
    var clients = new ArrayList<List<RawClient>>();
    for (int room = 0; room < rooms; room++) {
      var path = "/ws/" + application.room().value() + "?token=";
      var inRoom = new ArrayList<RawClient>();
      for (int i = 0; i < sockets; i++) {
        var client = new RawClient(server.port(), path + application.token());
        assertThat(client.json().path("content").asText()).endsWith("has joined the chat");
        inRoom.add(client);
      }
      clients.add(inRoom);
    }
    var readers = new ArrayList<CompletableFuture<List<Long>>>();
    for (var inRoom : clients) {
      for (var client : inRoom) {
        readers.add(CompletableFuture.supplyAsync(() -> seqs(client, all), threads));
      }
    }
    for (var inRoom : clients) {
      for (var sender : inRoom.subList(0, senders)) {
        threads.execute(
            () -> {
              try {
                for (var text : FakeChat.numbered("m", each)) {
                  sender.send(text);
                }
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              }
            });
      }
    }
    var expected = LongStream.rangeClosed(1, all).boxed().toList();
    for (var reader : readers) {
      assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
    }
    for (var inRoom : clients) {
      for (var client : inRoom) {
        client.close();
      }
    }
  }

  private static List<Long> seqs(RawClient client, int count) {
    var seqs = new ArrayList<Long>();
    try {
      while (seqs.size() < count) {
        var event = client.json();
        if (event.path("type").asText().equals("message")) {
          seqs.add(event.path("seq").asLong());
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return seqs;
  }

  @Test
  void of_a_flood_of_joins_and_leaves_a_bystander_gets_a_few_and_the_last() throws Exception {
    var room = application.room();
    var mallory = application.registered();
    var joined = new RoomEvent.Joined(room, mallory);
    var left = new RoomEvent.Left(room, mallory);
    try (var plain =
            new RawClient(server.port(), "/ws/" + room.value() + "?token=" + application.token());
        var v1 = RawClient.v1(server.port(), application.token())) {
      assertThat(plain.json().path("content").asText()).endsWith("has joined the chat");
      v1.send("{\"type\":\"join\",\"room_id\":" + room.value() + "}");
      v1.frame("joined");
      long began = System.nanoTime();
      for (int i = 0; i < 10_000; i++) {
        application.publish(joined);
        application.publish(left);
      }
      application.post(application.registered(), room, "over");

      var name = mallory.username().value();
      int notices = 0;
      for (var frame = plain.json(); !isMessage(frame); frame = plain.json()) {
        notices += frame.path("content").asText().contains(name) ? 1 : 0;
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      assertThat(notices).isBetween(1, BURST + (int) seconds + 1);

      // Nobody does anything after it, and what was withheld before must not come last.
      application.publish(joined);
      var here = "User " + name + " has joined the chat";
      while (!plain.json().path("content").asText().equals(here)) {
        // What was withheld when the flood ended.
      }
      while (!v1.frame("presence").path("status").asText().equals("online")) {
        // Likewise; a repeat of an earlier status harms nobody.
      }
    }
  }

  private static boolean isMessage(JsonNode frame) {
    return frame.path("type").asText().equals("message");
  }
}
