package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.application.Overloaded;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private final LiveServer server = new LiveServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_message_reaches_everybody_in_the_room_with_all_its_members() throws IOException {
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob");
        var stranger = server.joined(2, "carol")) {
      assertThat(alice.json().path("content").asText()).isEqualTo("User bob has joined the chat");
      alice.send("{\"content\":\"hi é\",\"extra\":[1,{\"a\":2}]}");
      for (var reader : new RawClient[] {alice, bob}) {
        var message = reader.json();
        assertThat(message.toString())
            .isEqualTo(
                "{\"type\":\"message\",\"user_id\":"
                    + FakeChat.user("alice").id().value()
                    + ",\"username\":\"alice\",\"content\":\"hi é\","
                    + "\"timestamp\":\"2026-03-04T05:06:07.000Z\",\"id\":1000001,\"room_id\":1,"
                    + "\"seq\":1}");
      }
      stranger.send("only here");
      assertThat(stranger.json().path("content").asText()).isEqualTo("only here");
    }
  }

  @Test
  void somebody_who_is_on_another_node_already_is_shown_their_own_coming_alone()
      throws IOException {
    server.chat.elsewhere.add(FakeChat.user("alice"));
    try (var bob = server.joined(1, "bob");
        var phone = server.joined(1, "alice");
        var desk = new RawClient(server.port(), "/ws/1?token=desk-of-alice")) {
      desk.send("hello");
      for (var reader : new RawClient[] {bob, phone, desk}) {
        assertThat(reader.json().path("content").asText()).isEqualTo("hello");
      }
    }
  }

  @Test
  void what_is_posted_elsewhere_reaches_the_sockets() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      server.chat.say("bob", 1, "by REST");
      assertThat(alice.json().path("content").asText()).isEqualTo("by REST");
    }
  }

  @Test
  void somebody_with_two_tabs_joins_once_and_leaves_with_the_last() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      var first = server.joined(1, "bob");
      assertThat(alice.json().path("content").asText()).isEqualTo("User bob has joined the chat");
      var second = new RawClient(server.port(), "/ws/1?token=bob");
      await().until(() -> server.endpoint.connections() == 3);
      first.close();
      await().until(() -> server.endpoint.connections() == 2);
      alice.send("still here");
      assertThat(alice.json().path("content").asText()).isEqualTo("still here");
      second.close();
      assertThat(alice.json().path("content").asText()).isEqualTo("User bob has left the chat");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain words", "{hello", "[1,2", "\"open", "nul", "{\"content\":\"x\"} y"})
  void text_that_is_not_json_is_the_content(String text) throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send(text);
      assertThat(alice.json().path("content").asText()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[\"content\"]",
        "42",
        "true",
        "null",
        "\"hi\"",
        "{}",
        "{\"content\":null}",
        "{\"content\":{}}",
        "{\"content\":7}",
        "{\"content\":[\"hi\"]}",
        "{\"content\":\"  \"}",
        "",
        "   ",
        "{\"content\":\"\\ud800\"}",
        "{\"content\":\"nul \\u0000\"}",
        "{\"content\":\"hi\",\"client_id\":7}",
        "{\"content\":\"hi\",\"client_id\":\"\"}"
      })
  void other_json_and_bad_content_get_an_error_and_the_socket_stays_open(String text)
      throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send(text);
      var error = alice.json();
      assertThat(error.path("type").asText()).isEqualTo("error");
      assertThat(error.path("code").asText()).isEqualTo("invalid");
      assertThat(error.path("detail").asText()).isNotBlank();
      alice.send("still here");
      assertThat(alice.json().path("content").asText()).isEqualTo("still here");
    }
  }

  @Test
  void too_long_a_content_and_too_deep_a_json_are_invalid() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send("x".repeat(4_001));
      assertThat(alice.json().path("detail").asText()).contains("4000");
      alice.send("{\"content\":\"hi\",\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
      assertThat(alice.json().path("code").asText()).isEqualTo("invalid");
      alice.send("x".repeat(4_000));
      assertThat(alice.json().path("content").asText()).hasSize(4_000);
    }
  }

  @Test
  void a_client_id_makes_sending_again_safe_and_is_echoed_in_errors() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send("{\"content\":\"once\",\"client_id\":\"c1\"}");
      assertThat(alice.json().path("content").asText()).isEqualTo("once");
      alice.send("{\"content\":\"once\",\"client_id\":\"c1\"}");
      alice.send("{\"content\":\"other\",\"client_id\":\"c1\"}");
      var conflict = alice.json();
      assertThat(conflict.path("code").asText()).isEqualTo("client_id_conflict");
      assertThat(conflict.path("client_id").asText()).isEqualTo("c1");
      alice.send("{\"content\":\" \",\"client_id\":\"c2\"}");
      assertThat(alice.json().path("client_id").asText()).isEqualTo("c2");
    }
  }

  @Test
  void overload_and_a_store_that_is_away_are_told_with_a_pause() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      server.chat.laneFailure = new Overloaded("lane", Duration.ofMillis(750));
      alice.send("{\"content\":\"hi\",\"client_id\":\"c1\"}");
      var overloaded = alice.json();
      assertThat(overloaded.path("code").asText()).isEqualTo("overloaded");
      assertThat(overloaded.path("retry_after_ms").asInt()).isEqualTo(750);
      assertThat(overloaded.path("client_id").asText()).isEqualTo("c1");
      server.chat.laneFailure = new StoreUnavailable("jdbc:secret");
      alice.send("hi");
      var unavailable = alice.json();
      assertThat(unavailable.path("code").asText()).isEqualTo("unavailable");
      assertThat(unavailable.path("retry_after_ms").asInt()).isPositive();
      assertThat(unavailable.toString()).doesNotContain("secret");
      assertThat(unavailable.path("detail").asText()).startsWith("the database is away;");
      server.chat.laneFailure = new StoreUnavailable(Reason.FULL, "jdbc:secret");
      alice.send("hi");
      var full = alice.json();
      assertThat(full.path("code").asText()).isEqualTo("unavailable");
      assertThat(full.path("detail").asText())
          .isEqualTo("the disk of the database is full; a message may not have been stored");
      assertThat(full.path("retry_after_ms").asInt()).isEqualTo(5_000);
      server.chat.laneFailure = new IllegalStateException("a bug with secrets");
      alice.send("hi");
      var internal = alice.json();
      assertThat(internal.path("code").asText()).isEqualTo("internal");
      assertThat(internal.toString()).doesNotContain("secrets");
      server.chat.laneFailure = null;
      alice.send("well again");
      assertThat(alice.json().path("content").asText()).isEqualTo("well again");
    }
  }

  @Test
  void a_binary_frame_closes_with_1003_and_hurts_nobody_else() throws IOException {
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob")) {
      bob.send(true, RawClient.BINARY, new byte[] {1, 2, 3});
      bob.close(1003);
      assertThat(alice.json().path("content").asText()).isEqualTo("User bob has joined the chat");
      assertThat(alice.json().path("content").asText()).isEqualTo("User bob has left the chat");
      alice.send("still here");
      assertThat(alice.json().path("content").asText()).isEqualTo("still here");
    }
  }

  @Test
  void a_frame_of_70_kilobytes_closes_with_1009() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send(true, RawClient.TEXT, new byte[70_000]);
      alice.close(1009);
    }
    await().until(() -> server.chat.present(1) == 0);
  }

  @Test
  void a_message_too_long_over_all_its_frames_closes_with_1009() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send(false, RawClient.TEXT, new byte[40_000]);
      alice.send(false, RawClient.CONTINUATION, new byte[25_000]);
      alice.send(true, RawClient.CONTINUATION, new byte[537]);
      alice.close(1009);
    }
  }

  @Test
  void a_message_of_just_the_limit_is_read() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      var text = "{\"content\":\"hi\",\"x\":\"" + "y".repeat(65_536 - 23) + "\"}";
      assertThat(text).hasSize(65_536);
      alice.send(text);
      assertThat(alice.json().path("content").asText()).isEqualTo("hi");
    }
  }

  @Test
  void text_that_is_not_utf_8_closes_with_1007() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      alice.send(true, RawClient.TEXT, new byte[] {'h', (byte) 0xc3, (byte) 0x28});
      alice.close(1007);
    }
  }

  @Test
  void a_message_in_pieces_is_one_message_even_when_a_character_is_cut() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      var bytes = "größe 👋 hi".getBytes(StandardCharsets.UTF_8);
      alice.send(false, RawClient.TEXT, Arrays.copyOf(bytes, 3));
      alice.send(true, RawClient.PING, "between".getBytes(StandardCharsets.UTF_8));
      alice.send(false, RawClient.CONTINUATION, Arrays.copyOfRange(bytes, 3, 9));
      alice.send(true, RawClient.CONTINUATION, Arrays.copyOfRange(bytes, 9, bytes.length));
      var pong = alice.receive();
      assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
      assertThat(new String(pong.payload(), StandardCharsets.UTF_8)).isEqualTo("between");
      assertThat(alice.json().path("content").asText()).isEqualTo("größe 👋 hi");
    }
  }

  @Test
  void one_byte_at_a_time_is_read_as_well() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      for (byte octet :
          RawClient.frame(true, RawClient.TEXT, "slowly".getBytes(StandardCharsets.UTF_8))) {
        alice.sendBytes(new byte[] {octet});
      }
      assertThat(alice.json().path("content").asText()).isEqualTo("slowly");
    }
  }

  @Test
  void an_unmasked_frame_is_a_protocol_error_for_its_sender_alone() throws IOException {
    try (var alice = server.joined(1, "alice");
        var bob = server.joined(1, "bob")) {
      bob.sendBytes(new byte[] {(byte) 0x81, 2, 'h', 'i'});
      bob.close(1002);
      alice.send("still here");
      var seen = new ArrayList<String>();
      while (!seen.contains("still here")) {
        seen.add(alice.json().path("content").asText());
      }
    }
    await().until(() -> server.chat.present(1) == 0);
  }

  @Test
  void what_one_client_says_keeps_its_order() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      var texts = FakeChat.numbered("m", 500);
      var all = new ByteArrayOutputStream();
      for (var text : texts) {
        all.write(RawClient.frame(true, RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8)));
      }
      alice.sendBytes(all.toByteArray());
      var seen = new ArrayList<String>();
      while (seen.size() < texts.size()) {
        seen.add(alice.json().path("content").asText());
      }
      assertThat(seen).isEqualTo(texts);
    }
  }

  @Test
  void a_flood_is_slowed_down_instead_of_kept() throws IOException {
    try (var alice = server.joined(1, "alice")) {
      server.chat.laneOpen.acquireUninterruptibly();
      var burst = new ByteArrayOutputStream();
      for (var text : FakeChat.numbered("m", 300)) {
        burst.write(RawClient.frame(true, RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8)));
      }
      alice.sendBytes(burst.toByteArray());
      int bound = SocketSettings.DEFAULTS.unfinishedSends();
      await().until(() -> server.chat.offered.get() == bound);
      await()
          .during(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(2))
          .until(() -> server.chat.offered.get() == bound);
      server.chat.laneOpen.release();
      for (int i = 0; i < 300; i++) {
        assertThat(alice.json().path("content").asText()).isEqualTo("m" + i);
      }
    }
  }

  @Test
  void the_jdk_client_talks_and_closes_in_good_order() throws Exception {
    var received = new LinkedBlockingQueue<String>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            AsyncApi.published().checkReceived(data.toString());
            received.add(data.toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            received.add("closed " + code);
            return CompletableFuture.completedStage(null);
          }
        };
    var socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + server.port() + "/ws/1?token=alice"), listener)
            .get(5, TimeUnit.SECONDS);
    assertThat(received.poll(5, TimeUnit.SECONDS)).contains("has joined");
    socket.sendText("{\"content\":\"hi\"}", true).get(5, TimeUnit.SECONDS);
    assertThat(received.poll(5, TimeUnit.SECONDS)).contains("\"content\":\"hi\"");
    socket.sendClose(1000, "bye").get(5, TimeUnit.SECONDS);
    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 1000");
    await().until(() -> server.endpoint.connections() == 0 && server.chat.present(1) == 0);
  }

  @Test
  void a_member_that_cannot_join_is_told_to_come_back() throws IOException {
    server.chat.joinFailure = new StoreUnavailable("away");
    try (var client = new RawClient(server.port(), "/ws/1?token=alice")) {
      client.close(1013);
    }
    await().until(() -> server.endpoint.connections() == 0 && server.chat.subscriptions() == 0);
  }
}
