package chat.benchmarks.yardstick;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Rooms as one would first write them on Javalin: a set of sockets, and a loop that sends. */
public final class JavalinLoop {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final ObjectMapper json = new ObjectMapper();
  private final Map<Long, Room> rooms = new ConcurrentHashMap<>();
  private final Map<String, Speaker> speakers = new ConcurrentHashMap<>();
  private final AtomicLong people = new AtomicLong();

  private JavalinLoop() {}

  public static void main(String[] arguments) {
    var app = new JavalinLoop().app().start("127.0.0.1", 0);
    System.out.println("ready: " + app.port());
  }

  private Javalin app() {
    return Javalin.create(
        config ->
            config.routes.ws(
                "/ws/{room}",
                socket -> {
                  socket.onConnect(this::connected);
                  socket.onMessage(message -> said(message, message.message()));
                  socket.onClose(closed -> room(closed).members.remove(closed));
                }));
  }

  private void connected(WsConnectContext socket) {
    socket.session.setIdleTimeout(IDLE);
    room(socket).members.add(socket);
  }

  private void said(WsContext socket, String text) throws JsonProcessingException {
    var content = json.readTree(text).path("content").asText();
    room(socket).tell(speaker(socket), content);
  }

  private Room room(WsContext socket) {
    return rooms.computeIfAbsent(Long.valueOf(socket.pathParam("room")), Room::new);
  }

  private Speaker speaker(WsContext socket) {
    return speakers.computeIfAbsent(
        String.valueOf(socket.queryParam("token")),
        name -> new Speaker(people.incrementAndGet(), name));
  }

  private final class Room {
    private final long id;
    private final Set<WsContext> members = ConcurrentHashMap.newKeySet();
    private long seq;

    Room(long id) {
      this.id = id;
    }

    /** One message at a time, so that all members get them in one order. */
    synchronized void tell(Speaker speaker, String content) throws JsonProcessingException {
      seq++;
      var message = new LinkedHashMap<String, Object>();
      message.put("type", "message");
      message.put("user_id", speaker.id());
      message.put("username", speaker.name());
      message.put("content", content);
      message.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      message.put("id", seq);
      message.put("room_id", id);
      message.put("seq", seq);
      var text = json.writeValueAsString(message);
      for (var member : members) {
        member.send(text);
      }
    }
  }
}
