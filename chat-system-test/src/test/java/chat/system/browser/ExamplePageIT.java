package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example beside the protocol client works as it stands. */
class ExamplePageIT extends VisitTest {
  /** The usual limits: two people get along with them. */
  @Override
  Map<String, String> settings() {
    return Map.of();
  }

  @Test
  void two_people_talk_on_the_example_page() {
    var alice = comeIn("alice");
    var bob = comeIn("bob");

    alice.fill("[name=content]", "hi bob");
    alice.pressEnter();
    bob.awaitTexts("#messages li", texts -> assertThat(texts).containsExactly("alice: hi bob"));
    bob.fill("[name=content]", "hi <b>alice</b>");
    bob.pressEnter();

    for (var tab : List.of(alice, bob)) {
      tab.awaitTexts(
          "#messages li",
          texts -> assertThat(texts).containsExactly("alice: hi bob", "bob: hi <b>alice</b>"));
      tab.awaitTexts("#pending li", texts -> assertThat(texts).isEmpty());
    }
  }

  private Tab comeIn(String name) {
    var tab = open("/example.html");
    tab.fill("[name=username]", name);
    tab.fill("[name=password]", "correct horse");
    tab.click("#log-in button");
    tab.awaitTexts("#state", texts -> assertThat(texts).containsExactly("live"));
    return tab;
  }
}
