package chat.benchmarks.search;

import chat.benchmarks.text.Corpus;
import chat.benchmarks.text.Dice;
import chat.benchmarks.text.Typo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is searched for: words as often as they are said, from messages that are there. Frequent
 * words, which are the hardest, are therefore among them about as often as rare ones.
 */
public final class Queries {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_TYPO = 6;
  private static final int SHORTEST_PREFIX = 3;
  private static final int PHRASE = 3;

  private final Corpus corpus;
  private final Dice dice;

  private Queries(Corpus corpus, Dice dice) {
    this.corpus = corpus;
    this.dice = dice;
  }

  /**
   * Picks some, all different.
   *
   * @param count how many there should be; in few messages there may be fewer
   */
  public static List<Query> pick(Corpus corpus, Kind kind, int count) {
    var queries = new Queries(corpus, new Dice(corpus.seed() + 1, kind.title().hashCode()));
    var picked = new LinkedHashSet<Query>();
    for (int i = 0; i < 100 * count && picked.size() < count; i++) {
      queries.fromAMessage(kind).ifPresent(words -> picked.add(new Query(kind, words)));
    }
    return List.copyOf(picked);
  }

  private Optional<List<String>> fromAMessage(Kind kind) {
    var text = corpus.text(dice.below(corpus.messages()));
    return switch (kind) {
      case ONE_WORD -> word(text, SHORTEST).map(List::of);
      case TWO_WORDS -> two(text);
      case PREFIX -> word(text, SHORTEST_PREFIX + 2).map(this::beginning).map(List::of);
      case TYPO -> typo(text).map(List::of);
      case PHRASE -> phrase(text);
      case CJK_PAIR -> characters(text, 2).map(List::of);
      case CJK_FOUR -> characters(text, 4).map(List::of);
    };
  }

  private static boolean isWord(String token, int shortest) {
    return token.length() >= shortest && Tokens.isWord(token);
  }

  private Optional<String> word(String text, int shortest) {
    var tokens = Tokens.of(text).stream().filter(token -> isWord(token, shortest)).toList();
    return tokens.isEmpty()
        ? Optional.empty()
        : Optional.of(tokens.get(dice.below(tokens.size())).toLowerCase(Locale.ROOT));
  }

  private Optional<List<String>> two(String text) {
    return word(text, SHORTEST)
        .flatMap(
            one ->
                word(text, SHORTEST)
                    .filter(other -> !other.startsWith(one) && !one.startsWith(other))
                    .map(other -> List.of(one, other)));
  }

  private String beginning(String word) {
    return word.substring(0, SHORTEST_PREFIX + dice.below(word.length() - SHORTEST_PREFIX - 1));
  }

  private Optional<String> typo(String text) {
    return word(text, SHORTEST_TYPO)
        .flatMap(
            word -> Optional.of(Typo.of(word, dice)).filter(mistyped -> !mistyped.equals(word)));
  }

  private Optional<List<String>> phrase(String text) {
    // As it stands there: a yardstick that compares letters finds it, too.
    for (var part : text.split("[^\\p{L} ]+", -1)) {
      var words = new ArrayList<>(List.of(part.strip().split(" +")));
      if (words.size() >= PHRASE) {
        int from = dice.below(words.size() - PHRASE + 1);
        var phrase = words.subList(from, from + PHRASE);
        if (phrase.stream().allMatch(word -> isWord(word, 2))) {
          return Optional.of(phrase.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
        }
      }
    }
    return Optional.empty();
  }

  /** Han characters: of the others some searches make words. */
  private Optional<String> characters(String text, int count) {
    int last = text.length() - count;
    if (last < 0) {
      return Optional.empty();
    }
    int from = dice.below(last + 1);
    var some = text.substring(from, from + count);
    return some.codePoints().allMatch(Character::isIdeographic)
        ? Optional.of(some)
        : Optional.empty();
  }
}
