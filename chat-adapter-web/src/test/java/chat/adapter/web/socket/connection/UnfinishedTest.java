package chat.adapter.web.socket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.socket.wire.RecordingSocket;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
  private final RecordingSocket socket = new RecordingSocket();
  private final Unfinished unfinished = new Unfinished(socket, 4, 1_000);

  @Test
  void a_client_is_not_read_at_the_bound_in_number_and_again_at_half_of_it() {
    for (int i = 0; i < 3; i++) {
      unfinished.begin(1);
      assertThat(unfinished.mayGoOn()).isTrue();
    }
    unfinished.begin(1);
    assertThat(unfinished.mayGoOn()).isFalse();
    unfinished.end(1);
    assertThat(unfinished.withheld()).isTrue();
    unfinished.end(1);
    assertThat(unfinished.withheld()).isFalse();
    assertThat(socket.demands()).isEqualTo(1);
  }

  @Test
  void a_client_is_not_read_at_the_bound_in_bytes_and_again_at_half_of_it() {
    unfinished.begin(400);
    unfinished.begin(599);
    assertThat(unfinished.mayGoOn()).isTrue();
    unfinished.begin(1);
    assertThat(unfinished.mayGoOn()).isFalse();
    unfinished.end(400);
    assertThat(unfinished.withheld()).isTrue();
    unfinished.end(599);
    assertThat(unfinished.withheld()).isFalse();
    assertThat(socket.demands()).isEqualTo(1);
  }
}
