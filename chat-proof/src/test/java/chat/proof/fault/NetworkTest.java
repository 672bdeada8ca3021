package chat.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client, the network, and a server at the other end, whose sockets are the test's. */
class NetworkTest {
  private ServerSocket door;
  private Network network;

  @BeforeEach
  void open() throws IOException {
    door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    door.setSoTimeout(10_000);
    network = Network.to(new InetSocketAddress(door.getInetAddress(), door.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    network.close();
    door.close();
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), network.port());
    client.setSoTimeout(10_000);
    return client;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hear(Socket socket, int most) throws IOException {
    return new String(socket.getInputStream().readNBytes(most), StandardCharsets.US_ASCII);
  }

  @Test
  void what_is_said_arrives_both_ways() throws IOException {
    try (var client = connect();
        var server = door.accept()) {
      say(client, "hello");
      assertThat(hear(server, 5)).isEqualTo("hello");
      say(server, "hi");
      assertThat(hear(client, 2)).isEqualTo("hi");
    }
  }

  @Test
  void a_connection_is_cut_after_the_byte_that_was_named() throws IOException {
    try (var client = connect();
        var server = door.accept()) {
      await().until(() -> network.cut(3, Network.Direction.TO_CLIENT, 4, false));
      say(client, "as much as one likes the other way");
      say(server, "half a");
      assertThat(hear(client, 100)).isEqualTo("half");
      assertThat(network.cuts()).isEqualTo(1);
      await().until(() -> network.connections() == 0);
    }
  }

  @Test
  void a_connection_can_end_with_a_reset() throws IOException {
    try (var client = connect();
        var server = door.accept()) {
      await().until(() -> network.cut(0, Network.Direction.TO_SERVER, 0, true));
      say(client, "x");
      assertThat(catchThrowable(() -> hear(server, 1))).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void the_end_of_one_side_is_told_to_the_other() throws IOException {
    var client = connect();
    try (var server = door.accept()) {
      server.setSoTimeout(10_000);
      client.close();
      assertThat(hear(server, 1)).isEmpty();
    }
  }

  @Test
  void nothing_passes_while_it_holds_and_nothing_is_lost_by_it() throws IOException {
    try (var client = connect();
        var server = door.accept()) {
      network.hold(600_000);
      say(client, "up");
      assertThat(hear(server, 2)).isEqualTo("up");
      say(server, "down");
      client.setSoTimeout(100);
      assertThat(catchThrowable(() -> hear(client, 1))).isInstanceOf(SocketTimeoutException.class);

      network.calm();
      client.setSoTimeout(10_000);
      assertThat(hear(client, 4)).isEqualTo("down");
    }
  }

  @Test
  void a_server_that_is_down_refuses_and_is_reached_again_when_it_is_back() throws IOException {
    var address = door.getLocalSocketAddress();
    door.close();
    try (var client = connect()) {
      assertThat(hear(client, 1)).isEmpty();
    }
    door = new ServerSocket();
    door.bind(address);
    door.setSoTimeout(10_000);
    try (var client = connect();
        var server = door.accept()) {
      say(client, "again");
      assertThat(hear(server, 5)).isEqualTo("again");
    }
  }

  @Test
  void held_in_one_direction_it_still_passes_on_the_other() throws IOException {
    try (var client = connect();
        var server = door.accept()) {
      network.hold(Network.Direction.TO_SERVER, 600_000);
      say(client, "up");
      say(server, "down");
      assertThat(hear(client, 4)).isEqualTo("down");
      server.setSoTimeout(100);
      assertThat(catchThrowable(() -> hear(server, 1))).isInstanceOf(SocketTimeoutException.class);

      network.calm();
      server.setSoTimeout(10_000);
      assertThat(hear(server, 2)).isEqualTo("up");
    }
  }

  @Test
  void of_several_servers_one_that_is_there_is_reached() throws IOException {
    var gone = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    gone.close();
    var servers =
        Stream.of(gone, door)
            .map(socket -> new InetSocketAddress(door.getInetAddress(), socket.getLocalPort()))
            .toList();
    try (var both = Network.to(servers)) {
      for (int i = 0; i < 8; i++) {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), both.port());
            var server = door.accept()) {
          say(client, "hello");
          assertThat(hear(server, 5)).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void several_servers_are_all_reached() throws IOException {
    try (var second = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        var both =
            Network.to(
                Stream.of(second, door)
                    .map(
                        socket ->
                            new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()))
                    .toList())) {
      second.setSoTimeout(10_000);
      var clients = new ArrayList<Socket>();
      try {
        // All by the same server: once in a billion times.
        for (int i = 0; i < 30; i++) {
          clients.add(new Socket(InetAddress.getLoopbackAddress(), both.port()));
        }
        door.accept().close();
        second.accept().close();
      } finally {
        for (var client : clients) {
          client.close();
        }
      }
    }
  }
}
