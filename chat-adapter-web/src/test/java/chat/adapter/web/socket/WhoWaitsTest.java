package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.wire.RecordingSocket;
import chat.application.message.SendMessage;
import chat.domain.token.SignedToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The thread that reads sockets serves all of them, so it waits for nothing that one of them asks.
 */
class WhoWaitsTest {
  private final RealChat chat = new RealChat();
  private final CountDownLatch storeAnswers = new CountDownLatch(1);
  private final Endpoint endpoint = endpoint();
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final RecordingSocket socket = new RecordingSocket(write -> true);
  private final Connection connection = connection();

  @AfterEach
  void stop() throws InterruptedException {
    storeAnswers.countDown();
    endpoint.close();
    loop.shutdownNow();
    chat.close();
  }

  @Test
  void what_is_said_in_a_room_that_may_not_be_there_keeps_no_reader_waiting() throws Exception {
    var reading =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 3; i++) {
                say(
                    "{\"type\":\"send\",\"room_id\":999,\"client_id\":\"c"
                        + i
                        + "\",\"content\":\"hi\"}");
              }
              say("{\"type\":\"ping\",\"id\":7}");
            },
            loop);

    reading.get(5, TimeUnit.SECONDS);
    assertThat(socket.texts()).anyMatch(text -> text.contains("\"pong\""));
    assertThat(socket.texts()).noneMatch(text -> text.contains("\"error\""));

    storeAnswers.countDown();
    await().until(() -> errors().size() == 3);
    for (int i = 0; i < 3; i++) {
      assertThat(errors().get(i)).as("in order").contains("\"c" + i + "\"");
    }
  }

  private List<String> errors() {
    var errors = new ArrayList<>(socket.texts());
    errors.removeIf(text -> !text.contains("\"error\""));
    return errors;
  }

  private void say(String frame) {
    connection.text(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)), true);
  }

  /** One whose store takes long to say whether there is a room. */
  private Endpoint endpoint() {
    var real = chat.useCases();
    SendMessage slow =
        command -> {
          try {
            storeAnswers.await();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
          return real.sendMessage().send(command);
        };
    return new Endpoint(
        SocketSettings.DEFAULTS,
        new Limits(LimitSettings.OFF),
        new OpenSockets(Clock.systemUTC()),
        new SocketUseCases(
            real.authenticate(),
            real.roomAccess(),
            real.joinRoom(),
            real.followRoom(),
            real.resumeRoom(),
            slow,
            real.editMessage(),
            real.deleteMessage()));
  }

  private Connection connection() {
    endpoint.start();
    var claims =
        endpoint
            .useCases()
            .authenticate()
            .authenticate(new SignedToken(chat.token()))
            .orElseThrow();
    var opened = endpoint.v1(null, claims, socket, endpoint.newHub(loop));
    opened.opened();
    return opened;
  }
}
