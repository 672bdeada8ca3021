package chat.domain.room;

import chat.domain.Text;
import chat.domain.VisibleText;

/** What a room is called: 1 to 100 characters on one line, trimmed. */
public record RoomName(String value) {
  public static final int MAX_CHARACTERS = 100;

  public RoomName {
    value = Text.name("name", value, 1, MAX_CHARACTERS);
  }

  /**
   * A name that somebody may choose; those from before these rules may break them.
   *
   * @throws chat.domain.InvalidValue also when some of it can't be seen ({@link VisibleText})
   */
  public static RoomName chosen(String typed) {
    var name = new RoomName(typed);
    VisibleText.check("name", name.value());
    return name;
  }

  /** Equal for names that people would take for the same; at most 300 characters. */
  public String key() {
    return Text.folded(value);
  }
}
