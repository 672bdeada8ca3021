package chat.adapter.web.socket;

import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Turns events into the frames of the wire contract, once for all sockets. Not thread-safe. */
final class Encoding {
  /** No piece grows much beyond this, so that a write stays small whatever has piled up. */
  static final int PIECE_BYTES = 65_536;

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FrameBuffer buffer;

  Encoding(int expectedBytes) {
    buffer = new FrameBuffer(expectedBytes);
  }

  /** Hands on the events' frames in their order, in as few pieces as their size allows. */
  void encode(List<RoomEvent> events, Consumer<Frames> pieces) {
    for (var event : events) {
      append(event);
      if (buffer.size() >= PIECE_BYTES) {
        pieces.accept(buffer.take());
      }
    }
    if (buffer.size() > 0) {
      pieces.accept(buffer.take());
    }
  }

  /** Drops what is half done. */
  void forget() {
    buffer.clear();
  }

  /** What a client is told when a frame of its own came to nothing. */
  static Frames refusal(Refusal refusal) {
    var encoding = new Encoding(256);
    encoding.frame(
        0,
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
    return encoding.buffer.take();
  }

  /**
   * The clients that there are know nothing of what becomes of a message: an edit and a deletion
   * are no frames to them, nor is a message that was deleted before they could be told of it.
   */
  private void append(RoomEvent event) {
    if (event instanceof RoomEvent.Posted posted) {
      var message = posted.message();
      if (!message.isDeleted()) {
        frame(message.seq(), json -> write(json, message));
      }
    } else if (event instanceof RoomEvent.Joined joined) {
      notice("User " + joined.who().username().value() + " has joined the chat");
    } else if (event instanceof RoomEvent.Left left) {
      notice("User " + left.who().username().value() + " has left the chat");
    }
  }

  private static void write(JsonGenerator json, Message message) throws IOException {
    json.writeStringField("type", "message");
    json.writeNumberField("user_id", message.author().id().value());
    json.writeStringField("username", message.author().username().value());
    json.writeStringField("content", message.text());
    json.writeStringField("timestamp", TIMESTAMP.format(message.at()));
    json.writeNumberField("id", message.id().value());
    json.writeNumberField("room_id", message.room().value());
    json.writeNumberField("seq", message.seq());
  }

  private void notice(String text) {
    frame(
        0,
        json -> {
          json.writeStringField("type", "system");
          json.writeStringField("content", text);
        });
  }

  private void frame(long seq, Members members) {
    buffer.begin();
    try (var json = JSON.createGenerator(buffer)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      // The buffer is memory.
      throw new UncheckedIOException(impossible);
    }
    buffer.end(seq);
  }

  /** The members of one JSON object. */
  @FunctionalInterface
  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
