package chat.attack.witness;

import chat.attack.scenario.World;
import chat.attack.wire.Frames;
import chat.attack.wire.Line;
import chat.attack.wire.Requests;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * One of the witness's people: what they can do, once each. Everything blocks, for no longer than
 * their patience, and throws when it doesn't go well. Immutable.
 *
 * @param room where they talk
 */
record Person(World.Account account, InetSocketAddress server, long room, int patienceMillis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Requests requests() {
    return new Requests(server.getHostString() + ":" + server.getPort());
  }

  Line connect() throws IOException {
    var line = Line.open(server, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    try {
      line.waitAtMost(patienceMillis);
    } catch (IOException e) {
      line.close();
      throw e;
    }
    return line;
  }

  /** Opens a chat.v1 socket and asks to join the room. */
  Line join() throws IOException {
    var line = connect();
    try {
      line.upgrade(requests().chatV1(account.token()));
      line.send(Frames.text("{\"type\":\"join\",\"room_id\":" + room + "}"));
      return line;
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  /** Opens a socket of the seed's dialect, which is in the room at once. */
  Line joinPlainly() throws IOException {
    var line = connect();
    try {
      line.upgrade(requests().handshake("/ws/" + room + "?token=" + account.token(), List.of()));
      return line;
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  /** Says something that is its own client_id, and waits until it is acknowledged. */
  void say(Line line, String text) throws IOException {
    var frame = Map.of("type", "send", "room_id", room, "client_id", text, "content", text);
    line.send(Frames.text(JSON.writeValueAsString(frame)));
    while (true) {
      var answer = next(line);
      if (answer.path("client_id").asText().equals(text)) {
        switch (answer.path("type").asText()) {
          case "ack" -> {
            return;
          }
          case "error" -> throw new IOException("refused with " + answer.path("code").asText());
          default -> {
            // The message itself, which may come first.
          }
        }
      }
    }
  }

  /** The next frame of text; answers pings on the way. */
  static JsonNode next(Line line) throws IOException {
    while (true) {
      var frame = line.frame();
      if (frame.opcode() == Frames.CLOSE) {
        throw new IOException("closed with " + frame.closeCode());
      }
      if (frame.opcode() == Frames.TEXT) {
        return parse(frame.text());
      }
      if (frame.opcode() == Frames.PING) {
        line.send(Frames.frame(Frames.PONG, true, frame.payload()));
      }
    }
  }

  private static JsonNode parse(String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON: " + text, e);
    }
  }

  void readHistory(Line line) throws IOException {
    var path = "/api/chat/rooms/" + room + "/messages?limit=20";
    expectOk(line, requests().get(path, account.token()));
  }

  void askForHealth() throws IOException {
    try (var line = connect()) {
      expectOk(line, requests().get("/api/health"));
    }
  }

  void logIn() throws IOException {
    try (var line = connect()) {
      expectOk(line, requests().login(account.name(), World.PASSWORD));
    }
  }

  /** Opens a chat.v1 socket, waits for its hello and drops it. */
  void shakeHands() throws IOException {
    try (var line = connect()) {
      line.upgrade(requests().chatV1(account.token()));
      var type = next(line).path("type").asText();
      if (!type.equals("hello")) {
        throw new IOException("no hello but " + type);
      }
    }
  }

  private static void expectOk(Line line, byte[] request) throws IOException {
    var answer = line.exchange(request);
    if (answer.status() != 200) {
      throw new IOException("answered " + answer.status());
    }
  }
}
