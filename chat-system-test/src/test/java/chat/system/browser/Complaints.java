package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What browsers may write on their consoles in a test: nothing, unless the test provokes it. */
final class Complaints {
  private final List<String> provoked = new ArrayList<>();
  private boolean outages;

  void expectOutages() {
    outages = true;
  }

  void expect(String... words) {
    provoked.addAll(List.of(words));
  }

  /** Fails for whatever else one wrote. */
  void check(Tab tab) {
    assertThat(tab.errors(!outages))
        .as("errors on the console")
        .filteredOn(error -> provoked.stream().noneMatch(error::contains))
        .isEmpty();
  }
}
