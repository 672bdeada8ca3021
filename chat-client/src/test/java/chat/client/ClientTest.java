package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.client.event.ConnectionEvent;
import chat.client.event.LoggedEvent;
import chat.client.event.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A client and a server that does what the test says. */
abstract class ClientTest {
  static final Credentials ALICE = Credentials.of("alice", "correct horse");

  final ScriptedServer server = new ScriptedServer();
  final List<ConnectionEvent> connection = new CopyOnWriteArrayList<>();
  final List<RoomEvent> events = new CopyOnWriteArrayList<>();
  private final List<ChatClient> clients = new ArrayList<>();

  @AfterEach
  void close_everything() {
    clients.forEach(ChatClient::close);
    server.close();
  }

  ChatClient.Builder builder(Credentials credentials) {
    return ChatClient.builder(server.address(), credentials)
        .onConnection(connection::add)
        .reconnectDelay(Duration.ofMillis(10), Duration.ofMillis(100))
        .closeTimeout(Duration.ofMillis(200));
  }

  ChatClient connect() {
    return connect(builder(ALICE));
  }

  ChatClient connect(ChatClient.Builder builder) {
    var client = builder.connect();
    clients.add(client);
    return client;
  }

  /** The numbers of the logged events that the listener got. */
  List<Long> seqs() {
    return events.stream()
        .filter(LoggedEvent.class::isInstance)
        .map(event -> ((LoggedEvent) event).seq())
        .toList();
  }

  <E> List<E> eventsOf(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <E> E awaitConnection(Class<E> type) {
    return await()
        .until(
            () -> connection.stream().filter(type::isInstance).map(type::cast).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  <E> E awaitEvent(Class<E> type) {
    return await().until(() -> eventsOf(type), found -> !found.isEmpty()).get(0);
  }

  void awaitSeqs(Long... expected) {
    await().untilAsserted(() -> assertThat(seqs()).containsExactly(expected));
  }
}
