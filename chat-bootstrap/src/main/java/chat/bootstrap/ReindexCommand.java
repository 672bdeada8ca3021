package chat.bootstrap;

import chat.adapter.search.lucene.LuceneIndex;
import chat.application.log.LogFollower;
import chat.domain.StoreUnavailable;
import chat.domain.message.LogProgress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code chat reindex}: builds the search index anew and shows how far it is. */
final class ReindexCommand {
  private static final int WIDTH = 40;
  private static final int TELL_MILLIS = 200;

  private ReindexCommand() {}

  /**
   * Returns when the index knows all of the log.
   *
   * @param out where to show it: one line that grows, and one at the end
   * @throws WrongSetting for a setting
   * @throws StartFailure when there is no database, or a server has it or the index
   */
  static void run(Map<Setting, String> flags, Map<String, String> environment, PrintWriter out) {
    var settings = new SettingsReader(flags, environment);
    Logging.configure(settings.logLevel());
    var directory = Settings.searchDirectory(settings.dataDirectory());
    try (var storage = Storage.openExisting(settings.dataDirectory(), settings.database());
        var follower =
            LogFollower.rebuilding(
                LuceneIndex.in(directory), storage.messageLog(), storage.epochs())) {
      follower.start();
      var progress = follower.progress();
      while (progress.state() != LogProgress.State.READY) {
        if (progress.state() == LogProgress.State.STUCK) {
          throw new StartFailure(
              "the index in " + OneLine.of(directory.toString()) + " can't be built");
        }
        out.print("\r" + bar(progress));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(TELL_MILLIS);
        progress = follower.progress();
      }
      out.println("\r" + bar(progress));
      out.println("the search index knows all " + progress.done() + " events");
      out.flush();
    } catch (StoreUnavailable e) {
      throw new StartFailure(OneLine.of(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted; a server goes on where this stopped", e);
    }
  }

  private static String bar(LogProgress progress) {
    int percent = progress.of() == 0 ? 0 : (int) (progress.done() * 100 / progress.of());
    percent = progress.state() == LogProgress.State.READY ? 100 : percent;
    int full = WIDTH * percent / 100;
    return String.format(
        "[%s%s] %3d %% of %d events",
        "#".repeat(full), " ".repeat(WIDTH - full), percent, progress.of());
  }
}
