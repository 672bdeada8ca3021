package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a browser loads first, and what the page's policy keeps from it. */
class PageLoadIT extends VisitTest {
  private static final int MOST_BYTES = 150 * 1024;

  @Test
  void the_page_loads_little_and_from_this_server_alone() {
    var tab = open("/");
    tab.awaitTrue("customElements.get('chat-app') !== undefined");

    System.out.println("the page transfers " + tab.transferred() + " bytes");
    assertThat(tab.transferred()).isBetween(1_000L, (long) MOST_BYTES);
    assertThat(tab.loaded())
        .hasSizeGreaterThan(5)
        .allMatch(address -> address.startsWith(server.address().toString()));
  }

  @Test
  void a_second_visit_loads_the_page_alone() {
    var tab = open("/");
    tab.awaitTrue("customElements.get('chat-app') !== undefined");
    var again = tab.open("/api/health").open("/");
    again.awaitTrue("customElements.get('chat-app') !== undefined");

    // An entry that came out of the browser's cache transfers nothing.
    assertThat(
            again.run(
                "return performance.getEntriesByType('resource')"
                    + ".filter((entry) => entry.name.includes('/page/') && entry.transferSize > 0)"
                    + ".map((entry) => entry.name)"))
        .isEqualTo(List.of());
  }

  @Test
  void the_policy_lets_no_script_in_that_is_not_a_file_of_this_server() {
    var tab = open("/");
    tab.run(
        """
        window.broken = [];
        document.addEventListener('securitypolicyviolation',
            (event) => broken.push(event.effectiveDirective));
        window.refused = [
          () => {
            const script = document.createElement('script');
            script.src = '/page/none/none.js';
          },
          () => { document.body.innerHTML = '<b>markup</b>'; },
          () => document.createElement('img').setAttribute('onerror', 'window.ran = true'),
        ].map((attempt) => {
          try {
            attempt();
            return 'went through';
          } catch ({name}) {
            return name;
          }
        });
        // In a turn of its own: what the driver runs itself may evaluate.
        setTimeout(() => {
          try {
            eval('window.ran = true');
            window.evaluated = 'went through';
          } catch ({name}) {
            window.evaluated = name;
          }
        });
        const inline = document.createElement('script');
        inline.append('window.ran = true');
        document.body.append(inline);
        const style = document.createElement('style');
        style.append('body { display: none; }');
        document.head.append(style);
        """);
    assertThat(tab.run("return refused")).isEqualTo(List.of("TypeError", "TypeError", "TypeError"));
    tab.awaitTrue("window.evaluated !== undefined && broken.length >= 4");
    assertThat(tab.run("return window.evaluated")).isNotEqualTo("went through");
    assertThat(tab.run("return window.ran === undefined")).isEqualTo(true);
    assertThat(tab.run("return getComputedStyle(document.body).display")).isEqualTo("block");
    // That the console tells of all this is what was to be shown.
    expectComplaints("Content Security Policy", "TrustedHTML", "TrustedScript");
  }
}
