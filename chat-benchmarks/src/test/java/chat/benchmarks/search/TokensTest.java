package chat.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.benchmarks.text.Dice;
import chat.benchmarks.text.Typo;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void letters_and_digits_make_words_and_an_emoji_is_one() {
    assertThat(Tokens.of("J'ai vu «Élan» v2.1 😀!"))
        .containsExactly("J", "ai", "vu", "Élan", "v2", "1", "😀");
    assertThat(Tokens.folded("Élan")).isEqualTo("elan");
    assertThat(Tokens.folded("Straße")).isEqualTo("strasse");
  }

  @Test
  void typos_are_counted() {
    assertThat(Tokens.typos("garden", "garden", 2)).isZero();
    assertThat(List.of("gadren", "grden", "gaarden", "gurden"))
        .allSatisfy(word -> assertThat(Tokens.typos("garden", word, 2)).isEqualTo(1));
    assertThat(Tokens.typos("garden", "gdraen", 2)).isEqualTo(2);
    assertThat(Tokens.typos("garden", "market", 2)).isEqualTo(3);
  }

  @Test
  void the_quick_look_says_the_same() {
    var dice = new Dice(3, 0);
    for (int i = 0; i < 20_000; i++) {
      var word = Typo.of("abacad", dice);
      var other = Typo.of(Typo.of(word, dice), dice);
      assertThat(Tokens.areNear(word, other))
          .as(word + " " + other)
          .isEqualTo(Tokens.typos(word, other, 1) <= 1);
    }
  }
}
