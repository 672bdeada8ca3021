package chat.benchmarks.search;

import chat.benchmarks.text.Corpus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every query ought to find, by looking at every message. Of one word, of two and of a phrase
 * it knows who has them to the letter; of a beginning also the words that go on, and of a typo
 * those that are one typo away. Of characters without blanks it knows everybody.
 */
public final class Truth {
  /** How well a word fits; they are the places in {@link Expected}. */
  private static final int TO_THE_LETTER = 0;

  private static final int BEGINS_SO = 1;
  private static final int ONE_TYPO = 2;

  private static final int LETTERS_FOR_ONE_TYPO = 4;
  private static final int LETTERS_FOR_TWO_TYPOS = 8;

  /** A query that a word is good for. */
  private record Part(int query, int word, int grade) {}

  private final Corpus corpus;
  private final List<Query> queries;
  private final List<List<String>> words;
  private final List<Expected> expected = new ArrayList<>();

  private final Map<String, List<Part>> byWord = new HashMap<>();
  private final Map<String, List<Part>> byBeginning = new HashMap<>();
  private final Map<String, List<Part>> byCharacters = new HashMap<>();
  private final List<Part> typos = new ArrayList<>();
  private final Map<String, List<Part>> known = new HashMap<>();

  private Truth(Corpus corpus, List<Query> queries, int limit) {
    this.corpus = corpus;
    this.queries = queries;
    words = queries.stream().map(Query::folded).toList();
    for (int i = 0; i < queries.size(); i++) {
      expected.add(new Expected(limit));
      var query = queries.get(i);
      for (int word = 0; word < query.words().size(); word++) {
        index(query, i, word);
      }
    }
  }

  private void index(Query query, int number, int word) {
    var text = words.get(number).get(word);
    var part = new Part(number, word, TO_THE_LETTER);
    if (query.kind().isCjk()) {
      add(byCharacters, text.substring(0, 2), part);
    } else if (query.kind() != Kind.PHRASE || word == 0) {
      add(byWord, text, part);
    }
    if (query.kind() == Kind.PREFIX || query.kind() == Kind.TYPO) {
      add(byBeginning, text, new Part(number, word, BEGINS_SO));
    }
    if (query.kind() == Kind.TYPO) {
      typos.add(new Part(number, word, ONE_TYPO));
    }
  }

  private static void add(Map<String, List<Part>> to, String key, Part part) {
    to.computeIfAbsent(key, k -> new ArrayList<>()).add(part);
  }

  /**
   * Looks at every message, which takes seconds for a million.
   *
   * @param limit how many hits are on a page
   */
  public static List<Expected> of(Corpus corpus, List<Query> queries, int limit) {
    var truth = new Truth(corpus, queries, limit);
    for (int number = 0; number < corpus.messages(); number++) {
      truth.look(number);
    }
    return truth.expected;
  }

  private void look(int number) {
    var text = corpus.text(number);
    var best = new HashMap<Integer, Integer>();
    var firsts = new ArrayList<Integer>();
    var tokens = Tokens.of(text);
    for (int at = 0; at < tokens.size(); at++) {
      for (var part : known.computeIfAbsent(tokens.get(at), this::partsOf)) {
        var query = queries.get(part.query);
        switch (query.kind()) {
          case PHRASE -> {
            if (stands(words.get(part.query), tokens, at)) {
              best.put(part.query, TO_THE_LETTER);
            }
          }
          case TWO_WORDS -> {
            int other = part.query * 2 + (1 - part.word);
            if (firsts.contains(other)) {
              best.put(part.query, TO_THE_LETTER);
            }
            firsts.add(part.query * 2 + part.word);
          }
          default -> best.merge(part.query, part.grade, Math::min);
        }
      }
    }
    for (int at = 0; at + 1 < text.length(); at++) {
      if (Tokens.isCjk(text.charAt(at))) {
        for (var part : byCharacters.getOrDefault(text.substring(at, at + 2), List.of())) {
          if (text.startsWith(words.get(part.query).get(0), at)) {
            best.put(part.query, TO_THE_LETTER);
          }
        }
      }
    }
    best.forEach((query, grade) -> expected.get(query).add(number, grade));
  }

  private List<Part> partsOf(String token) {
    var word = Tokens.folded(token);
    var parts = new ArrayList<>(byWord.getOrDefault(word, List.of()));
    for (int length = 1; length < word.length(); length++) {
      parts.addAll(byBeginning.getOrDefault(word.substring(0, length), List.of()));
    }
    for (var typo : typos) {
      if (Tokens.areNear(words.get(typo.query).get(0), word)) {
        parts.add(typo);
      }
    }
    return parts.isEmpty() ? List.of() : parts;
  }

  private static boolean stands(List<String> words, List<String> tokens, int at) {
    if (at + words.size() > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).equals(Tokens.folded(tokens.get(at + i)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a message has what is searched for, with all that may be forgiven. */
  public static boolean isRight(Query query, String text) {
    if (query.kind().isCjk()) {
      return text.contains(query.words().get(0));
    }
    var words = query.folded();
    var tokens = Tokens.of(text);
    if (query.kind() == Kind.PHRASE) {
      for (int at = 0; at < tokens.size(); at++) {
        if (stands(words, tokens, at)) {
          return true;
        }
      }
      return false;
    }
    var folded = tokens.stream().map(Tokens::folded).toList();
    var last = words.get(words.size() - 1);
    return words.stream()
        .allMatch(word -> folded.stream().anyMatch(token -> fits(word, token, word.equals(last))));
  }

  private static boolean fits(String word, String token, boolean isOpen) {
    int most =
        word.length() < LETTERS_FOR_ONE_TYPO ? 0 : word.length() < LETTERS_FOR_TWO_TYPOS ? 1 : 2;
    return (isOpen && token.startsWith(word)) || Tokens.typos(word, token, most) <= most;
  }
}
