package chat.adapter.web.socket.plain;

import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.connection.StrangersText;
import chat.domain.InvalidValue;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a client's text means: something to say, or nothing that can be said. An object's {@code
 * content} is said; so is text that isn't JSON, as it stands.
 */
sealed interface Utterance {
  /** What the one function makes of it that is for its case. */
  <T> T fold(Function<Say, T> say, Function<Refused, T> refused);

  record Say(Content content, @Nullable ClientId clientId) implements Utterance {
    @Override
    public <T> T fold(Function<Say, T> say, Function<Refused, T> refused) {
      return say.apply(this);
    }
  }

  record Refused(Refusal refusal) implements Utterance {
    @Override
    public <T> T fold(Function<Say, T> say, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }

  static Utterance of(String text) {
    Parts parts;
    try {
      parts = Parts.of(text);
    } catch (StreamConstraintsException tooMuch) {
      return new Refused(Refusal.invalid("the JSON is nested too deeply or too long", null));
    } catch (JacksonException notJson) {
      parts = new Parts(true, text, true, null);
    } catch (IOException impossible) {
      // There is nothing to read from but memory.
      throw new UncheckedIOException(impossible);
    }
    ClientId clientId = null;
    try {
      if (!parts.object()) {
        throw new InvalidValue("the frame", "must be text or a JSON object");
      }
      if (!parts.clientIdIsText()) {
        throw new InvalidValue("client_id", "must be a string");
      }
      clientId = parts.clientId() == null ? null : new ClientId(parts.clientId());
      if (parts.content() == null) {
        throw new InvalidValue("content", "must be a string");
      }
      return new Say(new Content(parts.content()), clientId);
    } catch (InvalidValue invalid) {
      return new Refused(Refusal.invalid(invalid.field() + " " + invalid.problem(), clientId));
    }
  }

  /**
   * What of a JSON text matters.
   *
   * @param object whether it is an object at all
   * @param content null unless it is a string
   * @param clientIdIsText false when there is one of another type
   */
  record Parts(
      boolean object, @Nullable String content, boolean clientIdIsText, @Nullable String clientId) {
    private static final String BLANKS = " \t\r\n";
    private static final String BEGINNINGS = "{[\"-0123456789tfn";

    /**
     * @throws JacksonException when it isn't JSON
     */
    static Parts of(String text) throws IOException {
      if (!mayBeJson(text)) {
        return new Parts(true, text, true, null);
      }
      try (var json = StrangersText.parser(text)) {
        var parts = json.nextToken() == JsonToken.START_OBJECT ? ofObject(json) : ofOther(json);
        if (json.nextToken() != null) {
          // Two JSON texts behind one another are none (RFC 8259, section 2).
          return new Parts(true, text, true, null);
        }
        return parts;
      }
    }

    /** Saves most plain text the price of an exception. */
    private static boolean mayBeJson(String text) {
      int at = 0;
      while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() && BEGINNINGS.indexOf(text.charAt(at)) >= 0;
    }

    private static Parts ofOther(JsonParser json) throws IOException {
      json.skipChildren();
      // A scalar is decoded lazily; what doesn't decode isn't JSON.
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        json.getText();
      }
      return new Parts(false, null, true, null);
    }

    private static Parts ofObject(JsonParser json) throws IOException {
      String content = null;
      String clientId = null;
      boolean clientIdIsText = true;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        var name = json.currentName();
        var value = json.nextToken();
        if (name.equals("content")) {
          content = value == JsonToken.VALUE_STRING ? json.getText() : null;
        } else if (name.equals("client_id")) {
          clientId = value == JsonToken.VALUE_STRING ? json.getText() : null;
          clientIdIsText = clientId != null || value == JsonToken.VALUE_NULL;
        }
        json.skipChildren();
      }
      return new Parts(true, content, clientIdIsText, clientId);
    }
  }
}
