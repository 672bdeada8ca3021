package chat.bootstrap;

import chat.domain.StoreUnavailable;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code chat serve}: runs the server until it is told to stop. */
final class ServeCommand {
  private static final System.Logger LOG = System.getLogger(ServeCommand.class.getName());

  private ServeCommand() {}

  /**
   * Returns when the server has been stopped and everything that it had accepted is done.
   *
   * @param ready where to say, in one line, that clients may come
   * @throws WrongSetting for a setting
   * @throws StartFailure when the server can't start
   */
  static void run(Map<Setting, String> flags, Map<String, String> environment, PrintWriter ready) {
    var settings = new SettingsReader(flags, environment).read();
    Logging.configure(settings.logLevel());
    try (var server = start(settings)) {
      var stop = new StopSignal();
      ready.println("chat " + Version.current() + " is ready: " + page(settings, server.address()));
      ready.flush();
      if (settings.wantsAllowedHosts()) {
        LOG.log(
            System.Logger.Level.INFO,
            "answers to addresses, localhost and names of one label only; "
                + Setting.ALLOWED_HOSTS.names()
                + " lists the other names that people call it by");
      }
      stop.await();
      LOG.log(System.Logger.Level.INFO, "stopping; Ctrl-C again stops at once");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI page(Settings settings, URI address) {
    return Settings.localUri(settings.host(), address.getPort(), "/");
  }

  @SuppressWarnings("MustBeClosed") // The caller closes it.
  private static ChatServer start(Settings settings) {
    try {
      return ChatServer.start(settings);
    } catch (StartFailure e) {
      throw e;
    } catch (StoreUnavailable e) {
      throw new StartFailure(OneLine.of(String.valueOf(e.getMessage())), e);
    } catch (RuntimeException e) {
      var refused = bindFailure(e);
      if (refused == null) {
        throw e;
      }
      throw new StartFailure(
          "can't listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + OneLine.of(String.valueOf(refused.getMessage())),
          e);
    }
  }

  private static @Nullable BindException bindFailure(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException refused) {
        return refused;
      }
    }
    return null;
  }
}
