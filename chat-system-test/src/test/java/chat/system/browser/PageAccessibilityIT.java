package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What axe-core knows of accessibility, on each screen, by day and by night, large and small. */
class PageAccessibilityIT extends VisitTest {
  private static final String AXE = axe();

  private static final String EXAMINE =
      """
      const {violations} = await axe.run(document, {
        resultTypes: ['violations'],
        rules: {'target-size': {enabled: !args[0]}},
      });
      return violations.flatMap(({id, nodes}) => nodes.map(
          ({target, failureSummary}) => [id, target.flat().join(' > '), failureSummary].join(' ')));
      """;

  /** Nothing is wider than the screen, but what scrolls by itself. */
  private static final String TOO_WIDE =
      """
      const wide = [];
      const look = (root) => {
        for (const element of root.querySelectorAll('*')) {
          const {left, right, width, height} = element.getBoundingClientRect();
          const isCut = element.closest('.heard, pre') !== null
              || (element.parentElement && getComputedStyle(element.parentElement).textOverflow === 'ellipsis');
          if (!isCut && width > 0 && height > 0 && element.checkVisibility()
              && (right > innerWidth + 1 || left < -1)) {
            wide.push(`${element.localName}.${element.className} ${left}-${right}`);
          }
          if (element.shadowRoot) {
            look(element.shadowRoot);
          }
        }
      };
      look(document);
      if (document.documentElement.scrollWidth > innerWidth) {
        wide.push(`the page: ${document.documentElement.scrollWidth}`);
      }
      return wide;
      """;

  private enum Screen {
    BY_DAY(1280, 800, "light"),
    BY_NIGHT(1280, 800, "dark"),
    PHONE(320, 568, "light"),
    /** What is left of a desktop for one who enlarges twice. */
    ENLARGED(640, 400, "dark");

    private final int width;
    private final int height;
    private final String colours;

    Screen(int width, int height, String colours) {
      this.width = width;
      this.height = height;
      this.colours = colours;
    }
  }

  @Test
  void no_screen_has_anything_that_axe_complains_about() {
    expectComplaints("status of 401", "status of 404");
    var room = furnish();
    var complaints = new LinkedHashMap<String, Object>();
    var tab = open();
    for (var screen : Screen.values()) {
      tab.size(screen.width, screen.height);
      tab.colours(screen.colours);
      visit(tab, room, place -> examine(tab, complaints, screen + " " + place));
      restart(tab);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void there_are_landmarks_and_one_main_heading() {
    var room = furnish();
    var tab = visitor("alice").enter(room).tab();
    assertThat(tab.elements("main")).hasSize(1);
    assertThat(tab.elements("nav[aria-label=Rooms]")).hasSize(1);
    assertThat(tab.elements("h1")).hasSize(1);
    assertThat(tab.elements("[role=log][aria-live=polite]")).hasSize(1);
    assertThat(tab.run("return document.documentElement.lang")).isEqualTo("en");
  }

  @Test
  void whoever_wants_no_motion_sees_none() {
    var room = furnish();
    var alice = visitor("alice");
    var tab = alice.tab();
    tab.prefer(Map.of("prefers-reduced-motion", "reduce"));
    alice.go("#/rooms/" + room + "/1");
    tab.awaitFocus(".message[data-seq='1']");
    assertThat(tab.run("return document.getAnimations().length")).isEqualTo(0L);
    assertThat(tab.element(".found").getCssValue("animation-name")).isEqualTo("none");
  }

  private interface Place {
    void reached(String name);
  }

  /** Goes through all that there is to see. */
  private void visit(Tab tab, long room, Place place) {
    place.reached("log in");
    activate(tab, "form button.primary");
    tab.awaitTexts(".mistake", mistakes -> assertThat(mistakes).hasSize(2));
    place.reached("log in with mistakes");
    activate(tab, ".other button");
    place.reached("register");
    tab.fill("[name=password]", "correct horse");
    tab.awaitTexts(
        "#password-hint",
        hints -> assertThat(hints).singleElement().asString().startsWith("Fair: "));
    place.reached("register with a password");
    activate(tab, ".other button");
    person("alice");
    tab.fill("[name=username]", "alice");
    tab.fill("[name=password]", Visitor.PASSWORD);
    tab.pressEnter();
    tab.awaitTexts(".list a", rooms -> assertThat(rooms).isNotEmpty());
    place.reached("rooms");

    var alice = new Visitor(tab).enter(room);
    tab.awaitTexts(".said", said -> assertThat(said).hasSizeGreaterThan(5));
    place.reached("conversation");
    tab.run("arguments[0].focus()", alice.line("mine"));
    place.reached("conversation with a message's buttons");
    tab.pressEnter();
    tab.awaitFocus("[aria-label='Change the message']");
    place.reached("editing");
    tab.press(Keys.ESCAPE);
    tab.run("arguments[0].focus()", alice.line("mine"));
    tab.press(Keys.DELETE);
    tab.element("dialog[open] button.danger");
    place.reached("deleting");
    tab.press(Keys.ESCAPE);
    var isOpen = !tab.elements("chat-people").isEmpty();
    activate(tab, ".there");
    tab.awaitTexts("chat-people", people -> assertThat(people.isEmpty()).isEqualTo(isOpen));
    place.reached("people");
    activate(tab, ".there");
    tab.chord(List.of(Keys.CONTROL), "/");
    tab.element("dialog[open] kbd");
    place.reached("help");
    tab.press(Keys.ESCAPE);

    alice.go("#/search");
    tab.element(".start");
    place.reached("search");
    alice.go("#/search/ferry");
    tab.awaitTexts("mark", marks -> assertThat(marks).isNotEmpty());
    place.reached("found");
    alice.go("#/rooms/999999");
    tab.element(".none");
    place.reached("no such room");
    alice.go("#/");
    activate(tab, ".who");
    tab.element(".menu");
    place.reached("menu");
    tab.press(Keys.ESCAPE);
    activate(tab, "header [aria-label='New room']");
    tab.element("dialog[open] [name=name]");
    tab.pressEnter();
    tab.element("dialog[open] .mistake");
    place.reached("new room");
    tab.press(Keys.ESCAPE);
  }

  /** Wherever it is on a small screen. */
  private static void activate(Tab tab, String selector) {
    tab.run("arguments[0].click()", tab.element(selector));
  }

  private static void examine(Tab tab, Map<String, Object> complaints, String place) {
    settle(tab);
    var found = new ArrayList<Object>();
    // As long as the page isn't loaded anew it keeps what it has.
    if (tab.run("return typeof axe").equals("undefined")) {
      tab.run(AXE);
    }
    // A menu covers a part of what is below it, until it is closed.
    found.addAll((List<?>) tab.runAsync(EXAMINE, place.endsWith("menu")));
    found.addAll((List<?>) tab.run(TOO_WIDE));
    if (!found.isEmpty()) {
      complaints.put(place, found);
    }
  }

  /** Colours that are still changing are no colours to judge. */
  private static void settle(Tab tab) {
    tab.runAsync(
        """
        await new Promise(requestAnimationFrame);
        await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
        """);
  }

  private static void restart(Tab tab) {
    tab.run("localStorage.clear(); history.replaceState(null, '', '/')");
    tab.reload();
    tab.awaitFocus("[name=username]");
  }

  /** A room with something of everything. */
  private long furnish() {
    var room = person("alice").openRoom("harbour " + rooms++);
    person("bob").say(room, "the ferry is late, see https://example.org/ferry");
    person("bob")
        .say(
            room,
            "**bold** *thin* `code`\n> quoted\n\n```\nlines of code that are longer than a phone is wide, by far\n```");
    person("carol with quite a long name").say(room, "🦊");
    person("carol with quite a long name").say(room, "anextremelylongwordthatneverends".repeat(8));
    person("alice").say(room, "mine");
    person("alice").say(room, "gone");
    person("bob").say(room, "the end");
    var other =
        person("bob")
            .openRoom("a room with a name that is long, longer than any list is wide " + rooms++);
    person("bob").say(other, "hello");
    return room;
  }

  private int rooms;

  private static String axe() {
    try (var source = PageAccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      if (source == null) {
        throw new IllegalStateException("axe-core isn't on the class path");
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
