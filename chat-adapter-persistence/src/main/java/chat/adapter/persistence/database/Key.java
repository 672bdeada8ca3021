package chat.adapter.persistence.database;

import java.nio.charset.StandardCharsets;

/**
 * A folded name as the databases compare it: as bytes, so that no collation has a say, not even on
 * blanks at the end.
 */
public record Key(String folded) {
  public byte[] bytes() {
    return folded.getBytes(StandardCharsets.UTF_8);
  }
}
