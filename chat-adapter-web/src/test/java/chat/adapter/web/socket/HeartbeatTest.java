package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.wire.RecordingSocket;
import chat.domain.token.SignedToken;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is taken for silent, at times that the test makes up. */
class HeartbeatTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long HEARTBEAT = 30 * SECOND;

  private final RealChat application = new RealChat();
  private final Endpoint endpoint =
      new Endpoint(
          SocketSettings.DEFAULTS,
          new Limits(LimitSettings.OFF),
          new OpenSockets(Clock.systemUTC()),
          application.useCases());
  private final RecordingSocket socket = new RecordingSocket(write -> true);
  private final Connection connection = connection();
  private final long opened = System.nanoTime();

  private Connection connection() {
    var token = new SignedToken(application.token());
    return endpoint.v1(
        null,
        endpoint.useCases().authenticate().authenticate(token).orElseThrow(),
        socket,
        endpoint.newHub(Runnable::run));
  }

  @AfterEach
  void stop() throws InterruptedException {
    connection.gone();
    endpoint.close();
    application.close();
  }

  @Test
  void a_client_that_answers_no_ping_for_a_heartbeat_is_dropped() {
    connection.beat(opened + 31 * SECOND, HEARTBEAT);
    connection.beat(opened + 60 * SECOND, HEARTBEAT);
    assertThat(socket.pings()).isEqualTo(1);
    assertThat(socket.aborted()).isFalse();

    connection.beat(opened + 62 * SECOND, HEARTBEAT);

    assertThat(socket.aborted()).isTrue();
  }

  @Test
  void after_a_pause_of_the_process_what_had_come_is_read_before_anybody_is_dropped() {
    connection.beat(opened + 31 * SECOND, HEARTBEAT);
    socket.arrives(connection::heard);

    connection.beat(opened + 101 * SECOND, HEARTBEAT);

    assertThat(socket.aborted()).isFalse();
  }

  @Test
  void after_a_pause_a_client_that_was_not_pinged_has_a_heartbeat_to_answer() {
    connection.beat(opened + 10 * SECOND, HEARTBEAT);

    connection.beat(opened + 80 * SECOND, HEARTBEAT);
    connection.beat(opened + 81 * SECOND, HEARTBEAT);
    connection.beat(opened + 109 * SECOND, HEARTBEAT);
    assertThat(socket.aborted()).isFalse();
    assertThat(socket.pings()).isEqualTo(1);

    connection.beat(opened + 111 * SECOND, HEARTBEAT);

    assertThat(socket.aborted()).isTrue();
  }
}
