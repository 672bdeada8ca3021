package chat.adapter.web;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.socket.connection.SocketSettings;
import java.util.Set;

/**
 * How the server meets the world.
 *
 * @param host the address to listen on, such as {@code 127.0.0.1}
 * @param port 0 for any that is free
 * @param allowedOrigins the origins whose pages may call from a browser and open sockets, beside
 *     the server's own, as in {@code https://chat.example}; {@code *} for all; empty for none
 * @param allowedHosts the names that the server may be called by, beside addresses, names of one
 *     label and {@code host}; {@code *} for any
 * @param version what {@code /api/health} tells
 * @param sockets the bounds of the WebSocket endpoint
 * @param limits how much one caller may ask for
 */
public record WebSettings(
    String host,
    int port,
    Set<String> allowedOrigins,
    Set<String> allowedHosts,
    String version,
    SocketSettings sockets,
    LimitSettings limits) {
  public WebSettings {
    allowedOrigins = Set.copyOf(allowedOrigins);
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
