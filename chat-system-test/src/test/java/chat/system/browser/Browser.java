package chat.system.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium of this machine, without a window and without what it knows of anybody. A browser is
 * wiped and used again, by all test classes of this process, since it takes seconds to start one.
 * Thread-safe.
 */
final class Browser {
  private static final Dimension SIZE = new Dimension(1280, 800);
  private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit), "quit-browsers"));
  }

  private Browser() {}

  /** A browser with one empty tab, as of a person whom nobody knows. */
  static ChromeDriver take() {
    var idle = IDLE.poll();
    return idle == null ? start() : idle;
  }

  /**
   * Wipes a browser and keeps it for the next test. A new tab takes the place of the old one, and
   * with that ends whatever was set, emulated or stored in the tab.
   *
   * @param origin whose cookies and storage are deleted
   */
  static void giveBack(ChromeDriver driver, URI origin) {
    try {
      var used = driver.getWindowHandles();
      driver.switchTo().newWindow(WindowType.TAB);
      var fresh = driver.getWindowHandle();
      for (var tab : used) {
        driver.switchTo().window(tab).close();
      }
      driver.switchTo().window(fresh);
      driver.executeCdpCommand(
          "Storage.clearDataForOrigin",
          Map.of("origin", origin.resolve("/").toString(), "storageTypes", "all"));
      driver.manage().window().setSize(SIZE);
      driver.manage().logs().get(LogType.BROWSER);
      IDLE.push(driver);
    } catch (WebDriverException broken) {
      driver.quit();
      throw broken;
    }
  }

  private static ChromeDriver start() {
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
            "--window-size=" + SIZE.getWidth() + "," + SIZE.getHeight(),
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
