package chat.attack.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Requests to one server.
 *
 * @param authority what they say in {@code Host}
 */
public record Requests(String authority) {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  public byte[] get(String path) {
    return bytes("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n");
  }

  public byte[] get(String path, String token) {
    return bytes("GET " + path + " HTTP/1.1\r\n" + host() + bearer(token) + "\r\n");
  }

  public byte[] postJson(String path, Optional<String> token, String body) {
    return post(path, token, "application/json", body);
  }

  /** A login by form, as clients of the seed do it. The values must need no escaping. */
  public byte[] login(String name, String password) {
    return post(
        "/api/login",
        Optional.empty(),
        "application/x-www-form-urlencoded",
        "username=" + name + "&password=" + password);
  }

  private byte[] post(String path, Optional<String> token, String type, String body) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    return bytes(
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + host()
            + token.map(Requests::bearer).orElse("")
            + "Content-Type: "
            + type
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  /** A handshake; without subprotocols it asks for the dialect of the seed. */
  public byte[] handshake(String pathAndQuery, List<String> subprotocols) {
    return bytes(
        "GET "
            + pathAndQuery
            + " HTTP/1.1\r\n"
            + host()
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: "
            + KEY
            + "\r\n"
            + (subprotocols.isEmpty()
                ? ""
                : "Sec-WebSocket-Protocol: " + String.join(", ", subprotocols) + "\r\n")
            + "\r\n");
  }

  /** A handshake for {@code chat.v1} that joins no room. */
  public byte[] chatV1(String token) {
    return handshake("/ws", List.of("chat.v1", "bearer." + token));
  }

  public String host() {
    return "Host: " + authority + "\r\n";
  }

  public static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
