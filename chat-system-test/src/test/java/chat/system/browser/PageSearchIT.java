package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What was said is found on the chat page, in all rooms, and leads to its place. */
class PageSearchIT extends VisitTest {
  private static final String IN_ELEVEN_ROOMS =
      IntStream.rangeClosed(1, 11).mapToObj(i -> "in%3Ar" + i).collect(Collectors.joining("%20"));

  @Test
  void what_was_said_is_found_in_all_rooms_and_leads_to_its_place() {
    var harbour = person("alice").openRoom("harbour");
    var kitchen = person("alice").openRoom("kitchen");
    person("alice").say(harbour, "the lantern is lit");
    IntStream.rangeClosed(1, 130).forEach(i -> person("bob").say(harbour, "boat " + i));
    person("bob").say(kitchen, "who took my lantern?");
    var alice = visitor("alice").enter(kitchen);
    var tab = alice.tab();

    tab.chord(List.of(Keys.CONTROL, Keys.SHIFT), "f");
    tab.awaitFocus("[aria-label='Search messages']");
    tab.write("lantern");
    tab.awaitTexts("h1", titles -> assertThat(titles).contains("2 messages found"));
    tab.awaitTexts("mark", marks -> assertThat(marks).containsExactly("lantern", "lantern"));
    assertThat(tab.texts(".where")).containsExactlyInAnyOrder("in #harbour", "in #kitchen");
    assertThat(tab.run("return location.hash")).isEqualTo("#/search/lantern");
    assertThat(tab.run("return document.title")).isEqualTo("Search · Chat");

    tab.run("arguments[0].click()", tab.element("a[href='#/rooms/" + harbour + "/1']"));
    tab.awaitFocus(".message[data-seq='1']");
    assertThat(tab.element(".found .said").getText()).isEqualTo("the lantern is lit");
    tab.awaitTexts("h1 bdi", titles -> assertThat(titles).containsExactly("harbour"));

    tab.driver().navigate().back();
    tab.awaitTexts("mark", marks -> assertThat(marks).hasSize(2));
    tab.reload();
    tab.awaitTexts("mark", marks -> assertThat(marks).hasSize(2));
  }

  @Test
  void the_search_narrows_orders_and_goes_on() {
    var room = person("alice").openRoom("orchard");
    IntStream.rangeClosed(1, 40).forEach(i -> person("bob").say(room, "apple number " + i));
    person("alice").say(room, "an apple a day");
    var alice = visitor("alice").go("#/search/" + "apple%20in%3Aorchard");
    var tab = alice.tab();
    tab.awaitTexts("h1", titles -> assertThat(titles).contains("30+ messages found"));

    tab.click(".sorts button[aria-pressed=false]");
    tab.awaitTexts(".snippet", texts -> assertThat(texts).first().isEqualTo("an apple a day"));
    tab.click(".more");
    tab.awaitTexts("h1", titles -> assertThat(titles).contains("41 messages found"));
    assertThat(tab.texts(".snippet")).doesNotHaveDuplicates().hasSize(41);

    tab.fill("[aria-label='Search messages']", "apple in:orchard from:alice");
    tab.awaitTexts(".snippet", texts -> assertThat(texts).containsExactly("an apple a day"));
    tab.fill("[aria-label='Search messages']", "pineapple");
    tab.awaitTexts("h1", titles -> assertThat(titles).contains("Nothing found"));
  }

  @Test
  void a_room_leads_to_a_search_in_it_alone() {
    var room = person("alice").openRoom("the cellar");
    person("alice").say(room, "rats in the cellar");
    var alice = visitor("alice").enter(room);
    alice.tab().click("[aria-label='Search in this room']");
    alice.tab().awaitFocus("[aria-label='Search messages']");
    alice.tab().write("rats");
    alice.tab().awaitTexts(".where", texts -> assertThat(texts).containsExactly("in #the cellar"));
    assertThat(alice.tab().element("[aria-label='Search messages']").getDomProperty("value"))
        .isEqualTo("in:\"the cellar\" rats");
  }

  @Test
  void a_search_that_fails_says_so_and_is_tried_again() {
    expectOutages();
    expectComplaints("ERR_BLOCKED_BY");
    var room = person("alice").openRoom("fog");
    person("alice").say(room, "anything at all");
    var alice = visitor("alice").enter(room);
    var tab = alice.tab();
    tab.block("*/api/search*");
    alice.go("#/search/anything");
    tab.awaitTexts(".note.bad", notes -> assertThat(notes).singleElement().asString().isNotBlank());
    tab.block();
    tab.click(".note.bad button");
    tab.awaitTexts("mark", marks -> assertThat(marks).containsExactly("anything"));
    assertThat(tab.elements(".note.bad")).isEmpty();
  }

  @Test
  void a_search_that_is_refused_says_why() {
    expectComplaints("422");
    var tab = visitor("alice").tab();
    tab.run("location.hash = '#/search/" + IN_ELEVEN_ROOMS + "'");
    tab.awaitTexts(
        ".note.bad span",
        notes -> assertThat(notes).containsExactly("This search must name at most 10 rooms."));
  }

  @Test
  void a_room_is_found_by_its_name_with_the_keyboard_alone() {
    person("alice").openRoom("attic");
    var alice = visitor("alice");
    var tab = alice.tab();
    tab.chord(List.of(Keys.CONTROL), "k");
    tab.awaitFocus("[aria-label='Find a room or a message']");
    tab.write("att");
    tab.pressEnter();
    tab.awaitTexts("h1 bdi", titles -> assertThat(titles).containsExactly("attic"));

    tab.chord(List.of(Keys.CONTROL), "k");
    tab.write("nothing like it");
    tab.awaitTexts(
        ".empty",
        texts -> assertThat(texts).containsExactly("No room has “nothing like it” in its name."));
    tab.pressEnter();
    tab.awaitTrue("location.hash === '#/search/nothing%20like%20it'");
  }
}
