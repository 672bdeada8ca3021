package chat.benchmarks.search;

import java.util.List;

/**
 * What somebody searches for.
 *
 * @param words in small letters: one, or two of a pair or more of a phrase; the beginning of one,
 *     one with a typo, or some characters where that is the kind
 */
public record Query(Kind kind, List<String> words) {
  public Query {
    words = List.copyOf(words);
  }

  /** As people type it. */
  public String typed() {
    var typed = String.join(" ", words);
    return kind == Kind.PHRASE ? '"' + typed + '"' : typed;
  }

  /** The words without accents. */
  List<String> folded() {
    return words.stream().map(Tokens::folded).toList();
  }
}
