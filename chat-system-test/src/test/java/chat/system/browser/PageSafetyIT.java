package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever people call themselves or say stays a text, and a token stays where it belongs. */
class PageSafetyIT extends VisitTest {
  /** Each would set {@code ran}, if anything of it ran. */
  private static final List<String> PAYLOADS =
      List.of(
          "<script>window.ran = 1</script>",
          "\"><script>window.ran = 1</script>",
          "</script><script>window.ran = 1</script>",
          "<img src=x onerror=\"window.ran = 1\">",
          "<svg onload=window.ran=1>",
          "<svg><script>window.ran=1</script></svg>",
          "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe>",
          "<iframe src=\"javascript:parent.ran=1\"></iframe>",
          "<body onload=window.ran=1>",
          "<details open ontoggle=window.ran=1>",
          "<input autofocus onfocus=window.ran=1>",
          "<math><mtext><table><mglyph><style><img src=x onerror=window.ran=1>",
          "<template><img src=x onerror=window.ran=1></template>",
          "' onmouseover='window.ran=1",
          "\" onfocus=\"window.ran=1\" autofocus=\"",
          "javascript:window.ran=1",
          "[go](javascript:window.ran=1)",
          "![x](x\" onerror=\"window.ran=1)",
          "https://example.org/\"onmouseover=\"window.ran=1",
          "https://example.org/'><img src=x onerror=window.ran=1>",
          "http://javascript:window.ran=1//x",
          "data:text/html,<script>parent.ran=1</script>",
          "**<img src=x onerror=window.ran=1>**",
          "`<img src=x onerror=window.ran=1>`",
          "> <img src=x onerror=window.ran=1>",
          "```\n<img src=x onerror=window.ran=1>\n```",
          "&lt;script&gt;window.ran=1&lt;/script&gt;",
          "${window.ran = 1}",
          "{{constructor.constructor('window.ran=1')()}}",
          "<!--<img src=x onerror=window.ran=1>-->",
          "<?lit$0$?><!--?lit$0$-->",
          "\u202e<script>window.ran=1</script>");

  /** What a page mustn't have, unless it is the page's own. */
  private static final String SMUGGLED =
      """
      const found = [];
      const look = (root) => {
        for (const element of root.querySelectorAll('*')) {
          const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
          const isForeign = element.matches('iframe, img, object, embed, math, body body, details, template, base')
              || (element.localName === 'script' && !element.closest('head'));
          const leads = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
          if (handlers.length > 0 || isForeign || /^\\s*(javascript|data|vbscript):/i.test(leads)) {
            found.push(element.outerHTML.slice(0, 200));
          }
          if (element.shadowRoot) {
            look(element.shadowRoot);
          }
        }
      };
      look(document);
      return found;
      """;

  @Test
  void no_message_runs_or_becomes_anything_but_text() {
    var room = person("alice").openRoom("<img src=x onerror=window.ran=1>");
    for (var payload : PAYLOADS) {
      person("alice").say(room, payload);
    }
    var bob = visitor("bob").enter(room);
    bob.tab().awaitTexts(".said", said -> assertThat(said).hasSizeGreaterThan(10));
    bob.tab()
        .awaitTexts(
            "h1 bdi",
            texts -> assertThat(texts).containsExactly("<img src=x onerror=window.ran=1>"));
    var seen = new ArrayList<>(bob.said());
    assertUnharmed(bob.tab());
    bob.go("#/rooms/" + room + "/1");
    bob.tab().awaitFocus(".message[data-seq='1']");
    seen.addAll(bob.said());
    assertThat(seen).contains("<script>window.ran = 1</script>", "javascript:window.ran=1");
    assertThat(seen).hasSizeGreaterThanOrEqualTo(PAYLOADS.size());
    assertUnharmed(bob.tab());

    // What comes while one looks is shown, and read to those who listen.
    var other = person("alice").openRoom("quiet");
    bob.enter(other);
    for (var payload : PAYLOADS) {
      bob.say(payload.replace("\n", " "));
    }
    bob.tab().awaitTexts(".pending", pending -> assertThat(pending).isEmpty());
    person("alice").say(other, "<b onclick=window.ran=1>heard</b>");
    bob.tab()
        .awaitTexts(
            "[role=log]",
            texts -> assertThat(texts).containsExactly("alice: <b onclick=window.ran=1>heard</b>"));
    assertUnharmed(bob.tab());
  }

  @Test
  void names_of_rooms_and_people_stay_texts_wherever_they_are_shown() {
    expectComplaints("status of 404");
    var mallory = person("<script>window.ran=1</script>");
    for (var payload : PAYLOADS) {
      mallory.post("/api/chat/rooms", Map.of("name", payload));
    }
    var room = mallory.openRoom("<svg onload=window.ran=1>home");
    mallory.say(room, "needle <img src=x onerror=window.ran=1> haystack");
    var alice = visitor("alice");
    alice
        .tab()
        .awaitTexts(
            ".list a .name",
            names -> assertThat(names).contains("<svg onload=window.ran=1>home", PAYLOADS.get(3)));
    assertUnharmed(alice.tab());

    alice.enter(room);
    alice
        .tab()
        .awaitTexts(
            ".head .author",
            names -> assertThat(names).containsExactly("<script>window.ran=1</script>"));
    visitor("<script>window.ran=1</script>").enter(room).begin("typing");
    alice
        .tab()
        .awaitTexts(
            ".typing",
            texts -> assertThat(texts).containsExactly("<script>window.ran=1</script> is typing…"));
    assertUnharmed(alice.tab());

    alice.go("#/search/needle");
    alice.tab().awaitTexts("mark", marks -> assertThat(marks).containsExactly("needle"));
    alice
        .tab()
        .awaitTexts(
            ".snippet",
            texts ->
                assertThat(texts)
                    .containsExactly("needle <img src=x onerror=window.ran=1> haystack"));
    assertUnharmed(alice.tab());

    alice.go("#/search/" + "%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E");
    alice.tab().element("[role=search] input");
    alice.go("#/rooms/999999");
    alice.go("#/<script>window.ran=1</script>");
    assertUnharmed(alice.tab());
  }

  @Test
  void the_token_is_in_no_address_no_title_and_not_on_the_console() {
    expectOutages();
    var room = person("alice").openRoom("secrets");
    var tab = open();
    tab.run(
        """
        window.addresses = [];
        window.WebSocket = class extends WebSocket {
          constructor(address, protocols) {
            super(address, protocols);
            window.addresses.push(String(address));
          }
        };
        """);
    var alice = new Visitor(tab).logIn("alice").enter(room);
    alice.say("hello");
    alice.awaitSaid("hello");
    alice.go("#/search/hello");
    tab.awaitTexts("mark", marks -> assertThat(marks).containsExactly("hello"));
    server.kill();
    tab.awaitTexts(".who .state", states -> assertThat(states).containsExactly("Not connected"));
    server.start();
    alice.awaitLive();

    var token = (String) tab.run("return JSON.parse(localStorage.getItem('chat-session')).token");
    assertThat(token).hasSizeGreaterThan(20);
    @SuppressWarnings("unchecked")
    var addresses = (List<String>) tab.run("return [...addresses, location.href, document.title]");
    assertThat(addresses).hasSizeGreaterThan(3);
    assertThat(tab.loaded()).hasSizeGreaterThan(5);
    assertThat(tab.console()).isNotEmpty();
    assertThat(List.of(addresses, tab.loaded(), tab.console()).toString()).doesNotContain(token);
    assertThat((String) tab.run("return document.documentElement.outerHTML")).doesNotContain(token);
  }

  private static void assertUnharmed(Tab tab) {
    assertThat(tab.run("return window.ran ?? 'nothing ran'")).isEqualTo("nothing ran");
    assertThat(tab.run(SMUGGLED)).isEqualTo(List.of());
  }
}
