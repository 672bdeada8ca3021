package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.connection.Budgets;
import chat.adapter.web.connection.Patience;
import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.connection.SocketSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send or take next to nothing: they cost no thread, little memory, and end. */
class SlowClientsTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final Budgets LARGE =
      new Budgets(10_000, 64 * MEBIBYTE, 64 * MEBIBYTE, 512 * MEBIBYTE);

  /** More than the server has threads. */
  private static final int CLIENTS = 100;

  private static final String SLOW_BODY =
      "POST /api/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: 8192\r\n\r\n{\"username\":\"";

  /** On a busy machine a test may take longer than a client may. */
  private static final Patience ENDLESS = patience(Duration.ofHours(1), Duration.ofHours(1));

  private final FakeChat chat = new FakeChat();
  private final List<SlowClient> clients = new ArrayList<>();
  private WebServer server = started(LARGE, ENDLESS);

  @AfterEach
  void stop() {
    clients.forEach(SlowClient::close);
    server.close();
    chat.close();
  }

  private WebServer started(Budgets budgets, Patience patience) {
    var started =
        new WebServer(
            new WebSettings(
                "127.0.0.1",
                0,
                Set.of(),
                Set.of(),
                "1.2.3",
                SocketSettings.DEFAULTS,
                LimitSettings.OFF.with(Limit.CONNECTIONS_OF_ADDRESS, 1_000)),
            new OpenSockets(Clock.systemUTC()),
            chat.useCases(),
            budgets,
            patience);
    started.start();
    return started;
  }

  private void restart(Budgets budgets, Patience patience) {
    server.close();
    server = started(budgets, patience);
  }

  @Test
  void readers_that_do_not_read_a_file_hold_no_thread() {
    for (int i = 0; i < CLIENTS; i++) {
      client().send(get("/api/docs/swagger-ui-bundle.js", "")).awaitFirstByte();
    }

    awaitWaitingAnswers();
    assertOthersAreServed();
    // What is in memory once costs nothing more for each reader.
    assertThat(server.connections().waitingBytes()).isZero();
  }

  @Test
  void readers_that_do_not_read_history_hold_no_thread() {
    var token = api().loggedIn("alice");
    var page = longHistory(token);

    for (int i = 0; i < CLIENTS; i++) {
      client().send(get(page, token)).awaitFirstByte();
    }

    awaitWaitingAnswers();
    assertOthersAreServed();
    clients.forEach(SlowClient::close);
    await().untilAsserted(() -> assertThat(server.connections().waitingBytes()).isZero());
  }

  /** A client may have the first byte before the server knows that the others have to wait. */
  private void awaitWaitingAnswers() {
    await()
        .untilAsserted(() -> assertThat(server.connections().waitingAnswers()).isEqualTo(CLIENTS));
  }

  @Test
  void answers_that_nobody_takes_stay_within_their_budget_and_the_latest_is_served() {
    restart(new Budgets(10_000, MEBIBYTE, MEBIBYTE, 8 * MEBIBYTE), ENDLESS);
    var token = api().loggedIn("alice");
    var page = longHistory(token);

    for (int i = 0; i < 20; i++) {
      client("127.0.0." + (2 + i % 2)).send(get(page, token)).awaitFirstByte();
      assertThat(server.connections().waitingBytes()).isLessThanOrEqualTo(8 * MEBIBYTE);
    }

    assertThat(clients.get(0).readToEnd()).doesNotEndWith("]");
    assertThat(api().get(page, token).json().size()).isEqualTo(100);
  }

  @Test
  void a_client_that_takes_nothing_is_cut_off() {
    restart(LARGE, patience(Duration.ofMinutes(1), Duration.ofSeconds(1)));
    client().send(get("/api/docs/swagger-ui-bundle.js", "")).awaitFirstByte();

    await().untilAsserted(() -> assertThat(server.connections().open()).isZero());
  }

  @Test
  void bodies_that_are_half_sent_stay_within_their_budget() {
    restart(new Budgets(10_000, MEBIBYTE, MEBIBYTE, MEBIBYTE), ENDLESS);

    for (int i = 0; i < CLIENTS; i++) {
      client("127.0.0." + (2 + i / 16)).send(SLOW_BODY + "a".repeat(8_000));
    }

    assertThat(clients.get(0).readToEnd()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
    assertThat(server.connections().waitingBytes()).isLessThanOrEqualTo(MEBIBYTE);
    assertOthersAreServed();
    clients.forEach(SlowClient::close);
    await().untilAsserted(() -> assertThat(server.connections().waitingBodies()).isZero());
    assertThat(server.connections().waitingBytes()).isZero();
  }

  @Test
  void an_address_that_fills_the_budget_gets_no_more_connections_and_others_do() {
    restart(new Budgets(10_000, MEBIBYTE, MEBIBYTE, MEBIBYTE), ENDLESS);

    var first = client("127.0.0.2").send(SLOW_BODY + "a".repeat(8_000));
    while (!first.hasAnswer()) {
      client("127.0.0.2").send(SLOW_BODY + "a".repeat(8_000));
      // Each body waits, until there is one more than the budget allows.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> server.connections().waitingBodies() == clients.size() || first.hasAnswer());
    }

    assertThat(client("127.0.0.2").readToEnd()).isEmpty();
    assertOthersAreServed();
  }

  @Test
  void a_body_that_does_not_arrive_in_time_is_refused() {
    restart(LARGE, patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    var answer = client().send(SLOW_BODY).readToEnd();

    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("The body did not arrive in time");
  }

  @Test
  void what_is_thrown_away_has_to_arrive_in_time_as_well() {
    restart(LARGE, patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    var answer = client().send(SLOW_BODY.replace("8192", "100000")).readToEnd();

    assertThat(answer).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void half_a_head_is_not_waited_for() {
    restart(LARGE, patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    assertThat(client().send("GET /api/hea").readToEnd()).isEmpty();
    var second = client().send(get("/api/health", "")).awaitFirstByte().send("GET /api");
    assertThat(second.readToEnd()).contains(" 200 ");
  }

  @Test
  void a_connection_that_asks_for_nothing_is_not_kept() {
    restart(LARGE, patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));

    assertThat(client().readToEnd()).isEmpty();
  }

  @Test
  void heads_that_are_half_sent_stay_within_their_budget() {
    restart(new Budgets(10_000, MEBIBYTE, MEBIBYTE, MEBIBYTE), ENDLESS);

    for (int i = 0; i < CLIENTS; i++) {
      // Not the witness's address, which would get no more connections for a while.
      client("127.0.0." + (2 + i / 16))
          .send("GET /api/health HTTP/1.1\r\n" + "a:\r\n".repeat(1_000));
    }

    assertThat(clients.get(0).readToEnd()).isEmpty();
    assertThat(server.connections().waitingBytes()).isLessThanOrEqualTo(MEBIBYTE);
    assertOthersAreServed();
  }

  @Test
  void connections_beyond_the_budget_are_closed_at_once_and_there_is_room_again_later() {
    restart(new Budgets(20, MEBIBYTE, MEBIBYTE, MEBIBYTE), ENDLESS);
    for (int i = 0; i < 20; i++) {
      client().send(get("/api/health", "")).awaitFirstByte();
    }

    assertThat(client().readToEnd()).isEmpty();

    clients.remove(0).close();
    await().untilAsserted(() -> assertThat(server.connections().open()).isLessThan(20));
    assertThat(client().send(get("/api/health", "")).awaitFirstByte()).isNotNull();
  }

  @Test
  void requests_that_are_sent_in_one_go_are_answered_in_order() {
    var requests = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      requests.append(get("/api/docs/" + i, ""));
      requests.append(get("/api/health", ""));
    }
    requests.append("GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    var sending = client();
    var sender = new Thread(() -> sending.send(requests.toString()));
    sender.start();
    var answers = sending.readToEnd().lines().filter(line -> line.contains("HTTP/1.1 ")).toList();

    assertThat(answers).hasSize(1_001);
    for (int i = 0; i < 1_000; i++) {
      assertThat(answers.get(i)).contains(i % 2 == 0 ? " 404 " : " 200 ");
    }
  }

  private void assertOthersAreServed() {
    var token = api().loggedIn("witness");
    var messages = api().room(token, "witnessed");
    assertThat(api().post(messages, token, "{\"content\":\"hi\"}").status()).isEqualTo(201);
    assertThat(api().get("/api/health", "").status()).isEqualTo(200);
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .subprotocols("chat.v1")
        .buildAsync(
            URI.create("ws://127.0.0.1:" + server.port() + "/ws?token=" + token),
            new WebSocket.Listener() {})
        .join()
        .abort();
    // With a thread for each client there would be none left.
    await().untilAsserted(() -> assertThat(server.busyThreads()).isLessThan(10));
  }

  /** The address of a page of history of 1.6 MB. */
  private String longHistory(String token) {
    var messages = api().room(token, "long");
    var content = "{\"content\":\"" + "😀".repeat(4_000) + "\"}";
    for (int i = 0; i < 100; i++) {
      assertThat(api().post(messages, token, content).status()).isEqualTo(201);
    }
    return messages;
  }

  private static Patience patience(Duration requests, Duration answers) {
    return new Patience(
        requests, requests, requests, Duration.ofMinutes(1), answers, Integer.MAX_VALUE);
  }

  private static String get(String path, String token) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + token
        + "\r\n\r\n";
  }

  private SlowClient client() {
    return client("127.0.0.1");
  }

  private SlowClient client(String address) {
    var client = new SlowClient(server.port(), address);
    clients.add(client);
    return client;
  }

  private Client api() {
    return new Client(server.port());
  }
}
