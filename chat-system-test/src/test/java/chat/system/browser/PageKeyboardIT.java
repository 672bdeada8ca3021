package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Everything on the chat page is done without a pointer. */
class PageKeyboardIT extends VisitTest {
  private static final String FIELD = "[placeholder^='Message #']";
  private static final String ROOMS_FIELD = "[aria-label='Find a room or a message']";

  @Test
  void somebody_comes_talks_corrects_and_leaves_by_keyboard_alone() {
    var tab = open();
    tab.awaitFocus("[name=username]");
    tabTo(tab, ".other button");
    tab.press(Keys.ENTER);
    tab.awaitFocus("[name=username]");
    tab.write("keyla");
    tabTo(tab, "[name=password]");
    tab.write(Visitor.PASSWORD);
    tab.pressEnter();
    var keyla = new Visitor(tab).awaitLive();

    tabTo(tab, "header [aria-label='New room']");
    tab.press(Keys.SPACE);
    tab.awaitFocus("[name=name]");
    tab.write("by keys");
    tab.pressEnter();
    keyla.awaitSettled();
    tab.awaitFocus(FIELD);
    tab.write("hello wrld");
    tab.pressEnter();
    keyla.awaitSaid("hello wrld");
    tab.awaitFocus(FIELD);

    tab.press(Keys.ARROW_UP);
    tab.awaitFocus("[aria-label='Change the message']");
    tab.chord(List.of(Keys.CONTROL), "a");
    tab.write("hello world");
    tab.pressEnter();
    keyla.awaitSaid("hello worldedited");
    tab.awaitFocus(FIELD);

    tab.write("not this");
    tab.pressEnter();
    keyla.awaitSaid("hello worldedited", "not this");
    tab.chord(List.of(Keys.SHIFT), Keys.F6);
    tab.awaitFocus(".message[data-seq='3']");
    tab.press(Keys.DELETE);
    tab.awaitFocus("dialog button");
    tabTo(tab, "dialog button.danger");
    tab.pressEnter();
    keyla.awaitSaid("hello worldedited", "This message was deleted");
    tab.awaitFocus(FIELD);

    tab.press(Keys.F6);
    tab.awaitFocus(".list a[aria-current=page]");
    tabTo(tab, ".who");
    tab.pressEnter();
    tab.awaitFocus(".menu button");
    tab.press(Keys.ESCAPE);
    tab.awaitFocus(".who");
    tab.pressEnter();
    tab.awaitFocus(".menu button");
    tab.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ENTER);
    tab.awaitTexts(".notice", texts -> assertThat(texts).containsExactly("You are logged out."));
    tab.awaitFocus("[name=username]");
  }

  @Test
  void messages_are_walked_through_and_each_has_its_keys() {
    var room = person("alice").openRoom("walk");
    IntStream.rangeClosed(1, 60).forEach(i -> person("bob").say(room, "step " + i));
    var alice = visitor("alice").enter(room);
    var tab = alice.tab();
    tab.awaitFocus(FIELD);
    tab.chord(List.of(Keys.SHIFT), Keys.F6);
    tab.awaitFocus(".message[data-seq='60']");

    tab.press(Keys.ARROW_UP, Keys.ARROW_UP);
    tab.awaitFocus(".message[data-seq='58']");
    tab.press(Keys.ARROW_DOWN);
    tab.awaitFocus(".message[data-seq='59']");
    tab.press(Keys.HOME);
    tab.awaitFocus(".message[data-seq='1']");
    assertThat(
            tab.run(
                "return arguments[0].getBoundingClientRect().top",
                tab.element(".message[data-seq='1']")))
        .isInstanceOfSatisfying(Number.class, top -> assertThat(top.doubleValue()).isPositive());
    tab.press(Keys.END);
    tab.awaitFocus(".message[data-seq='60']");
    // Somebody else's message: neither of these does anything.
    tab.press(Keys.ENTER, Keys.DELETE);
    assertThat(tab.elements("chat-editor")).isEmpty();
    assertThat(tab.elements("dialog[open]")).isEmpty();
    tabTo(tab, "[data-deed=link]");
    tab.pressEnter();
    tab.awaitTexts(
        "[role=status]",
        texts ->
            assertThat(texts)
                .anyMatch(text -> text.contains("Link copied") || text.endsWith("/60")));
    tab.press(Keys.ESCAPE);
    tab.awaitFocus(FIELD);
  }

  @Test
  void what_is_typed_on_a_message_is_written_below_and_changes_no_message() {
    var room = person("alice").openRoom("letters");
    person("alice").say(room, "said before");
    var alice = visitor("alice").enter(room);
    var tab = alice.tab();
    tab.awaitFocus(FIELD);
    tab.chord(List.of(Keys.SHIFT), Keys.F6);
    tab.awaitFocus(".message[data-seq='1']");
    tab.press("e");
    tab.awaitFocus(FIELD);
    tab.write("cho");
    tab.pressEnter();
    alice.awaitSaid("said before", "echo");

    tab.chord(List.of(Keys.SHIFT), Keys.F6);
    tab.awaitFocus(".message[data-seq='2']");
    tab.pressEnter();
    tab.awaitFocus("[aria-label='Change the message']");
    tab.write("es");
    tab.pressEnter();
    alice.awaitSaid("said before", "echoesedited");
  }

  @Test
  void the_help_tells_the_keys_and_gives_the_focus_back() {
    var room = person("alice").openRoom("help");
    var tab = visitor("alice").enter(room).tab();
    tab.awaitFocus(FIELD);
    tab.chord(List.of(Keys.CONTROL), "/");
    tab.element("dialog[open] kbd");
    assertThat(tab.texts("dialog[open] h2")).containsExactly("Keys and signs");
    assertThat(tab.texts("dialog[open] dd")).contains("Find a room", "Edit your message", "bold");
    tab.press(Keys.ESCAPE);
    tab.awaitFocus(FIELD);
    assertThat(tab.elements("dialog[open]")).isEmpty();
  }

  @Test
  void rooms_are_changed_with_the_arrows_and_those_with_news_first() {
    var one = person("alice").openRoom("first");
    var two = person("alice").openRoom("second");
    var three = person("alice").openRoom("third");
    var alice = visitor("alice").enter(one);
    var tab = alice.tab();
    tab.awaitTexts(".list a .name", names -> assertThat(names).contains("second", "third"));
    tab.chord(List.of(Keys.ALT), Keys.ARROW_UP);
    tab.awaitTrue("location.hash === '#/rooms/" + two + "'");
    tab.chord(List.of(Keys.ALT), Keys.ARROW_UP);
    tab.awaitTrue("location.hash === '#/rooms/" + three + "'");
    tab.chord(List.of(Keys.ALT), Keys.ARROW_DOWN);
    tab.awaitTrue("location.hash === '#/rooms/" + two + "'");
    person("bob").say(one, "news");
    tab.awaitTexts(".list .count", counts -> assertThat(counts).containsExactly("1"));
    tab.chord(List.of(Keys.ALT, Keys.SHIFT), Keys.ARROW_DOWN);
    tab.awaitTrue("location.hash === '#/rooms/" + one + "'");

    tab.chord(List.of(Keys.CONTROL), "k");
    tab.awaitFocus(ROOMS_FIELD);
    tab.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ARROW_UP);
    tab.awaitFocus(ROOMS_FIELD);
  }

  @Test
  void what_arrives_is_read_out_without_flooding() {
    var room = person("alice").openRoom("flood");
    var tab = visitor("alice").enter(room).tab();
    tab.run(
        """
        const find = (root) => root.querySelector('[role=log]')
            ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && find(each.shadowRoot)).find(Boolean);
        window.spoken = [];
        const log = find(document);
        new MutationObserver(() => spoken.push(log.textContent)).observe(
            log, {childList: true, characterData: true, subtree: true});
        """);
    IntStream.rangeClosed(1, 20).forEach(i -> person("bob").say(room, "word " + i));
    tab.awaitTexts(
        "[role=log]",
        texts -> assertThat(texts).singleElement().asString().contains("new messages from bob"));
    @SuppressWarnings("unchecked")
    var spoken = (List<String>) tab.run("return spoken");
    assertThat(spoken).first().isEqualTo("bob: word 1");
    assertThat(spoken).hasSizeLessThanOrEqualTo(3);
    tab.awaitFocus(FIELD);
  }

  /** Presses Tab until the focus is there; it must come there, and can be seen wherever it is. */
  private static void tabTo(Tab tab, String selector) {
    for (int i = 0; i < 30; i++) {
      if (tab.hasFocus(selector)) {
        return;
      }
      tab.press(Keys.TAB);
      assertThat(tab.focusIsSeen()).as("the focus can be seen").isTrue();
    }
    throw new AssertionError("the focus doesn't come to " + selector);
  }
}
