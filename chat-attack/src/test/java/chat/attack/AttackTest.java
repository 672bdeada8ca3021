package chat.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.attack.scenario.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttackTest {
  private final StringWriter out = new StringWriter();

  private int attack(String... arguments) {
    return Attack.run(Map.of(), new PrintWriter(out, true), arguments);
  }

  @Test
  void help_names_every_option() {
    assertThat(attack("--help")).isZero();
    assertThat(out.toString())
        .contains("chat attack", "--list", "--seconds", "--scale", "--heap", "--seed", "--json");
  }

  @Test
  void the_list_says_of_every_attack_what_it_does_and_what_must_hold() {
    assertThat(attack("--list")).isZero();
    assertThat(Scenarios.ALL)
        .isNotEmpty()
        .allSatisfy(
            scenario ->
                assertThat(out.toString())
                    .contains(
                        scenario.name(),
                        scenario.about().attack(),
                        scenario.about().expectation()));
  }

  @Test
  void names_are_unique() {
    assertThat(Scenarios.ALL).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void a_wrong_call_is_told_from_a_broken_bound() {
    assertThat(attack("no-such-attack")).isEqualTo(2);
    assertThat(attack("--seconds", "0")).isEqualTo(2);
    assertThat(attack("--heap", "much")).isEqualTo(2);
  }

  @Test
  void without_a_server_there_is_nothing_to_attack() {
    assertThat(attack("ping-flood")).isEqualTo(1);
  }
}
