package chat.testnats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TestBrokerTest {
  private static final String PING = "CONNECT {\"verbose\":false}\r\nPING\r\n";

  @Test
  void a_launched_broker_answers() throws IOException {
    try (var broker = TestBroker.launch();
        var line = new Line(broker.address())) {
      assertThat(line.read()).startsWith("INFO ");
      assertThat(line.ask(PING)).isEqualTo("PONG");
    }
  }

  @Test
  void a_broker_with_a_password_or_a_token_refuses_strangers() throws IOException {
    try (var broker = TestBroker.launchWithPassword("ann", "secret");
        var line = new Line(broker.address())) {
      line.read();
      assertThat(line.ask(PING)).startsWith("-ERR 'Authorization Violation'");
    }
    try (var broker = TestBroker.launchWithToken("secret");
        var line = new Line(broker.address())) {
      line.read();
      assertThat(line.ask(PING)).startsWith("-ERR 'Authorization Violation'");
    }
  }

  @Test
  void a_broker_with_tls_says_that_it_wants_it() throws IOException {
    try (var broker = TestBroker.launchWithTls(Certificate.of("ip:127.0.0.1"));
        var line = new Line(broker.address())) {
      assertThat(broker.url().getScheme()).isEqualTo("tls");
      assertThat(line.read()).contains("\"tls_required\":true");
    }
  }

  @Test
  void a_killed_broker_comes_back_at_its_address() throws IOException {
    try (var broker = TestBroker.launch()) {
      broker.kill();
      assertThatThrownBy(() -> new Line(broker.address())).isInstanceOf(IOException.class);
      broker.start();
      try (var line = new Line(broker.address())) {
        line.read();
        assertThat(line.ask(PING)).isEqualTo("PONG");
      }
    }
  }

  @Test
  void a_frozen_broker_is_silent_until_it_thaws() throws IOException {
    try (var broker = TestBroker.launch();
        var line = new Line(broker.address())) {
      line.read();
      broker.freeze();
      line.write(PING);
      assertThatThrownBy(line::readWithinMoments).isInstanceOf(SocketTimeoutException.class);
      broker.thaw();
      assertThat(line.read()).isEqualTo("PONG");
    }
  }

  @Test
  void a_cable_that_is_cut_in_one_direction_passes_the_other_and_the_rest_later()
      throws IOException {
    try (var broker = TestBroker.launch();
        var cable = new Cable(broker.address());
        var line = new Line(new InetSocketAddress(InetAddress.getLoopbackAddress(), cable.port()));
        var direct = new Line(broker.address())) {
      line.read();
      direct.read();
      line.write("CONNECT {\"verbose\":false}\r\nSUB news 1\r\n");
      assertThat(line.ask("PING\r\n")).isEqualTo("PONG");

      cable.cut(Cable.Direction.TO_SERVER);
      line.write("PING\r\n");
      assertThatThrownBy(line::readWithinMoments).isInstanceOf(SocketTimeoutException.class);
      direct.write("CONNECT {\"verbose\":false}\r\nPUB news 5\r\nhello\r\n");
      assertThat(line.read()).isEqualTo("MSG news 1 5");
      assertThat(line.read()).isEqualTo("hello");

      cable.mend();
      assertThat(line.read()).isEqualTo("PONG");
    }
  }

  /** A client by hand. */
  private static final class Line implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;
    private static final int MOMENTS_MS = 300;

    private final Socket socket = new Socket();
    private final BufferedReader in;

    Line(InetSocketAddress address) throws IOException {
      socket.connect(address, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String read() throws IOException {
      return String.valueOf(in.readLine());
    }

    String readWithinMoments() throws IOException {
      socket.setSoTimeout(MOMENTS_MS);
      try {
        return read();
      } finally {
        socket.setSoTimeout(PATIENCE_MS);
      }
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String ask(String text) throws IOException {
      write(text);
      return read();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
