package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.wire.RecordingSocket;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a room with many chat.v1 clients reads from the log. */
class ManySeatsTest {
  private static final int SEATS = 1_000;

  private final RealChat chat = new RealChat();
  private final Endpoint endpoint =
      new Endpoint(
          SocketSettings.DEFAULTS,
          new Limits(LimitSettings.OFF),
          new OpenSockets(Clock.systemUTC()),
          chat.useCases());
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final Hub hub = endpoint.newHub(loop);
  private final RoomId room = chat.room();

  @BeforeEach
  void open() {
    endpoint.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    endpoint.close();
    loop.shutdownNow();
    chat.close();
  }

  private record Client(RecordingSocket socket, Connection connection) {
    /** How many frames of that type it has read. */
    long count(String type) {
      while (socket.end()) {
        connection.mailbox().written();
      }
      return socket.texts().stream()
          .filter(text -> text.startsWith("{\"type\":\"" + type + "\""))
          .count();
    }
  }

  private Client client(String join) {
    var socket = new RecordingSocket();
    var token = new SignedToken(chat.token());
    var claims = endpoint.useCases().authenticate().authenticate(token).orElseThrow();
    var connection = endpoint.v1(null, claims, socket, hub);
    connection.opened();
    connection.text(ByteBuffer.wrap(join.getBytes(StandardCharsets.UTF_8)), true);
    return new Client(socket, connection);
  }

  private static void awaitEach(List<Client> clients, String type, int count) {
    await().until(() -> clients.stream().allMatch(client -> client.count(type) == count));
  }

  @Test
  void a_thousand_seats_that_join_from_now_on_and_miss_an_event_cost_two_reads() {
    var author = chat.registered();
    chat.post(author, room, "before");
    int before = chat.reads();
    var fromNowOn = "{\"type\":\"join\",\"room_id\":" + room.value() + "}";
    var clients = new ArrayList<Client>();
    for (int i = 0; i < SEATS; i++) {
      clients.add(client(fromNowOn));
    }
    awaitEach(clients, "joined", 1);
    // The room's head, for the first of them.
    assertThat(chat.reads() - before).isEqualTo(1);

    chat.loseFromTheFeed(RoomEvent.Posted.class::isInstance);
    chat.post(author, room, "lost");
    chat.loseFromTheFeed(event -> false);
    chat.post(author, room, "delivered");
    awaitEach(clients, "message", 2);
    assertThat(chat.reads() - before).isEqualTo(2);
    clients.forEach(client -> client.connection().gone());
  }

  @Test
  void a_client_that_comes_back_to_a_followed_room_and_has_everything_costs_no_read() {
    var author = chat.registered();
    chat.post(author, room, "one");
    var position =
        "{\"type\":\"join\",\"room_id\":%d,\"after_seq\":1,\"epoch\":\"e7\"}"
            .formatted(room.value());
    var first = client(position);
    awaitEach(List.of(first), "joined", 1);
    int before = chat.reads();
    var second = client(position);
    awaitEach(List.of(second), "joined", 1);
    chat.post(author, room, "two");
    awaitEach(List.of(first, second), "message", 1);
    assertThat(chat.reads()).isEqualTo(before);
    first.connection().gone();
    second.connection().gone();
  }
}
