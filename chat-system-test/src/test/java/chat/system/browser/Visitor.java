package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Somebody at the chat page, and what people do there. */
final class Visitor {
  static final String PASSWORD = "longenough";
  static final String COMPOSER = "chat-composer textarea, form textarea";
  private static final String MESSAGE = ".message";

  private final Tab tab;

  Visitor(Tab tab) {
    this.tab = tab;
  }

  Tab tab() {
    return tab;
  }

  Visitor logIn(String name) {
    tab.fill("[name=username]", name);
    tab.fill("[name=password]", PASSWORD);
    tab.click("form button.primary");
    return awaitLive();
  }

  Visitor register(String name) {
    tab.click(".other button");
    return logIn(name);
  }

  /** Waits until they are logged in and connected. */
  Visitor awaitLive() {
    tab.awaitTexts(".state", states -> assertThat(states).containsExactly("Connected"));
    return this;
  }

  /** Goes to a room by its address. */
  Visitor enter(long room) {
    return go("#/rooms/" + room).awaitSettled();
  }

  /** Goes to an address of the page without loading it anew. */
  Visitor go(String hash) {
    tab.run("location.hash = arguments[0]", hash);
    return this;
  }

  /** Waits until the room shows its messages. */
  Visitor awaitSettled() {
    tab.element(".view[aria-busy=false]");
    tab.element(COMPOSER);
    return this;
  }

  /** Writes without sending. */
  Visitor begin(String text) {
    tab.click(COMPOSER);
    tab.write(text);
    return this;
  }

  Visitor say(String text) {
    begin(text);
    tab.pressEnter();
    return this;
  }

  String draft() {
    return tab.element(COMPOSER).getDomProperty("value");
  }

  /** Waits until these are the messages that are shown, all of them stored. */
  Visitor awaitSaid(String... texts) {
    tab.awaitTexts(".said", said -> assertThat(said).containsExactly(texts));
    tab.awaitTexts(".pending", pending -> assertThat(pending).isEmpty());
    return this;
  }

  List<String> said() {
    return tab.texts(".said");
  }

  /** The line of the message that says this. */
  WebElement line(String text) {
    tab.awaitTexts(".said", said -> assertThat(said).anyMatch(each -> each.startsWith(text)));
    return tab.elements(MESSAGE).get(indexOf(text));
  }

  private int indexOf(String text) {
    var said = said();
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).startsWith(text)) {
        return i;
      }
    }
    throw new AssertionError("nobody says " + text + " in " + said);
  }

  /** Does with a message what a button beside it is for, as in {@code edit}. */
  Visitor act(String deed, String text) {
    var line = line(text);
    tab.hover(line);
    tab.run("arguments[0].querySelector('[data-deed=' + arguments[1] + ']').click()", line, deed);
    return this;
  }

  Visitor edit(String from, String to) {
    act("edit", from);
    tab.awaitFocus("[aria-label='Change the message']");
    tab.chord(List.of(Keys.CONTROL), "a");
    tab.write(to);
    tab.pressEnter();
    return this;
  }

  Visitor delete(String text) {
    act("delete", text);
    tab.click("dialog[open] button.danger");
    return this;
  }

  /** Opens the menu under one's name and chooses. */
  Visitor choose(String item) {
    tab.click(".who");
    tab.elements(".menu button").stream()
        .filter(button -> button.getText().equals(item))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + item + " in " + tab.texts(".menu button")))
        .click();
    return this;
  }

  /** The badge beside a room in the list; empty when there is none. */
  String unreadOf(String room) {
    return tab.texts(".list a").stream()
        .map(text -> text.replaceAll("\\s+", " "))
        .filter(text -> text.startsWith("# " + room + " "))
        .map(
            text -> text.contains("new message") ? text.replaceAll(".* (\\d+\\+?) ?,.*", "$1") : "")
        .findFirst()
        .orElseThrow(() -> new AssertionError(room + " isn't in the list"));
  }
}
