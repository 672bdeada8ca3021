package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final AtomicBoolean behind = new AtomicBoolean(true);
  private final Connections connections =
      new Connections(
          new Limits(LimitSettings.OFF.with(Limit.CONNECTIONS_OF_ADDRESS, 2_000)),
          Budgets.ofThisMachine(0),
          Patience.DEFAULTS,
          behind::get);

  @Test
  void while_the_server_is_behind_an_address_with_many_connections_is_refused_another()
      throws IOException {
    try (var port =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      var accepted = new ArrayList<SocketChannel>();
      var clients = new ArrayList<SocketChannel>();
      try {
        for (int address : List.of(1, 2)) {
          for (int i = 0; i < 17; i++) {
            clients.add(connect(port, address));
            accepted.add(port.accept());
            connections.onAccepting(accepted.get(accepted.size() - 1));
          }
          assertThat(accepted.remove(accepted.size() - 1).isOpen()).as("the seventeenth").isFalse();
        }
        assertThat(accepted).allMatch(SocketChannel::isOpen);

        behind.set(false);
        clients.add(connect(port, 1));
        accepted.add(port.accept());
        connections.onAccepting(accepted.get(accepted.size() - 1));
        assertThat(accepted).allMatch(SocketChannel::isOpen);
      } finally {
        for (var client : clients) {
          client.close();
        }
        for (var channel : accepted) {
          channel.close();
        }
      }
    }
  }

  private static SocketChannel connect(ServerSocketChannel port, int from) throws IOException {
    var client = SocketChannel.open();
    client.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
    client.connect(port.getLocalAddress());
    return client;
  }
}
