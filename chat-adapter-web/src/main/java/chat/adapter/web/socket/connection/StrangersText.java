package chat.adapter.web.socket.connection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads what clients send, whatever it is, as JSON. */
public final class StrangersText {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names of a stranger's choice aren't worth remembering.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private StrangersText() {}

  public static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }
}
