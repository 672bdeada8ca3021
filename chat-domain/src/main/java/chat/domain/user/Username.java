package chat.domain.user;

import chat.domain.Text;
import chat.domain.VisibleText;

/** What others call a user: 3 to 50 characters on one line, trimmed. */
public record Username(String value) {
  public static final int MIN_CHARACTERS = 3;
  public static final int MAX_CHARACTERS = 50;

  public Username {
    value = Text.name("username", value, MIN_CHARACTERS, MAX_CHARACTERS);
  }

  /**
   * A name that somebody may choose; those from before these rules may break them.
   *
   * @throws chat.domain.InvalidValue also when some of it can't be seen ({@link VisibleText})
   */
  public static Username chosen(String typed) {
    var name = new Username(typed);
    VisibleText.check("username", name.value());
    return name;
  }

  /** Equal for names that people would take for the same; at most 150 characters. */
  public String key() {
    return Text.folded(value);
  }
}
