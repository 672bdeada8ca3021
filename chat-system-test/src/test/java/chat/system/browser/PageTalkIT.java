package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** People meet and talk on the chat page. */
class PageTalkIT extends VisitTest {
  @Override
  Map<String, String> settings() {
    return Map.of(
        "CHAT_LIMITS", "off", "CHAT_PASSWORD_MINIMUM", "8", "CHAT_PASSWORD_CHECK", "common");
  }

  @Test
  void what_is_wrong_with_a_new_account_stands_beside_its_field() {
    expectComplaints("status of 422", "status of 400");
    person("zoe");
    var tab = open();
    tab.click(".other button");
    tab.click("form button.primary");
    tab.awaitTexts(
        ".mistake", texts -> assertThat(texts).containsExactly("Pick a name", "Pick a password"));
    tab.awaitFocus("[name=username][aria-invalid=true][aria-describedby~=username-mistake]");

    tab.fill("[name=username]", "ab");
    tab.fill("[name=password]", "short");
    tab.pressEnter();
    for (var field : List.of("username", "password")) {
      tab.awaitTexts(
          "#" + field + "-mistake",
          texts -> assertThat(texts).singleElement().asString().contains("at least"));
    }

    tab.fill("[name=username]", "zoe");
    tab.fill("[name=password]", Visitor.PASSWORD);
    tab.pressEnter();
    tab.awaitTexts(".mistake", texts -> assertThat(texts).containsExactly("This name is taken"));

    tab.fill("[name=username]", "zoe2");
    tab.pressEnter();
    tab.awaitTexts(".who .name", texts -> assertThat(texts).containsExactly("zoe2"));
  }

  @Test
  void a_new_password_has_its_strength_beside_it_and_a_known_one_has_not() {
    expectComplaints("status of 422");
    var tab = open();
    tab.fill("[name=password]", "kX9#qP2$vL7mR4&wTz");
    assertThat(tab.elements("meter")).isEmpty();
    assertThat(tab.elements("#password-hint")).isEmpty();
    tab.click(".other button");
    awaitStrength(tab, 4, "Strong");

    tab.click("[name=password]");
    tab.chord(List.of(Keys.CONTROL), "a");
    tab.press(Keys.BACK_SPACE);
    awaitStrength(tab, 0, "At least 8 characters");
    tab.element("[name=password][aria-describedby~=password-hint]");
    tab.element("#password-hint[aria-live=polite]");
    tab.fill("[name=username]", "sophie");
    tab.fill("[name=password]", "seventy");
    awaitStrength(tab, 1, "Too short: at least 8 characters");
    tab.fill("[name=password]", "sophie 77");
    awaitStrength(tab, 1, "Weak: it contains your name or e-mail");
    tab.fill("[name=username]", "ada");
    awaitStrength(tab, 1, "Weak: a longer one is harder to guess");

    // The server knows more common ones than the page, and has the last word.
    tab.fill("[name=password]", "rush2112");
    tab.pressEnter();
    tab.awaitTexts(
        "#password-mistake",
        texts -> assertThat(texts).containsExactly("Must not be one of the most common ones"));
    assertThat(tab.elements("meter")).isEmpty();
    assertThat(tab.elements("#password-hint:not([hidden])")).isEmpty();
    tab.fill("[name=password]", "correct horse");
    awaitStrength(tab, 2, "Fair: a longer one is harder to guess");
    tab.pressEnter();
    tab.awaitTexts(".who .name", texts -> assertThat(texts).containsExactly("ada"));
  }

  private static void awaitStrength(Tab tab, int level, String text) {
    tab.awaitTexts("#password-hint", texts -> assertThat(texts).containsExactly(text));
    var meter = tab.element("meter");
    assertThat(meter.getDomProperty("value")).isEqualTo(Integer.toString(level));
    assertThat(meter.getAccessibleName()).isEqualTo("Strength of the password");
    assertThat(meter.getDomAttribute("aria-valuetext")).isEqualTo(text);
  }

  @Test
  void a_wrong_password_is_told_and_a_right_one_lasts_over_a_reload() {
    expectComplaints("status of 401");
    person("alice");
    var tab = open();
    tab.fill("[name=username]", "alice");
    tab.fill("[name=password]", "something else");
    tab.pressEnter();
    tab.awaitTexts(
        "#password-mistake", texts -> assertThat(texts).containsExactly("Wrong name or password"));
    tab.awaitFocus("[name=password]");

    new Visitor(tab).logIn("alice");
    tab.reload();
    tab.awaitTexts(".who .name", texts -> assertThat(texts).containsExactly("alice"));

    new Visitor(tab).choose("Log out");
    tab.awaitTexts(".notice", texts -> assertThat(texts).containsExactly("You are logged out."));
    tab.reload();
    tab.element("[name=username]");
    assertThat(tab.texts(".who .name")).isEmpty();
  }

  @Test
  void whoever_logs_out_everywhere_is_logged_out_in_other_browsers_too() {
    expectComplaints("status of 401");
    var here = visitor("carol");
    var there = visitor("carol");

    here.choose("Log out everywhere…");
    here.tab().click("dialog[open] button.danger");

    here.tab()
        .awaitTexts(
            ".notice",
            texts -> assertThat(texts).containsExactly("You are logged out on all devices."));
    there
        .tab()
        .awaitTexts(
            ".notice",
            texts -> assertThat(texts).singleElement().asString().contains("login has ended"));
  }

  @Test
  void two_people_talk_edit_and_delete() {
    var room = person("alice").openRoom("plans");
    var alice = visitor("alice").enter(room);
    var bob = visitor("bob").enter(room);

    alice.say("hi bob").say("how are you?");
    bob.awaitSaid("hi bob", "how are you?").say("fine");
    for (var each : List.of(alice, bob)) {
      each.awaitSaid("hi bob", "how are you?", "fine");
      assertThat(each.tab().texts(".head .author")).containsExactly("alice", "bob");
      assertThat(each.tab().texts(".day")).containsExactly("Today");
    }
    bob.tab().awaitTexts(".stored", signs -> assertThat(signs).containsExactly("Stored"));

    alice.edit("how are you?", "how is it going?");
    bob.awaitSaid("hi bob", "how is it going?edited", "fine");
    alice.delete("hi bob");
    for (var each : List.of(alice, bob)) {
      each.awaitSaid("This message was deleted", "how is it going?edited", "fine");
    }
    assertThat(bob.tab().elements("[data-deed=edit]")).hasSize(1);
  }

  @Test
  void what_is_said_is_shown_before_the_server_has_it() {
    var room = person("alice").openRoom("slow");
    var alice = visitor("alice").enter(room);
    // The socket's frames get no answer for as long as this page says.
    alice
        .tab()
        .run(
            """
            const {send} = WebSocket.prototype;
            window.held = [];
            WebSocket.prototype.send = function (frame) { held.push(() => send.call(this, frame)); };
            """);

    alice.say("already there");

    alice
        .tab()
        .awaitTexts(".pending .said", texts -> assertThat(texts).containsExactly("already there"));
    assertThat(alice.tab().texts(".pending .waits")).hasSize(1);
    alice.tab().run("held.forEach((go) => go())");
    alice.awaitSaid("already there");
  }

  @Test
  void typing_and_presence_are_seen() {
    var room = person("alice").openRoom("presence");
    var alice = visitor("alice").enter(room);
    var bob = visitor("bob").enter(room);

    alice
        .tab()
        .awaitTexts("chat-people .name, li .name", names -> assertThat(names).contains("bob"));
    bob.begin("I think");
    alice.tab().awaitTexts(".typing", texts -> assertThat(texts).containsExactly("bob is typing…"));
    bob.tab().pressEnter();
    alice.awaitSaid("I think");
    alice.tab().awaitTexts(".typing", texts -> assertThat(texts).containsExactly(""));

    bob.choose("Log out");
    alice
        .tab()
        .awaitTexts("li .name", names -> assertThat(names).contains("alice").doesNotContain("bob"));
  }

  @Test
  void rooms_are_opened_found_and_count_what_is_new() {
    expectComplaints("status of 409");
    person("bob");
    var alice = visitor("alice");
    alice.tab().click("header [aria-label='New room']");
    alice.tab().awaitFocus("[name=name]");
    alice.tab().write("harbour");
    alice.tab().pressEnter();
    alice.awaitSettled();
    alice.tab().awaitTexts("h1 bdi", texts -> assertThat(texts).containsExactly("harbour"));
    long harbour = roomOf(alice);
    var other = person("bob").openRoom("lighthouse");
    alice.enter(other);
    assertThat(alice.unreadOf("harbour")).isEmpty();

    person("bob").say(harbour, "one");
    person("bob").say(harbour, "two");
    await()
        .atMost(Tab.PATIENCE)
        .untilAsserted(() -> assertThat(alice.unreadOf("harbour")).isEqualTo("2"));
    alice.tab().awaitTrue("document.title === '(2) lighthouse · Chat'");
    assertThat(alice.tab().texts(".list a .name").get(0)).isEqualTo("harbour");

    alice.tab().fill("nav input[type=search]", "HARB");
    alice.tab().awaitTexts(".list a .name", names -> assertThat(names).containsExactly("harbour"));
    alice.tab().press(Keys.ARROW_DOWN, Keys.ENTER);
    alice.awaitSettled().awaitSaid("one", "two");
    alice.tab().awaitTexts(".unread", texts -> assertThat(texts).containsExactly("New messages"));
    alice.tab().awaitTrue("document.title === 'harbour · Chat'");

    alice.tab().click("header [aria-label='New room']");
    alice.tab().awaitFocus("[name=name]");
    alice.tab().write("harbour");
    alice.tab().pressEnter();
    alice
        .tab()
        .awaitTexts(
            "#name-mistake",
            texts -> assertThat(texts).containsExactly("There is a room of that name"));
  }

  @Test
  void a_draft_is_kept_for_each_room_and_over_a_reload() {
    var one = person("alice").openRoom("draft one");
    var two = person("alice").openRoom("draft two");
    var alice = visitor("alice").enter(one).begin("unfinished");
    alice.enter(two);
    alice.tab().awaitTexts("h1 bdi", texts -> assertThat(texts).containsExactly("draft two"));
    assertThat(alice.draft()).isEmpty();
    alice.begin("other");
    alice.enter(one);
    alice.tab().awaitTexts("h1 bdi", texts -> assertThat(texts).containsExactly("draft one"));
    assertThat(alice.draft()).isEqualTo("unfinished");

    alice.tab().reload();
    alice.awaitSettled();
    assertThat(alice.draft()).isEqualTo("unfinished");
    alice.tab().click(Visitor.COMPOSER);
    alice.tab().pressEnter();
    alice.awaitSaid("unfinished");
    alice.tab().reload();
    alice.awaitSettled();
    assertThat(alice.draft()).isEmpty();
  }

  @Test
  void markdown_links_line_breaks_and_emoji_are_shown() {
    var room = person("alice").openRoom("signs");
    var alice = visitor("alice").enter(room);
    alice.say("**bold** *thin* `code`\n> wise words\n\nsee https://example.org/a_(b), or not");
    alice.say("🦊🎉");
    alice.tab().awaitTexts(".said", said -> assertThat(said).hasSize(2));

    var tab = alice.tab();
    assertThat(tab.texts(".said strong")).containsExactly("bold");
    assertThat(tab.texts(".said em")).containsExactly("thin");
    assertThat(tab.texts(".said code")).containsExactly("code");
    assertThat(tab.texts(".said blockquote")).containsExactly("wise words");
    assertThat(tab.texts(".said .emoji")).containsExactly("🦊🎉");
    var link = tab.element(".said a");
    assertThat(link.getText()).isEqualTo("https://example.org/a_(b)");
    assertThat(link.getDomAttribute("rel")).contains("noopener").contains("noreferrer");

    alice.begin("line one");
    tab.chord(List.of(Keys.SHIFT), Keys.ENTER);
    tab.write("line two");
    tab.pressEnter();
    tab.awaitTexts(".said", said -> assertThat(said).last().isEqualTo("line one\nline two"));
    var lines = tab.elements(".said p").get(tab.elements(".said p").size() - 1);
    assertThat(lines.getSize().height).isGreaterThan(2 * 18);
  }

  @Test
  void an_address_leads_to_its_message() {
    var alice = person("alice");
    var room = alice.openRoom("long ago");
    for (int i = 1; i <= 150; i++) {
      alice.say(room, "message " + i);
    }
    var visitor = visitor("alice").go("#/rooms/" + room + "/20");
    visitor.tab().awaitFocus(".message[data-seq='20']");
    assertThat(visitor.tab().element(".found .said").getText()).isEqualTo("message 20");

    visitor.tab().reload();
    visitor.tab().awaitFocus(".message[data-seq='20']");
    visitor.tab().click(".latest");
    visitor.tab().awaitTexts(".said", said -> assertThat(said).last().isEqualTo("message 150"));
  }

  @Test
  void what_arrives_while_nobody_looks_is_marked_counted_and_notified() {
    var room = person("alice").openRoom("away");
    var alice = visitor("alice").enter(room);
    var tab = alice.tab();
    tab.driver()
        .executeCdpCommand(
            "Browser.grantPermissions", Map.of("permissions", List.of("notifications")));
    tab.run(
        """
        window.notified = [];
        const shown = class {
          static permission = 'granted';
          static requestPermission = async () => 'granted';
          constructor(title, {body, tag}) { notified.push({title, body, tag}); }
        };
        window.Notification = shown;
        """);
    alice.choose("Notifications");
    tab.press(Keys.ESCAPE);
    person("bob").say(room, "while you look");
    alice.awaitSaid("while you look");
    assertThat(tab.run("return notified")).isEqualTo(List.of());

    hide(tab, true);
    person("bob").say(room, "**are** you there?");
    tab.awaitTrue("notified.length === 1");
    assertThat(tab.run("return notified[0]"))
        .isEqualTo(
            Map.of("title", "bob in away", "body", "are you there?", "tag", "chat-room-" + room));
    tab.awaitTrue("document.title === '(1) away · Chat'");
    hide(tab, false);
    tab.awaitTexts(".unread", texts -> assertThat(texts).containsExactly("New messages"));
    tab.awaitTrue("document.title === 'away · Chat'");
  }

  /** A browser without windows can't be covered by one; it says that it is. */
  private static void hide(Tab tab, boolean hidden) {
    tab.run(
        """
        const [hidden] = arguments;
        Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
        """,
        hidden);
  }

  private static long roomOf(Visitor visitor) {
    visitor.tab().awaitTrue("location.hash.startsWith('#/rooms/')");
    return ((Number) visitor.tab().run("return Number(location.hash.split('/')[2])")).longValue();
  }
}
