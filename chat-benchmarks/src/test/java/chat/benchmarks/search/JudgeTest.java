package chat.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.benchmarks.load.Mistake;
import chat.benchmarks.text.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final Corpus CORPUS = new Corpus(1, 3_000);
  private static final int LIMIT = 5;

  /** The words of each message. */
  private static final List<List<String>> TOKENS =
      IntStream.range(0, CORPUS.messages())
          .mapToObj(number -> Tokens.of(CORPUS.text(number)).stream().map(Tokens::folded).toList())
          .toList();

  /** Answers nothing by itself. */
  private record Named(String name, boolean isStrict) implements Engine {
    @Override
    public Searched search(Query query) {
      return new Searched(0, List.of());
    }

    @Override
    public double cpuSeconds() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static final Engine STRICT = new Named("strict", true);
  private static final Engine YARDSTICK = new Named("yardstick", false);

  /** The latest messages that have it to the letter, by looking at each of them. */
  private static List<Integer> toTheLetter(Query query) {
    return IntStream.range(0, CORPUS.messages())
        .map(i -> CORPUS.messages() - 1 - i)
        .filter(number -> hasAll(query, number))
        .limit(LIMIT)
        .boxed()
        .toList();
  }

  private static boolean hasAll(Query query, int number) {
    if (query.kind().isCjk()) {
      return CORPUS.text(number).contains(query.words().get(0));
    }
    var tokens = TOKENS.get(number);
    return query.kind() == Kind.PHRASE
        ? String.join("|", tokens).concat("|").matches(".*(^|\\|)" + phrase(query) + "\\|.*")
        : tokens.containsAll(query.folded());
  }

  private static String phrase(Query query) {
    return String.join("\\|", query.folded());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ONE_WORD", "TWO_WORDS", "PHRASE", "CJK_PAIR", "CJK_FOUR"})
  void what_has_it_to_the_letter_comes_first_and_all_of_it(Kind kind) {
    var queries = Queries.pick(CORPUS, kind, 40);
    assertThat(queries).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    var judge = new Judge(CORPUS, queries, LIMIT);
    for (var query : queries) {
      var right = toTheLetter(query);
      assertThat(right).as(query.toString()).isNotEmpty();
      assertThat(judge.found(STRICT, query, right)).isEqualTo(1);
      assertThatThrownBy(() -> judge.found(STRICT, query, right.subList(1, right.size())))
          .isInstanceOf(Mistake.class);
      var wrong = new ArrayList<>(right);
      wrong.set(0, wrong.get(0) == 0 ? 1 : wrong.get(0) - 1);
      assertThatThrownBy(() -> judge.found(STRICT, query, wrong)).isInstanceOf(Mistake.class);
    }
  }

  @Test
  void a_typo_finds_the_word_that_was_meant() {
    for (var query : Queries.pick(CORPUS, Kind.TYPO, 40)) {
      var page = Truth.of(CORPUS, List.of(query), LIMIT).get(0).page();
      assertThat(page).as(query.toString()).isNotEmpty();
      assertThat(page).allMatch(number -> Truth.isRight(query, CORPUS.text(number)));
    }
  }

  @Test
  void the_beginning_of_a_word_finds_it() {
    for (var query : Queries.pick(CORPUS, Kind.PREFIX, 40)) {
      var page = Truth.of(CORPUS, List.of(query), LIMIT).get(0).page();
      assertThat(page).as(query.toString()).isNotEmpty();
      assertThat(page)
          .allMatch(
              number ->
                  Tokens.of(CORPUS.text(number)).stream()
                      .anyMatch(t -> Tokens.folded(t).startsWith(query.folded().get(0))));
    }
  }

  @Test
  void a_yardstick_may_find_a_part() {
    var query = Queries.pick(CORPUS, Kind.ONE_WORD, 1).get(0);
    var judge = new Judge(CORPUS, List.of(query), LIMIT);
    assertThat(judge.found(YARDSTICK, query, List.of())).isZero();
    var right = toTheLetter(query);
    assertThat(judge.found(YARDSTICK, query, right.subList(0, 1))).isEqualTo(1.0 / right.size());
  }

  @Test
  void nothing_but_what_is_like_it_may_follow() {
    var query = Queries.pick(CORPUS, Kind.CJK_FOUR, 10).get(0);
    var judge = new Judge(CORPUS, List.of(query), LIMIT);
    var more = new ArrayList<>(toTheLetter(query));
    more.add(more.get(0) + 1);
    assertThatThrownBy(() -> judge.found(STRICT, query, more)).isInstanceOf(Mistake.class);
  }
}
