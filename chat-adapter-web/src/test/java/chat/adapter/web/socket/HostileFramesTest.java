package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.socket.wire.FrameParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that no honest client sends, over a real network and without limits of their number. */
class HostileFramesTest {
  private final LiveServer server = new LiveServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "82, 5, 1003",
    "02, 1, 1003",
    "81, 65537, 1009",
    "01, 4611686018427387904, 1009",
  })
  void a_frame_is_closed_at_its_header_though_its_payload_never_comes(
      String first, long size, int code) throws IOException {
    try (var client = server.joined(1, "alice")) {
      var header = ByteBuffer.allocate(14).put((byte) Integer.parseInt(first, 16)).put((byte) 0xFF);
      client.sendBytes(header.putLong(size).putInt(0).array());

      client.close(code);

      assertThat(client.ended()).isTrue();
    }
    await().until(() -> server.endpoint.connections() == 0);
  }

  @Test
  void a_message_in_countless_frames_is_closed() throws IOException {
    try (var client = server.joined(1, "alice")) {
      client.send(false, RawClient.TEXT, new byte[0]);
      for (int i = 0; i < FrameParser.MAX_FRAMES_OF_MESSAGE; i++) {
        client.send(false, RawClient.CONTINUATION, new byte[0]);
      }

      assertThat(client.close(1009).reason()).isEqualTo("at most 1024 frames");
    }
  }

  @Test
  void nothing_after_a_refused_frame_is_said() throws IOException {
    try (var witness = server.joined(1, "witness");
        var client = server.joined(1, "alice")) {
      client.send(true, RawClient.BINARY, new byte[] {1});
      client.send(true, RawClient.TEXT, "too late".getBytes(StandardCharsets.UTF_8));
      client.close(1003);
      await().until(() -> server.chat.present(1) == 1);
      witness.send("done");

      var heard = new ArrayList<String>();
      while (!heard.contains("done")) {
        heard.add(witness.json().path("content").asText());
      }
      assertThat(heard).doesNotContain("too late");
    }
  }

  @ParameterizedTest
  @CsvSource({"9, 125", "10, 0"})
  void a_flood_without_an_end_leaves_the_others_their_turns(int opcode, int size)
      throws IOException {
    var frame = RawClient.frame(true, opcode, new byte[size]);
    var burst = ByteBuffer.allocate(1_000 * frame.length);
    while (burst.hasRemaining()) {
      burst.put(frame);
    }
    var flooders = new ArrayList<RawClient>();
    var floods = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 4; i++) {
      var flooder = new RawClient(server.port(), "/ws/1?token=flooder" + i);
      flooders.add(flooder);
      floods.add(CompletableFuture.runAsync(() -> flood(flooder, burst.array()), threads));
    }
    try (var other = server.joined(2, "other")) {
      for (var text : FakeChat.numbered("m", 50)) {
        other.send(text);
        assertThat(other.json().path("content").asText()).isEqualTo(text);
      }
      // It went on all the while.
      assertThat(floods).noneMatch(CompletableFuture::isDone);
    }
    for (var flooder : flooders) {
      flooder.abort();
    }
    await().until(() -> server.endpoint.connections() == 0);
  }

  private static void flood(RawClient client, byte[] burst) {
    try {
      while (true) {
        client.sendBytes(burst);
      }
    } catch (IOException ended) {
      // The test has seen enough.
    }
  }
}
