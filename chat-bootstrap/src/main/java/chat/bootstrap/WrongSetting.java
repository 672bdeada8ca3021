package chat.bootstrap;

/** A setting is missing or wrong; the message is one line for a person, and tells no secret. */
final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongSetting(Setting setting, String problem) {
    super(setting.names() + " " + problem);
  }
}
