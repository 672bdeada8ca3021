package chat.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reading and writing JSON. Members that nobody asks for are ignored; one that is missing, or of
 * another kind, is a {@link ChatUnavailable}: whoever wrote it isn't a chat server.
 */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      // Without the cause, which quotes the text.
      throw new ChatUnavailable("the answer isn't a chat server's: no JSON");
    }
  }

  /** A frame of chat.v1, to which the other members are added. */
  static ObjectNode frame(String type) {
    return object().put("type", type);
  }

  /** A frame about a room. */
  static ObjectNode frame(String type, long room) {
    return frame(type).put("room_id", room);
  }

  static String text(JsonNode from, String member) {
    var value = from.path(member);
    if (!value.isTextual()) {
      throw lacking(member);
    }
    return value.textValue();
  }

  static long number(JsonNode from, String member) {
    var value = from.path(member);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw lacking(member);
    }
    return value.longValue();
  }

  static Instant time(JsonNode from, String member) {
    try {
      return Instant.parse(text(from, member));
    } catch (DateTimeParseException broken) {
      throw lacking(member);
    }
  }

  static Optional<String> optionalText(JsonNode from, String member) {
    return from.path(member).isTextual() ? Optional.of(text(from, member)) : Optional.empty();
  }

  static Optional<Instant> optionalTime(JsonNode from, String member) {
    return from.path(member).isTextual() ? Optional.of(time(from, member)) : Optional.empty();
  }

  private static ChatUnavailable lacking(String member) {
    return new ChatUnavailable("the answer isn't a chat server's: it lacks " + member);
  }
}
