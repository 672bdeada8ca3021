package chat.domain.room;

import chat.domain.Text;

/** What a room is called: 1 to 100 characters on one line, trimmed. */
public record RoomName(String value) {
  public static final int MAX_CHARACTERS = 100;

  public RoomName {
    value = Text.name("name", value, 1, MAX_CHARACTERS);
  }

  /** Equal for names that people would take for the same; at most 300 characters. */
  public String key() {
    return Text.folded(value);
  }
}
