package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * Takes the pictures of the chat page that the documents show. Its name keeps it out of builds; it
 * is run by hand when the page looks different, as CONTRIBUTING.md says.
 */
class PagePictures extends VisitTest {
  private static final Path IMAGES =
      Path.of(System.getProperty("chat.home"), "docs", "images").normalize();

  private long harbour;
  private long kitchen;
  private long design;

  @Test
  void take_all() {
    talk();
    var mara = visitor("Mara").enter(harbour);
    var tomas = visitor("Tomás").enter(harbour);
    var jonas = visitor("Jonas").enter(harbour);
    for (var text : List.of("Found its owner", "Soup at noon?", "Leek and potato.")) {
      person("Tomás").say(kitchen, text);
    }
    person("Lena").say(design, "Proofs are on the table.");
    mara.tab().awaitTexts(".list .count", counts -> assertThat(counts).containsExactly("1", "3"));
    for (var colours : List.of("light", "dark")) {
      mara.tab().colours(colours);
      mara.tab().size(1280, 800);
      takeOnDesktop(mara, jonas, "desktop-" + colours);
      mara.tab().size(390, 844);
      takeOnPhone(mara, jonas, "phone-" + colours);
    }
    assertThat(tomas.tab().texts(".said")).isNotEmpty();
    assertThat(IMAGES.toFile().list()).hasSizeGreaterThanOrEqualTo(16);
  }

  private void takeOnDesktop(Visitor mara, Visitor jonas, String kind) {
    takeRoomAndSearch(mara, jonas, kind);
    var tab = mara.enter(harbour).tab();
    tab.chord(List.of(Keys.CONTROL), "/");
    tab.element("dialog[open] kbd");
    shoot(tab, "help-" + kind);
    tab.press(Keys.ESCAPE);
    stranger(kind, 1280, 800);
  }

  private void takeOnPhone(Visitor mara, Visitor jonas, String kind) {
    takeRoomAndSearch(mara, jonas, kind);
    var tab = mara.go("#/").tab();
    tab.element(".list a");
    shoot(tab, "rooms-" + kind);
    stranger(kind, 390, 844);
  }

  private void takeRoomAndSearch(Visitor mara, Visitor jonas, String kind) {
    showRoom(mara, jonas);
    shoot(mara.tab(), "room-" + kind);
    search(mara);
    shoot(mara.tab(), "search-" + kind);
  }

  private void showRoom(Visitor mara, Visitor jonas) {
    mara.enter(harbour);
    mara.tab().awaitTexts(".said", said -> assertThat(said).last().asString().startsWith("Done"));
    // A page says only every few seconds that somebody is typing.
    await()
        .atMost(Tab.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              jonas.begin(".");
              assertThat(mara.tab().texts(".typing")).containsExactly("Jonas is typing…");
            });
    mara.tab().hover(mara.tab().element("h1"));
    mara.tab().run("document.activeElement?.blur()");
  }

  private static void search(Visitor mara) {
    mara.go("#/search/lantern");
    mara.tab().awaitTexts("mark", marks -> assertThat(marks).hasSizeGreaterThan(2));
  }

  /** What one sees who isn't logged in. */
  private void stranger(String kind, int width, int height) {
    var tab = open();
    tab.size(width, height);
    tab.colours(kind.endsWith("dark") ? "dark" : "light");
    tab.fill("[name=username]", "Priya");
    shoot(tab, "log-in-" + kind);
  }

  private static void shoot(Tab tab, String name) {
    tab.runAsync(
        """
        await document.fonts.ready;
        await new Promise(requestAnimationFrame);
        await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
        await new Promise(requestAnimationFrame);
        """);
    tab.screenshot(IMAGES.resolve(name + ".png"));
  }

  /** What everybody has said before the pictures are taken. */
  private void talk() {
    var reading = person("Priya").openRoom("reading group");
    var releases = person("Lena").openRoom("releases");
    kitchen = person("Tomás").openRoom("kitchen");
    design = person("Lena").openRoom("design");
    harbour = person("Mara").openRoom("harbour festival");
    person("Priya").say(reading, "Chapter four next week, who brings tea?");
    person("Lena").say(releases, "2.4 is out at last");
    person("Tomás").say(kitchen, "Somebody left a lantern in the fridge. Again.");
    person("Lena").say(design, "The poster with the paper lantern is my favourite so far.");

    var tomas = person("Tomás");
    var priya = person("Priya");
    var jonas = person("Jonas");
    tomas.say(
        harbour,
        "Morning! The pier is ours from **Friday 16:00**, the harbour office just called.");
    tomas.say(harbour, "They only ask that the *lanterns* are out by midnight.");
    priya.say(harbour, "Lovely. I have 120 paper lanterns and about as many candles");
    jonas.say(harbour, "> the lanterns are out by midnight\nI can take the late shift, with Lena.");
    person("Mara")
        .say(harbour, "Thank you both. Stage plan is at https://example.org/festival/stage");
    person("Mara")
        .say(harbour, "Still open: power for the kitchen tent, and who fetches the benches.");
    tomas.say(
        harbour,
        "Power is two cables from the boathouse:\n```\nA  16 A   kitchen, lights\nB  32 A   stage\n```");
    priya.say(harbour, "Benches: my uncle has a trailer. He would come at `14:30`, is that fine?");
    jonas.say(harbour, "It is, I'll be there to help.");
    person("Mara").say(harbour, "Perfect. Can somebody tell the choir that they start at 18:00?");
    priya.say(harbour, "Done, and they asked for a roof. It does look like rain.");
  }
}
