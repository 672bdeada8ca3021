package chat.bootstrap;

import chat.domain.StoreUnavailable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * {@code chat new-epoch}: says that the database is another history now, so that clients whose
 * positions are from the one before start over.
 */
final class NewEpochCommand {
  /** Those that say which database it is about. */
  static final List<Setting> SETTINGS =
      List.of(
          Setting.DATA_DIR,
          Setting.DATABASE_URL,
          Setting.DATABASE_USER,
          Setting.DATABASE_PASSWORD_FILE,
          Setting.LOG_LEVEL);

  private NewEpochCommand() {}

  /**
   * Returns when the database has the new epoch.
   *
   * @param out where to tell it, in one line
   * @throws WrongSetting for a setting
   * @throws StartFailure when there is no database, or a server has it
   */
  static void run(Map<Setting, String> flags, Map<String, String> environment, PrintWriter out) {
    var settings = new SettingsReader(flags, environment);
    Logging.configure(settings.logLevel());
    try (var storage = Storage.openExisting(settings.dataDirectory(), settings.database())) {
      out.println("the epoch is now " + storage.epochs().renew().value());
      out.flush();
    } catch (StoreUnavailable e) {
      throw new StartFailure(OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }
}
