package chat.bootstrap;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;

/** {@code chat healthcheck}: asks the server on this machine how it is; for containers. */
final class HealthCheckCommand {
  private static final int TIMEOUT_MS = 3_000;

  private HealthCheckCommand() {}

  /**
   * Returns when the server is well.
   *
   * @throws WrongSetting for a setting
   * @throws StartFailure when it isn't, or doesn't answer
   */
  static void run(Map<Setting, String> flags, Map<String, String> environment) {
    var settings = new SettingsReader(flags, environment);
    var health = Settings.localUri(settings.host(), settings.port(), "/api/health");
    int status;
    try {
      var connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      status = connection.getResponseCode();
    } catch (IOException e) {
      throw new StartFailure(health + " doesn't answer: " + e.getMessage(), e);
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw new StartFailure(health + " answers " + status);
    }
  }
}
