package chat.adapter.web.socket.v1;

import chat.adapter.web.http.Json;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.fanout.NumberedEncoding;
import chat.adapter.web.socket.fanout.RoomFrames;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.adapter.web.socket.wire.Frames;
import chat.application.message.ResumeRoom;
import chat.domain.message.ClientId;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import chat.domain.presence.Presence;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.user.Identity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns events and answers into the frames of chat.v1. Not thread-safe, where it isn't static. */
final class V1Encoding implements NumberedEncoding {
  private final FrameWriter writer;
  private final Appending appending = new Appending();
  private final List<RoomFrames.Mark> marks = new ArrayList<>();

  V1Encoding(int expectedBytes) {
    writer = new FrameWriter(expectedBytes);
  }

  @Override
  public void encode(List<RoomEvent.Logged> events, Consumer<RoomFrames> pieces) {
    int begun = 0;
    for (int i = 0; i < events.size(); i++) {
      events.get(i).handTo(appending);
      boolean last = i == events.size() - 1;
      if (last
          || writer.size() >= FrameWriter.PIECE_BYTES
          || events.get(i + 1).seq() != events.get(i).seq() + 1) {
        pieces.accept(taken(events.get(begun).seq(), events.get(i).seq()));
        begun = i + 1;
      }
    }
  }

  /** As many of the events, at least the first, as fit into about so many bytes. */
  static RoomFrames page(List<RoomEvent.Logged> events, int bytes) {
    var encoding = new V1Encoding(4_096);
    int count = 0;
    do {
      events.get(count).handTo(encoding.appending);
      count++;
    } while (count < events.size() && encoding.writer.size() < bytes);
    return encoding.taken(events.get(0).seq(), events.get(count - 1).seq());
  }

  @Override
  public RoomFrames news(List<RoomEvent> events) {
    for (var event : events) {
      event.handTo(appending);
    }
    var frames = new RoomFrames(writer.takeEphemeral(), 0, 0, marks);
    marks.clear();
    return frames;
  }

  @Override
  public void forget() {
    writer.forget();
    marks.clear();
  }

  private RoomFrames taken(long first, long last) {
    var frames = new RoomFrames(writer.take(), first, last, marks);
    marks.clear();
    return frames;
  }

  /** Writes the frame of each kind of event. */
  private final class Appending implements RoomEvent.Handler {
    @Override
    public void posted(RoomEvent.Posted event) {
      int start = writer.size();
      var message = event.message();
      writer.frame(event.seq(), json -> V1Encoding.posted(json, message));
      marks.add(
          new RoomFrames.Mark(message.author().id(), start, writer.size(), message.clientId()));
    }

    @Override
    public void edited(RoomEvent.Edited event) {
      var message = event.message();
      writer.frame(
          event.seq(),
          json -> {
            message(json, "message_edited", message, event.seq());
            json.writeNumberField("message_seq", message.seq());
            body(json, message);
          });
    }

    @Override
    public void deleted(RoomEvent.Deleted event) {
      var message = event.message();
      writer.frame(
          event.seq(),
          json -> {
            message(json, "message_deleted", message, event.seq());
            json.writeNumberField("message_seq", message.seq());
          });
    }

    @Override
    public void joined(RoomEvent.Joined event) {
      aboutSomebody("presence", event.room(), event.who(), "online");
    }

    @Override
    public void left(RoomEvent.Left event) {
      aboutSomebody("presence", event.room(), event.who(), "offline");
    }

    @Override
    public void typing(RoomEvent.Typing event) {
      aboutSomebody("typing", event.room(), event.who(), null);
    }
  }

  private static void posted(JsonGenerator json, Message message) throws IOException {
    message(json, "message", message, message.seq());
    body(json, message);
  }

  private static void message(JsonGenerator json, String type, Message message, long seq)
      throws IOException {
    json.writeStringField("type", type);
    json.writeNumberField("user_id", message.author().id().value());
    json.writeStringField("username", message.author().username().value());
    json.writeStringField("timestamp", Json.time(message.at()));
    json.writeNumberField("id", message.id().value());
    json.writeNumberField("room_id", message.room().value());
    json.writeNumberField("seq", seq);
  }

  /** What the message says now, which a replay tells at each of its events. */
  private static void body(JsonGenerator json, Message message) throws IOException {
    json.writeStringField("content", message.text());
    var editedAt = message.editedAt();
    if (editedAt.isPresent()) {
      json.writeStringField("edited_at", Json.time(editedAt.get()));
    }
    if (message.isDeleted()) {
      json.writeBooleanField("deleted", true);
    }
  }

  private void aboutSomebody(String type, RoomId room, Identity who, @Nullable String status) {
    int start = writer.size();
    writer.frame(
        0,
        json -> {
          json.writeStringField("type", type);
          json.writeNumberField("room_id", room.value());
          somebody(json, who);
          if (status != null) {
            json.writeStringField("status", status);
          }
        });
    marks.add(new RoomFrames.Mark(who.id(), start, writer.size(), null));
  }

  private static void somebody(JsonGenerator json, Identity who) throws IOException {
    json.writeNumberField("user_id", who.id().value());
    json.writeStringField("username", who.username().value());
  }

  static Frames hello(Claims claims, Epoch epoch, Duration heartbeat, int maxFrameBytes) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "hello");
          somebody(json, claims.who());
          json.writeStringField("epoch", epoch.value());
          json.writeNumberField("heartbeat_ms", heartbeat.toMillis());
          json.writeNumberField("max_frame_bytes", maxFrameBytes);
          json.writeStringField("expires_at", Json.time(claims.expiresAt()));
        });
  }

  static Frames authenticated(Claims claims) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "authenticated");
          json.writeStringField("expires_at", Json.time(claims.expiresAt()));
        });
  }

  static Frames joined(RoomId room, long head, Presence.Present present) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "joined");
          json.writeNumberField("room_id", room.value());
          json.writeNumberField("seq", head);
          json.writeArrayFieldStart("members");
          for (var who : present.people()) {
            json.writeStartObject();
            somebody(json, who);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("online", present.count());
        });
  }

  static Frames reset(RoomId room, ResumeRoom.Reason reason, long head) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "reset");
          json.writeNumberField("room_id", room.value());
          json.writeStringField("reason", reason.name().toLowerCase(Locale.ROOT));
          json.writeNumberField("seq", head);
        });
  }

  static Frames left(RoomId room) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "left");
          json.writeNumberField("room_id", room.value());
        });
  }

  /**
   * @param clientId what the sender called it
   */
  static Frames ack(Message message, ClientId clientId, boolean duplicate) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "ack");
          json.writeNumberField("room_id", message.room().value());
          json.writeStringField("client_id", clientId.value());
          json.writeNumberField("id", message.id().value());
          json.writeNumberField("seq", message.seq());
          json.writeStringField("timestamp", Json.time(message.at()));
          json.writeBooleanField("duplicate", duplicate);
        });
  }

  static Frames pong(@Nullable Long id, Map<RoomId, Long> heads) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "pong");
          if (id != null) {
            json.writeNumberField("id", id);
          }
          json.writeObjectFieldStart("rooms");
          for (var head : heads.entrySet()) {
            json.writeNumberField(Long.toString(head.getKey().value()), head.getValue());
          }
          json.writeEndObject();
        });
  }

  /** What a client is told when a frame of its own came to nothing. */
  static Frames refusal(Refusal refusal, Subject subject) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("code", refusal.code());
          json.writeStringField("detail", refusal.detail());
          if (subject.frame() != null) {
            json.writeStringField("frame", subject.frame());
          }
          if (subject.room() != null) {
            json.writeNumberField("room_id", subject.room().value());
          }
          if (subject.id() != null) {
            json.writeNumberField("id", subject.id());
          }
          if (refusal.clientId() != null) {
            json.writeStringField("client_id", refusal.clientId().value());
          }
          if (refusal.retryAfter() != null) {
            json.writeNumberField("retry_after_ms", refusal.retryAfter().toMillis());
          }
        });
  }

  /**
   * What an error is about, as far as the frame said it.
   *
   * @param frame its type, if it is a known one
   */
  record Subject(@Nullable String frame, @Nullable RoomId room, @Nullable Long id) {
    static final Subject UNKNOWN = new Subject(null, null, null);
  }
}
