package chat.benchmarks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChatTextTest {
  private static final int MESSAGES = 50_000;

  /** What it says, made once for all tests. */
  private static final List<String> SAID =
      IntStream.range(0, MESSAGES).mapToObj(new ChatText(7)::message).toList();

  private final ChatText text = new ChatText(7);

  @Test
  void the_same_seed_says_the_same_in_any_order() {
    var other = new ChatText(7);
    for (int number = 999; number >= 0; number--) {
      assertThat(other.message(number)).isEqualTo(text.message(number));
    }
    // On every machine, whenever it is.
    assertThat(text.message(3)).isEqualTo("Alttheaterbücher, entordnungbuch verschultere.");
  }

  @Test
  void another_seed_says_something_else() {
    var other = new ChatText(8);
    assertThat(IntStream.range(0, 1_000).filter(i -> text.message(i).equals(other.message(i))))
        // Whoever says "ok" says nothing new.
        .hasSizeLessThan(30);
  }

  @Test
  void every_language_is_spoken_in_its_script() {
    var scripts =
        Map.of(
            Language.RUSSIAN, Character.UnicodeScript.CYRILLIC,
            Language.CHINESE, Character.UnicodeScript.HAN,
            Language.JAPANESE, Character.UnicodeScript.HIRAGANA);
    var counts = new HashMap<Language, Integer>();
    for (int number = 0; number < MESSAGES; number++) {
      var language = text.language(number);
      counts.merge(language, 1, Integer::sum);
      var script = scripts.getOrDefault(language, Character.UnicodeScript.LATIN);
      var message = SAID.get(number);
      if (message.length() > 120 && !message.contains("http")) {
        var own = message.codePoints().filter(c -> Character.UnicodeScript.of(c) == script).count();
        assertThat(own).as(message).isGreaterThan(message.length() / 10);
      }
    }
    assertThat(counts).hasSize(Language.values().length);
    assertThat((double) counts.getOrDefault(Language.ENGLISH, 0) / MESSAGES)
        .isCloseTo(0.4, within(0.02));
    assertThat((double) counts.getOrDefault(Language.JAPANESE, 0) / MESSAGES)
        .isCloseTo(0.08, within(0.01));
  }

  @Test
  void a_word_is_as_frequent_as_its_rank_is_low() {
    var counts =
        IntStream.range(0, MESSAGES)
            .filter(number -> text.language(number) == Language.ENGLISH)
            .mapToObj(SAID::get)
            .flatMap(message -> List.of(message.split("[^\\p{L}]+", -1)).stream())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
    var sorted = counts.values().stream().sorted(Comparator.reverseOrder()).toList();
    // The product of rank and count stays about the same over three powers of ten.
    double tenth = sorted.get(9) * (10 + 2.7);
    for (int rank : new int[] {30, 100, 300, 1_000, 3_000}) {
      assertThat(sorted.get(rank - 1) * (rank + 2.7) / tenth)
          .as("rank " + rank)
          .isBetween(0.6, 1.7);
    }
    assertThat(counts).hasSizeGreaterThan(10_000);
  }

  @Test
  void lengths_links_typos_and_emoji_are_those_of_a_chat() {
    var lengths = SAID.stream().map(String::length).sorted().toList();
    assertThat(lengths.get(MESSAGES / 2)).isBetween(25, 60);
    assertThat(lengths.get(0)).isPositive();
    assertThat(lengths.get(MESSAGES - 1)).isBetween(300, 3_000);
    assertThat(share(SAID, "https://")).isBetween(0.02, 0.04);
    assertThat(share(SAID, "🚀")).isPositive();
    assertThat(share(SAID, "@anna ")).isPositive();
    var words = new HashSet<>(Vocabulary.of(Language.ENGLISH).words());
    assertThat(
            IntStream.range(0, MESSAGES)
                .filter(number -> text.language(number) == Language.ENGLISH)
                .mapToObj(SAID::get)
                .filter(message -> message.matches("[a-z ]+"))
                .filter(message -> !words.containsAll(List.of(message.split(" ", -1))))
                .count())
        .as("messages with a typo")
        .isPositive();
  }

  private static double share(List<String> messages, String part) {
    return (double) messages.stream().filter(message -> message.contains(part)).count() / MESSAGES;
  }
}
