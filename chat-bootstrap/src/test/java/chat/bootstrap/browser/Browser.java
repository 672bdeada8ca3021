package chat.bootstrap.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts the Chromium of this machine, without a window and without what it knows of anybody. */
final class Browser {
  private Browser() {}

  /** A browser of its own, as of a person whom nobody knows. */
  static ChromeDriver start() {
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(executable("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options());
  }

  private static ChromeOptions options() {
    var console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(executable("chromium", "google-chrome").toFile());
    options.setCapability("goog:loggingPrefs", console);
    options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
    options.setExperimentalOption("prefs", Map.of("credentials_enable_service", false));
    return options.addArguments(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,800",
            "--user-data-dir=" + newFolder()));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("chat-browser-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path executable(String... names) {
    var folders = System.getenv("PATH").split(File.pathSeparator);
    return Stream.of(names)
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no %s on the PATH; on Debian: apt install chromium chromium-driver"
                        .formatted(String.join(" and no ", names))));
  }
}
