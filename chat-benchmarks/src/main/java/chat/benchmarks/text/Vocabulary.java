package chat.benchmarks.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The words of a language, the most frequent first: common ones as they are written down, and many
 * others that are put together from stems, or from characters, as the language does it.
 */
final class Vocabulary {
  /** About as many as a few hundred people use. */
  private static final int SIZE = 20_000;

  private static final long SEED = 1;
  private static final double SHORTER_FIRST = 0.2;
  private static final double SYLLABIC = 0.4;
  private static final double THREE = 0.12;

  private final Map<String, List<String>> lists;
  private final List<String> words;
  private final Zipf zipf;

  private Vocabulary(Map<String, List<String>> lists, List<String> words) {
    this.lists = lists;
    this.words = words;
    zipf = new Zipf(words.size());
  }

  static Vocabulary of(Language language) {
    var lists = read(language.resource());
    var words = new LinkedHashSet<>(list(lists, "common"));
    var dice = new Dice(SEED, language.number());
    if (language.hasBlanks()) {
      words.addAll(inflected(lists, dice));
    } else {
      while (words.size() < SIZE) {
        words.add(compound(lists, dice));
      }
    }
    return new Vocabulary(lists, words.stream().limit(SIZE).toList());
  }

  /** Each line is a name and what belongs to it; a dash is nothing. */
  private static Map<String, List<String>> read(String resource) {
    try (var in = Vocabulary.class.getResourceAsStream(resource)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var lists = new HashMap<String, List<String>>();
      text.lines()
          .map(line -> List.of(line.replace(" -", " ").split(" ")))
          .forEach(line -> lists.put(line.get(0), line.subList(1, line.size())));
      return lists;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> list(Map<String, List<String>> lists, String name) {
    return Objects.requireNonNull(lists.get(name), name);
  }

  private static List<String> inflected(Map<String, List<String>> lists, Dice dice) {
    var byWeight = new TreeMap<Double, String>();
    for (var stem : list(lists, "stems")) {
      for (var prefix : list(lists, "prefixes")) {
        for (var ending : list(lists, "endings")) {
          byWeight.put(
              dice.roll() * (prefix.isEmpty() ? SHORTER_FIRST : 1), prefix + stem + ending);
        }
      }
    }
    return new ArrayList<>(byWeight.values());
  }

  private static String compound(Map<String, List<String>> lists, Dice dice) {
    var syllables = lists.get("syllables");
    if (syllables != null && dice.happens(SYLLABIC)) {
      return some(syllables, 3 + dice.below(3), dice);
    }
    return some(characters(lists), dice.happens(THREE) ? 3 : 2, dice);
  }

  private static List<String> characters(Map<String, List<String>> lists) {
    return List.of(list(lists, "characters").get(0).split(""));
  }

  private static String some(List<String> parts, int count, Dice dice) {
    var word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(dice.oneOf(parts));
    }
    return word.toString();
  }

  /** A word, the frequent ones more often. */
  String word(Dice dice) {
    return words.get(zipf.rank(dice));
  }

  /** Another of its lists. */
  List<String> others(String name) {
    return list(lists, name);
  }

  /** All words, the most frequent first. */
  List<String> words() {
    return words;
  }
}
