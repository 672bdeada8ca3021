package chat.system.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * One page in a browser of its own. What is looked for is also found inside the shadow roots of
 * components, and waited for.
 */
public final class Tab implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a browser says by itself when nobody lets it in; no page can keep it from that. */
  private static final Pattern OUTAGE =
      Pattern.compile(
          "net::ERR_(CONNECTION_|INTERNET_DISCONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|NETWORK_|SOCKET_)|"
              + "WebSocket connection to '[^']*' failed|the server responded with a status of (401|503)");

  private static final String DEEP =
      """
      const within = (root, selector) => {
        const found = [...root.querySelectorAll(selector)];
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) {
            found.push(...within(element.shadowRoot, selector));
          }
        }
        return found;
      };
      """;

  private static final String FOCUSED =
      """
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) {
        focused = focused.shadowRoot.activeElement;
      }
      """;

  private final ChromeDriver driver;
  private final URI server;
  private final List<LogEntry> console = new ArrayList<>();

  /** A tab in a browser without anything of that server. */
  Tab(URI server) {
    this.server = server;
    driver = Browser.take();
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
  }

  /** For what has no word of its own here. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a page of the server. */
  public Tab open(String path) {
    driver.get(server.resolve(path).toString());
    return this;
  }

  public void reload() {
    driver.navigate().refresh();
  }

  /** What a script returns; it has {@code arguments}. */
  public @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What an asynchronous function with this body returns; it has {@code args}. */
  public @Nullable Object runAsync(String body, Object... arguments) {
    var answer =
        (Map<?, ?>)
            driver.executeAsyncScript(
                """
                const args = [...arguments];
                const done = args.pop();
                (async () => { %s })().then(
                  (value) => done({value}),
                  (failure) => done({failure: String(failure?.stack ?? failure)}));
                """
                    .formatted(body),
                arguments);
    if (answer.get("failure") != null) {
      throw new AssertionError(answer.get("failure"));
    }
    return answer.get("value");
  }

  /** Waits until a script returns true. */
  public void awaitTrue(String script, Object... arguments) {
    await(script)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Boolean.TRUE.equals(run("return " + script, arguments)));
  }

  /** The first element that a selector finds, once there is one that can be seen. */
  public WebElement element(String selector) {
    await(selector)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> visible(selector).isPresent());
    return visible(selector).orElseThrow(() -> new NoSuchElementException(selector));
  }

  private Optional<WebElement> visible(String selector) {
    return elements(selector).stream().filter(Tab::isVisible).findFirst();
  }

  private static boolean isVisible(WebElement element) {
    try {
      return element.isDisplayed();
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  /** All elements that a selector finds now. */
  @SuppressWarnings("unchecked")
  public List<WebElement> elements(String selector) {
    return (List<WebElement>)
        driver.executeScript(DEEP + "return within(document, arguments[0]);", selector);
  }

  /** The texts of all that a selector finds now. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String selector) {
    return (List<String>)
        driver.executeScript(
            DEEP + "return within(document, arguments[0]).map((each) => each.textContent.trim());",
            selector);
  }

  /** Waits until what the selector finds is as it should be. */
  public void awaitTexts(String selector, Consumer<List<String>> check) {
    await(selector)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> check.accept(texts(selector)));
  }

  public void click(String selector) {
    element(selector).click();
  }

  /** Types into a field, in place of what is in it. */
  public void fill(String selector, String text) {
    var field = element(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Puts a text where the focus is, as a keyboard or a paste would, emoji and line breaks too. */
  public void write(String text) {
    driver.executeCdpCommand("Input.insertText", Map.of("text", text));
  }

  /** Presses keys, one after another, wherever the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses a key while others are held. */
  public void chord(List<Keys> held, CharSequence key) {
    var actions = new Actions(driver);
    held.forEach(actions::keyDown);
    actions.sendKeys(key);
    held.forEach(actions::keyUp);
    actions.perform();
  }

  /** Points at something, without pressing. */
  public void hover(WebElement element) {
    new Actions(driver).moveToElement(element).perform();
  }

  /** Whether the focus is on what a selector finds. */
  public boolean hasFocus(String selector) {
    return Boolean.TRUE.equals(
        run(FOCUSED + "return focused?.matches(arguments[0]) ?? false;", selector));
  }

  /**
   * Whether what has the focus is on the screen and stands out; true when the browser itself has
   * it.
   */
  public boolean focusIsSeen() {
    return Boolean.TRUE.equals(
        run(
            FOCUSED
                + """
                if (!focused || focused === document.body) {
                  return true;
                }
                const {width, height, top, left} = focused.getBoundingClientRect();
                const style = getComputedStyle(focused);
                const around = getComputedStyle(focused.closest('form') ?? focused);
                return width > 0 && height > 0 && top < innerHeight && left < innerWidth && top + height > 0
                    && (style.outlineStyle !== 'none' || around.outlineStyle !== 'none');
                """));
  }

  public void awaitFocus(String selector) {
    await("focus on " + selector)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> hasFocus(selector));
  }

  public void pressEnter() {
    press(Keys.ENTER);
  }

  /** Cuts the browser off from every network, or lets it back. */
  public void offline(boolean off) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    if (off) {
      closeSockets();
    }
  }

  /** A browser that is cut off keeps the sockets that it has. */
  private void closeSockets() {
    var prototype =
        driver.executeCdpCommand(
            "Runtime.evaluate", Map.of("expression", "WebSocket.prototype", "objectGroup", "cut"));
    var sockets =
        driver.executeCdpCommand(
            "Runtime.queryObjects",
            Map.of("prototypeObjectId", idOf(prototype, "result"), "objectGroup", "cut"));
    driver.executeCdpCommand(
        "Runtime.callFunctionOn",
        Map.of(
            "objectId",
            idOf(sockets, "objects"),
            "functionDeclaration",
            "function () { this.forEach((socket) => socket.close()); }"));
  }

  private static Object idOf(Map<String, Object> answer, String member) {
    return ((Map<?, ?>) answer.get(member)).get("objectId");
  }

  /** As on a device with such a screen, in CSS pixels. */
  public void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** As somebody who prefers such colours: {@code light} or {@code dark}. */
  public void colours(String scheme) {
    prefer(Map.of("prefers-color-scheme", scheme));
  }

  /** As somebody with these preferences, by the names that styles have for them. */
  public void prefer(Map<String, String> preferences) {
    var features =
        preferences.entrySet().stream()
            .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
            .toList();
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  /** Lets nothing through to addresses of these patterns from now on; without any, everything. */
  public void block(String... patterns) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  /** Has a script run in every page that is opened from now on, before its own. */
  public void beforeEveryPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** What is to be seen, as a PNG. */
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the console has shown so far, the oldest first. */
  public List<String> console() {
    driver.manage().logs().get(LogType.BROWSER).forEach(console::add);
    return console.stream().map(entry -> entry.getLevel() + " " + entry.getMessage()).toList();
  }

  /**
   * The errors on the console.
   *
   * @param outages whether those count that a browser writes when the server is away
   */
  List<String> errors(boolean outages) {
    console();
    return console.stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> outages || !OUTAGE.matcher(message).find())
        .toList();
  }

  /** Everything that was loaded, by its address, as the browser names it. */
  @SuppressWarnings("unchecked")
  public List<String> loaded() {
    return (List<String>)
        driver.executeScript(
            "return performance.getEntries().filter((entry) => entry.name.startsWith('http'))"
                + ".map((entry) => entry.name);");
  }

  /** How many bytes came for the page and all that it loaded, headers included. */
  public long transferred() {
    return ((Number)
            driver.executeScript(
                "return performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0);"))
        .longValue();
  }

  /** An element by a plain selector, for Selenium's own ways. */
  public WebElement plain(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  @Override
  public void close() {
    Browser.giveBack(driver, server);
  }
}
