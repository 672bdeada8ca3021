package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.domain.message.RoomEvent;
import chat.testkit.message.LossyRoomFeed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that go away and come back: everything once, in order. */
class ResumingTest {
  private final RealChat application = new RealChat();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LiveServer server = new LiveServer(application, LimitSettings.OFF);

  @AfterEach
  void stop() {
    server.close();
    application.close();
    threads.shutdownNow();
  }

  private void restartWith(SocketSettings settings) {
    server.close();
    server = new LiveServer(application, settings, LimitSettings.OFF);
  }

  private static String join(long room, long afterSeq) {
    return "{\"type\":\"join\",\"room_id\":%d,\"after_seq\":%d,\"epoch\":\"e7\"}"
        .formatted(room, afterSeq);
  }

  @Test
  void whoever_comes_back_again_and_again_while_ten_write_sees_everything_once() throws Exception {
    comeBackAgainAndAgain(application, server);
  }

  @Test
  void the_same_holds_over_a_feed_that_loses_repeats_delays_and_reorders() throws Exception {
    var lossy = new LossyRoomFeed(1, LossyRoomFeed.Faults.OUT_OF_ORDER);
    try (var chat = new RealChat(lossy);
        var served = new LiveServer(chat, LimitSettings.OFF)) {
      comeBackAgainAndAgain(chat, served);
    }
  }

  private void comeBackAgainAndAgain(RealChat application, LiveServer server) throws Exception {
    int writers = 10;
    long each = 200;
    int readers = 8;
    var room = application.room();
    var written = new ArrayList<Future<?>>();
    for (int i = 0; i < writers; i++) {
      var author = application.registered();
      written.add(
          threads.submit(
              () -> {
                for (int n = 0; n < each; n++) {
                  application.post(author, room, "m" + n);
                }
              }));
    }
    var read = new ArrayList<Future<List<Long>>>();
    for (int i = 0; i < readers; i++) {
      read.add(threads.submit(reader(application, server, room.value(), i, writers * each)));
    }
    for (var writer : written) {
      writer.get(30, TimeUnit.SECONDS);
    }

    var all = LongStream.rangeClosed(1, writers * each).boxed().toList();
    for (var reader : read) {
      assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(all);
    }
  }

  /** Reads up to a number, over many connections, each dropped after some frames. */
  private static Callable<List<Long>> reader(
      RealChat application, LiveServer server, long room, long seed, long until) {
    return () -> {
      var random = new SplittableRandom(seed);
      var token = application.token();
      var seqs = new ArrayList<Long>();
      while (seqs.isEmpty() || seqs.get(seqs.size() - 1) < until) {
        var client = RawClient.v1(server.port(), token);
        client.send(join(room, seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1)));
        int frames = random.nextInt(1, 300);
        while (frames-- > 0 && (seqs.isEmpty() || seqs.get(seqs.size() - 1) < until)) {
          seqs.add(client.frame("message").path("seq").asLong());
        }
        client.abort();
      }
      return seqs;
    };
  }

  @Test
  void rooms_that_are_resumed_together_over_one_socket_are_told_whole() throws Exception {
    int rooms = 20;
    int each = 300;
    var author = application.registered();
    var ids = new ArrayList<Long>();
    for (int i = 0; i < rooms; i++) {
      var room = application.room();
      ids.add(room.value());
      for (int n = 0; n < each; n++) {
        application.post(author, room, "m" + n);
      }
    }
    try (var client = RawClient.v1(server.port(), application.token())) {
      for (long room : ids) {
        client.send(join(room, 0));
      }
      var seen = new ArrayList<List<Long>>();
      ids.forEach(room -> seen.add(new ArrayList<>()));
      for (int i = 0; i < rooms * each; i++) {
        var message = client.frame("message");
        seen.get(ids.indexOf(message.path("room_id").asLong())).add(message.path("seq").asLong());
      }
      assertThat(seen)
          .allSatisfy(
              seqs -> assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, each).boxed().toList()));
    }
  }

  @Test
  void a_replay_goes_no_faster_than_it_is_read_and_keeps_nothing() throws Exception {
    var room = application.room();
    var author = application.registered();
    int count = 2_000;
    for (int n = 0; n < count; n++) {
      application.post(author, room, "x".repeat(4_000));
    }
    long left = server.endpoint.waitingBytes();
    assertThat(left).isZero();
    try (var client =
        new RawClient(
            server.port(),
            8_192,
            "/ws?token=" + application.token(),
            "Sec-WebSocket-Protocol: chat.v1")) {
      client.send(join(room.value(), 0));
      client.frame("joined");
      // 8 MB are to be told; what the kernel doesn't take of the first pages is all that waits.
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.endpoint.waitingBytes() < 400_000);
      for (long seq = 1; seq <= count; seq++) {
        assertThat(client.frame("message").path("seq").asLong()).isEqualTo(seq);
      }
    }
  }

  @Test
  void a_feed_that_leaves_something_out_is_mended_from_the_log() throws Exception {
    var room = application.room();
    var author = application.registered();
    try (var client = RawClient.v1(server.port(), application.token())) {
      client.send("{\"type\":\"join\",\"room_id\":" + room.value() + "}");
      client.frame("joined");
      application.loseFromTheFeed(RoomEvent.Posted.class::isInstance);
      application.post(author, room, "lost");
      application.post(author, room, "lost as well");
      application.loseFromTheFeed(event -> false);
      application.post(author, room, "told");
      assertThat(seqs(client, 3)).containsExactly(1L, 2L, 3L);
      application.post(author, room, "told, too");
      assertThat(seqs(client, 1)).containsExactly(4L);
    }
  }

  @Test
  void a_plain_socket_gets_what_the_feed_left_out_in_order() throws Exception {
    var room = application.room();
    var author = application.registered();
    try (var client =
        new RawClient(server.port(), "/ws/" + room.value() + "?token=" + application.token())) {
      assertThat(client.json().path("content").asText()).endsWith("has joined the chat");
      application.loseFromTheFeed(RoomEvent.Posted.class::isInstance);
      application.post(author, room, "lost");
      application.post(author, room, "lost as well");
      application.loseFromTheFeed(event -> false);
      application.post(author, room, "delivered");
      assertThat(seqs(client, 3)).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void a_store_that_is_away_delays_a_replay_and_loses_nothing_of_it() throws Exception {
    var room = application.room();
    var author = application.registered();
    for (int n = 0; n < 2_000; n++) {
      application.post(author, room, "x".repeat(4_000));
    }
    try (var client =
        new RawClient(
            server.port(),
            8_192,
            "/ws?token=" + application.token(),
            "Sec-WebSocket-Protocol: chat.v1")) {
      client.send(join(room.value(), 0));
      assertThat(client.frame("message").path("seq").asLong()).isEqualTo(1);
      application.storeIsAway(true);
      client.send("{\"type\":\"send\",\"room_id\":1,\"client_id\":\"c\",\"content\":\"hi\"}");
      var frames = new ArrayList<JsonNode>();
      do {
        frames.add(client.json());
      } while (!frames.get(frames.size() - 1).path("type").asText().equals("error"));
      assertThat(frames.get(frames.size() - 1).path("code").asText()).isEqualTo("unavailable");
      application.storeIsAway(false);
      for (long seq = 1L + frames.size(); seq <= 2_000; seq++) {
        assertThat(client.frame("message").path("seq").asLong()).isEqualTo(seq);
      }
    }
  }

  @Test
  void a_join_while_the_store_is_away_can_be_tried_again() throws Exception {
    var room = application.room();
    try (var client = RawClient.v1(server.port(), application.token())) {
      application.storeIsAway(true);
      client.send(join(room.value(), 0));
      var error = client.frame("error");
      assertThat(error.path("code").asText()).isEqualTo("unavailable");
      assertThat(error.path("frame").asText()).isEqualTo("join");
      application.storeIsAway(false);
      client.send(join(room.value(), 0));
      assertThat(client.frame("joined").path("online").asInt()).isEqualTo(1);
    }
  }

  @Test
  void a_slow_reader_is_closed_and_finds_everything_when_it_comes_back() throws Exception {
    restartWith(LiveServer.mailbox(65_536));
    var room = application.room();
    var author = application.registered();
    var token = application.token();
    var slow =
        new RawClient(
            server.port(), 4_096, "/ws?token=" + token, "Sec-WebSocket-Protocol: chat.v1");
    slow.send(join(room.value(), 0));
    slow.frame("joined");
    int count = 0;
    // What the kernel takes for a client that doesn't read differs from machine to machine.
    while (server.endpoint.connections() > 0 && count < 20_000) {
      application.post(author, room, "x".repeat(4_000));
      count++;
    }
    long position = 0;
    try {
      while (true) {
        position = slow.frame("message").path("seq").asLong();
      }
    } catch (IOException closed) {
      // With 4008, or without a word: it was dropped for not reading the close frame either.
      assertThat(position).isLessThan(count);
    }
    slow.close();
    try (var back = RawClient.v1(server.port(), token)) {
      back.send(join(room.value(), position));
      assertThat(seqs(back, (int) (count - position)))
          .isEqualTo(LongStream.rangeClosed(position + 1, count).boxed().toList());
    }
  }

  @Test
  void whose_position_was_never_reached_starts_over() throws Exception {
    var room = application.room();
    var author = application.registered();
    application.post(author, room, "one");
    try (var client = RawClient.v1(server.port(), application.token())) {
      client.send(join(room.value(), 2));
      assertThat(client.json().path("reason").asText()).isEqualTo("ahead");
      var joined = client.json();
      assertThat(joined.path("type").asText()).isEqualTo("joined");
      assertThat(joined.path("seq").asLong()).isEqualTo(1);
      application.post(author, room, "two");
      assertThat(seqs(client, 1)).containsExactly(2L);
    }
  }

  private static List<Long> seqs(RawClient client, int count) throws IOException {
    var seqs = new ArrayList<Long>();
    while (seqs.size() < count) {
      seqs.add(client.frame("message").path("seq").asLong());
    }
    return seqs;
  }
}
