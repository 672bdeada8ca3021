package chat.adapter.web;

import chat.adapter.web.contract.OpenApi;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.OpenSockets;
import chat.adapter.web.socket.connection.SocketSettings;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server on a free port; every response is held to the contract. */
abstract class WebTest {
  static final OpenApi CONTRACT = Client.CONTRACT;
  final FakeChat chat = new FakeChat();
  final WebServer server =
      new WebServer(
          new WebSettings(
              "127.0.0.1",
              0,
              allowedOrigins(),
              allowedHosts(),
              "1.2.3",
              SocketSettings.DEFAULTS,
              limits()),
          new OpenSockets(Clock.systemUTC()),
          chat.useCases());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    chat.close();
  }

  Set<String> allowedOrigins() {
    return Set.of();
  }

  Set<String> allowedHosts() {
    return Set.of();
  }

  LimitSettings limits() {
    return LimitSettings.DEFAULTS;
  }

  Reply send(Call call) {
    return client().send(call);
  }

  Reply sendUnchecked(Call call) {
    return client().sendUnchecked(call);
  }

  String loggedIn(String username) {
    return client().loggedIn(username);
  }

  String room(String token, String name) {
    return client().room(token, name);
  }

  private Client client() {
    return new Client(server.port());
  }
}
