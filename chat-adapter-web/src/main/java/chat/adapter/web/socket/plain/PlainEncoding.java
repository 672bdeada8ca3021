package chat.adapter.web.socket.plain;

import chat.adapter.web.http.Json;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.fanout.LiveEncoding;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import chat.domain.user.Identity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Turns events into the frames of clients that ask for no subprotocol. Not thread-safe. */
final class PlainEncoding implements LiveEncoding {
  private final FrameWriter writer;
  private final Appending appending = new Appending();

  PlainEncoding(int expectedBytes) {
    writer = new FrameWriter(expectedBytes);
  }

  @Override
  public void encode(List<RoomEvent> events, Consumer<Frames> pieces) {
    for (var event : events) {
      event.handTo(appending);
      if (writer.size() >= FrameWriter.PIECE_BYTES) {
        pieces.accept(writer.take());
      }
    }
    if (writer.size() > 0) {
      pieces.accept(writer.take());
    }
  }

  @Override
  public void forget() {
    writer.forget();
  }

  /** The notice that somebody has come, for one client alone. */
  static Frames joined(Identity who) {
    return FrameWriter.single(json -> writeNotice(json, joinedText(who)));
  }

  /** What a client is told when a frame of its own came to nothing. */
  static Frames refusal(Refusal refusal) {
    return FrameWriter.single(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("code", refusal.code());
          json.writeStringField("detail", refusal.detail());
          if (refusal.clientId() != null) {
            json.writeStringField("client_id", refusal.clientId().value());
          }
          if (refusal.retryAfter() != null) {
            json.writeNumberField("retry_after_ms", refusal.retryAfter().toMillis());
          }
        });
  }

  /**
   * These clients know nothing of what becomes of a message: an edit and a deletion are no frames
   * to them, nor is a message that was deleted before they could be told of it; nor is typing.
   */
  private final class Appending implements RoomEvent.Handler {
    @Override
    public void posted(RoomEvent.Posted event) {
      var message = event.message();
      if (!message.isDeleted()) {
        writer.frame(message.seq(), json -> write(json, message));
      }
    }

    @Override
    public void edited(RoomEvent.Edited event) {}

    @Override
    public void deleted(RoomEvent.Deleted event) {}

    @Override
    public void joined(RoomEvent.Joined event) {
      notice(joinedText(event.who()));
    }

    @Override
    public void left(RoomEvent.Left event) {
      notice("User " + event.who().username().value() + " has left the chat");
    }

    @Override
    public void typing(RoomEvent.Typing event) {}
  }

  private static void write(JsonGenerator json, Message message) throws IOException {
    json.writeStringField("type", "message");
    json.writeNumberField("user_id", message.author().id().value());
    json.writeStringField("username", message.author().username().value());
    json.writeStringField("content", message.text());
    json.writeStringField("timestamp", Json.time(message.at()));
    json.writeNumberField("id", message.id().value());
    json.writeNumberField("room_id", message.room().value());
    json.writeNumberField("seq", message.seq());
  }

  private void notice(String text) {
    writer.frame(0, json -> writeNotice(json, text));
  }

  private static String joinedText(Identity who) {
    return "User " + who.username().value() + " has joined the chat";
  }

  private static void writeNotice(JsonGenerator json, String text) throws IOException {
    json.writeStringField("type", "system");
    json.writeStringField("content", text);
  }
}
