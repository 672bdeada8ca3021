package chat.adapter.web.socket;

import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.SocketSettings;
import java.util.Set;
import org.eclipse.jetty.server.Server;

/**
 * Serves {@code /ws} and {@code /ws/{room_id}} on Jetty's own WebSocket, beside whatever else the
 * server does: about a quarter of the memory of a servlet's socket. Thread-safe.
 *
 * <p>To stop: {@link #refuseNewWork()}, then let the lanes finish what they took, then {@link
 * #close()}, then stop the server.
 */
public final class SocketEndpoint implements AutoCloseable {
  private final Endpoint endpoint;
  private final Origins origins;

  /**
   * @param allowedOrigins whose pages may open sockets beside the server's own, as in {@code
   *     https://chat.example}; {@code *} for everybody's
   * @param limits that REST keeps its callers to as well
   * @param sockets where the sockets are listed, of this endpoint alone
   */
  public SocketEndpoint(
      SocketSettings settings,
      Set<String> allowedOrigins,
      Limits limits,
      OpenSockets sockets,
      SocketUseCases useCases) {
    endpoint = new Endpoint(settings, limits, sockets, useCases);
    origins = new Origins(allowedOrigins);
  }

  /**
   * Puts itself in front of the handler that the server has or is going to get. Once, before the
   * server starts: {@code config.jetty.modifyServer(endpoint::install)}.
   */
  public void install(Server server) {
    var handler = new SocketHandler(endpoint, origins, server.getThreadPool());
    handler.setHandler(server.getHandler());
    server.setHandler(handler);
    endpoint.start();
  }

  /** From now on handshakes are refused with 503 and frames with an error, both to be retried. */
  public void refuseNewWork() {
    endpoint.refuseNewWork();
  }

  /**
   * Writes what was published, then closes every socket with 1012 and a pause after which to come
   * back. Takes about 3 seconds at most, however slow the clients are. Idempotent.
   */
  @Override
  public void close() {
    try {
      endpoint.close();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many sockets are open. */
  public int connections() {
    return endpoint.connections();
  }

  /** How many bytes wait to be written to all of them. */
  public long waitingBytes() {
    return endpoint.waitingBytes();
  }

  /** How many bytes are kept for all of them, of the budget that they share. */
  public long keptBytes() {
    return endpoint.budget().used();
  }

  /** How many rooms are followed for them. */
  int rooms() {
    return endpoint.rooms();
  }
}
