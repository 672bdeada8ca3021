package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.connection.StrangersText;
import chat.domain.InvalidValue;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks for in one frame of chat.v1. */
sealed interface ClientFrame {
  /** Calls the handler's method for a frame of this kind. */
  void handTo(Handler handler);

  /** Whether something can be done about it. */
  default boolean isValid() {
    return true;
  }

  /** Does what frames say, each kind by a method of its own. */
  interface Handler {
    void join(Join frame);

    void leave(Leave frame);

    void send(Send frame);

    void edit(Edit frame);

    void delete(Delete frame);

    void type(Type frame);

    void ping(Ping frame);

    void authenticate(Authenticate frame);

    void invalid(Invalid frame);
  }

  /**
   * @param afterSeq what the client has; null when it wants what comes from now on
   */
  record Join(RoomId room, @Nullable Long afterSeq, @Nullable Epoch epoch) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.join(this);
    }
  }

  record Leave(RoomId room) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.leave(this);
    }
  }

  record Send(RoomId room, ClientId clientId, Content content) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.send(this);
    }
  }

  record Edit(RoomId room, MessageId message, Content content) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.edit(this);
    }
  }

  record Delete(RoomId room, MessageId message) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.delete(this);
    }
  }

  record Type(RoomId room) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.type(this);
    }
  }

  record Ping(@Nullable Long id) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.ping(this);
    }
  }

  record Authenticate(SignedToken token) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.authenticate(this);
    }
  }

  /** Nothing that can be done. */
  record Invalid(Refusal refusal, V1Encoding.Subject subject) implements ClientFrame {
    @Override
    public void handTo(Handler handler) {
      handler.invalid(this);
    }

    @Override
    public boolean isValid() {
      return false;
    }
  }

  /** Never fails, whatever the text. */
  static ClientFrame of(String text) {
    Fields fields;
    try {
      fields = Fields.of(text);
    } catch (JacksonException notJson) {
      return new Invalid(
          Refusal.invalid("the frame must be a JSON object", null), V1Encoding.Subject.UNKNOWN);
    } catch (IOException impossible) {
      // There is nothing to read from but memory.
      throw new UncheckedIOException(impossible);
    }
    try {
      return of(fields);
    } catch (InvalidValue invalid) {
      return new Invalid(
          Refusal.invalid(invalid.field() + " " + invalid.problem(), fields.validClientId()),
          fields.subject());
    }
  }

  private static ClientFrame of(Fields fields) {
    return switch (fields.text("type")) {
      case "join" -> new Join(fields.room(), fields.afterSeq(), fields.epoch());
      case "leave" -> new Leave(fields.room());
      case "send" ->
          new Send(
              fields.room(),
              new ClientId(fields.text("client_id")),
              new Content(fields.text("content")));
      case "edit" -> new Edit(fields.room(), fields.message(), new Content(fields.text("content")));
      case "delete" -> new Delete(fields.room(), fields.message());
      case "typing" -> new Type(fields.room());
      case "ping" -> new Ping(fields.optionalNumber("id"));
      case "auth" -> new Authenticate(fields.token());
      default -> throw new InvalidValue("type", "is not known");
    };
  }

  /**
   * The members of a JSON object that matter: texts and whole numbers as they are, whatever else
   * stands there as {@link Fields#OTHER}.
   */
  record Fields(Map<String, Object> values) {
    private static final Object OTHER = new Object();

    /** Several times as long as any token that is issued. */
    private static final int MAX_TOKEN = 4_096;

    private static final Set<String> TYPES =
        Set.of("join", "leave", "send", "edit", "delete", "typing", "ping", "auth");
    private static final Set<String> NAMES =
        Set.of("type", "room_id", "after_seq", "epoch", "client_id", "content", "id", "token");

    /**
     * @throws JacksonException when it is no JSON object
     */
    static Fields of(String text) throws IOException {
      var values = new HashMap<String, Object>(8);
      try (var json = StrangersText.parser(text)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw new JsonParseException(json, "no object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
          var name = json.currentName();
          var token = json.nextToken();
          if (NAMES.contains(name)) {
            if (token == JsonToken.VALUE_NULL) {
              values.remove(name);
            } else {
              values.put(name, value(json, token));
            }
          }
          json.skipChildren();
        }
        if (json.nextToken() != null) {
          throw new JsonParseException(json, "more than one");
        }
      }
      return new Fields(values);
    }

    private static Object value(JsonParser json, JsonToken token) throws IOException {
      if (token == JsonToken.VALUE_STRING) {
        return json.getText();
      }
      if (token == JsonToken.VALUE_NUMBER_INT
          && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        return json.getLongValue();
      }
      return OTHER;
    }

    String text(String name) {
      if (values.get(name) instanceof String text) {
        return text;
      }
      throw new InvalidValue(name, "must be a string");
    }

    @Nullable Long optionalNumber(String name) {
      return values.containsKey(name) ? (Long) number(name) : null;
    }

    private long number(String name) {
      if (values.get(name) instanceof Long number) {
        return number;
      }
      throw new InvalidValue(name, "must be an integer");
    }

    RoomId room() {
      return new RoomId(number("room_id"));
    }

    MessageId message() {
      return new MessageId(number("id"));
    }

    @Nullable Long afterSeq() {
      var afterSeq = optionalNumber("after_seq");
      if (afterSeq != null && afterSeq < 0) {
        throw new InvalidValue("after_seq", "must not be negative");
      }
      return afterSeq;
    }

    @Nullable Epoch epoch() {
      return values.containsKey("epoch") ? new Epoch(text("epoch")) : null;
    }

    SignedToken token() {
      var token = text("token");
      if (token.isEmpty() || token.length() > MAX_TOKEN) {
        throw new InvalidValue("token", "must have 1 to " + MAX_TOKEN + " characters");
      }
      return new SignedToken(token);
    }

    @Nullable ClientId validClientId() {
      try {
        return values.containsKey("client_id") ? new ClientId(text("client_id")) : null;
      } catch (InvalidValue invalid) {
        return null;
      }
    }

    /** What an error about the frame can name. */
    V1Encoding.Subject subject() {
      var type = values.get("type") instanceof String text && TYPES.contains(text) ? text : null;
      var room =
          values.get("room_id") instanceof Long number && number > 0 ? new RoomId(number) : null;
      var id = values.get("id") instanceof Long number ? number : null;
      return new V1Encoding.Subject(type, room, id);
    }
  }
}
