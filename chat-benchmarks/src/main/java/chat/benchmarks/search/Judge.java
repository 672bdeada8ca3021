package chat.benchmarks.search;

import chat.benchmarks.load.Mistake;
import chat.benchmarks.text.Corpus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Says whether answers are right. Used by one thread. */
public final class Judge {
  private final Corpus corpus;
  private final int limit;
  private final Map<Query, List<Integer>> expected = new HashMap<>();

  /** What was judged before, by who answered. */
  private final Map<String, Map<Query, Verdict>> verdicts = new HashMap<>();

  private record Verdict(List<Integer> numbers, double found) {}

  /**
   * Looks at every message first.
   *
   * @param limit how many hits are on a page
   */
  public Judge(Corpus corpus, List<Query> queries, int limit) {
    this.corpus = corpus;
    this.limit = limit;
    var all = Truth.of(corpus, queries, limit);
    for (int i = 0; i < queries.size(); i++) {
      expected.put(queries.get(i), all.get(i).page());
    }
  }

  /**
   * Which part of what should be on the first page is there, up to 1.
   *
   * @throws Mistake when somebody strict doesn't answer as it should be
   */
  public double found(Engine engine, Query query, List<Integer> numbers) {
    var before = verdicts.computeIfAbsent(engine.name(), name -> new HashMap<>());
    var same = before.get(query);
    if (same != null && same.numbers.equals(numbers)) {
      return same.found;
    }
    var known = expected.getOrDefault(query, List.of());
    if (engine.isStrict()) {
      require(query, numbers, known);
    }
    long right = numbers.stream().filter(n -> Truth.isRight(query, corpus.text(n))).count();
    double found = Math.min(1, (double) right / Math.max(1, known.size()));
    before.put(query, new Verdict(numbers, found));
    return found;
  }

  private void require(Query query, List<Integer> numbers, List<Integer> known) {
    var what = "the search for " + query.typed();
    if (numbers.size() > limit || new HashSet<>(numbers).size() < numbers.size()) {
      throw new Mistake(what + " finds too much: " + numbers);
    }
    if (numbers.size() < known.size() || !numbers.subList(0, known.size()).equals(known)) {
      throw new Mistake(what + " finds " + numbers + " instead of " + known);
    }
    var others = numbers.subList(known.size(), numbers.size());
    if (!others.isEmpty() && !query.kind().forgives()) {
      throw new Mistake(what + " finds " + others + " as well");
    }
    for (int number : others) {
      var text = corpus.text(number);
      if (!Truth.isRight(query, text)) {
        throw new Mistake(what + " finds " + text);
      }
    }
  }
}
