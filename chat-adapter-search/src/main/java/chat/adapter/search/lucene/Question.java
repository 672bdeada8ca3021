package chat.adapter.search.lucene;

import chat.domain.matching.Term;
import chat.domain.message.MessageId;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * A search request in Lucene's words. A score is a whole number: of each term {@value #BEST} less
 * what it is worse than to the letter. It may find more than is asked for, never less, because the
 * domain judges what was found.
 */
final class Question {
  private static final int BEST = Term.TWO_EDITS + 1;

  private record Way(Term term, int grade) {}

  /** Made when they are needed: those with typos take some time. */
  private final Map<Way, org.apache.lucene.search.Query> ways = new HashMap<>();

  private final SearchQuery query;
  private final Request request;
  private final long[] without;

  Question(SearchQuery query, Request request, Set<MessageId> without) {
    this.query = query;
    this.request = request;
    this.without = without.stream().mapToLong(MessageId::value).toArray();
  }

  /** The score of the highest grade: of a message that matches to the letter. */
  float best() {
    return (float) BEST * query.all().size();
  }

  int grade(float score) {
    return Math.round(best() - score);
  }

  float score(int grade) {
    return best() - grade;
  }

  /** The highest grade that anything can have that is found. */
  int worst() {
    return query.all().stream().mapToInt(Question::worst).sum();
  }

  private static int worst(Term term) {
    return grades(term).max().orElseThrow();
  }

  /**
   * The highest grade up to which those of one grade can be asked for by themselves. Those of
   * several terms come about in too many ways.
   */
  int worstAlone() {
    return query.all().size() == 1 ? worst() : Term.TO_THE_LETTER;
  }

  /** All of a grade, which is {@link #worstAlone} at most. */
  org.apache.lucene.search.Query alone(int grade) {
    var all = new BooleanQuery.Builder();
    for (var term : query.all()) {
      boolean can = grades(term).anyMatch(each -> each == grade);
      all.add(can ? way(term, grade) : new MatchNoDocsQuery(), Occur.FILTER);
      grades(term)
          .filter(better -> better < grade)
          .forEach(better -> all.add(way(term, better), Occur.MUST_NOT));
    }
    return restricted(all);
  }

  /** All that match, with scores. */
  org.apache.lucene.search.Query all() {
    var all = new BooleanQuery.Builder();
    query.all().forEach(term -> all.add(graded(term), Occur.MUST));
    return restricted(all);
  }

  private org.apache.lucene.search.Query restricted(BooleanQuery.Builder all) {
    if (!query.authors().isEmpty()) {
      all.add(anyOf(Fields.AUTHOR, query.authors()), Occur.FILTER);
    }
    request.rooms().ifPresent(rooms -> all.add(anyOf(Fields.ROOM, names(rooms)), Occur.FILTER));
    if (query.since().isPresent() || query.until().isPresent()) {
      long first = query.since().map(at -> at.plusNanos(999_999).toEpochMilli()).orElse(0L);
      long end =
          query.until().map(at -> at.plusNanos(999_999).toEpochMilli()).orElse(Long.MAX_VALUE);
      all.add(Fields.sentBetween(first, end - 1), Occur.FILTER);
    }
    if (query.all().isEmpty()) {
      all.add(new MatchAllDocsQuery(), Occur.FILTER);
    }
    for (var term : query.none()) {
      // What a term of several words would find too much it must not take out.
      all.add(
          term.open() && term.words().size() == 1 ? begins(term) : exactly(term), Occur.MUST_NOT);
    }
    if (without.length > 0) {
      all.add(NumericDocValuesField.newSlowSetQuery(Fields.ID, without), Occur.MUST_NOT);
    }
    return all.build();
  }

  private static org.apache.lucene.search.Query exactly(Term term) {
    if (term.words().size() == 1) {
      return new TermQuery(word(term.last()));
    }
    var phrase = new PhraseQuery.Builder();
    term.words().forEach(word -> phrase.add(word(word)));
    return phrase.build();
  }

  private org.apache.lucene.search.Query graded(Term term) {
    var ways =
        grades(term)
            .<org.apache.lucene.search.Query>mapToObj(grade -> worth(grade, way(term, grade)))
            .toList();
    return ways.size() == 1 ? ways.get(0) : new DisjunctionMaxQuery(ways, 0);
  }

  /** The grades with which a term can match, the best first. */
  private static IntStream grades(Term term) {
    return IntStream.rangeClosed(Term.TO_THE_LETTER, Term.TWO_EDITS)
        .filter(
            grade ->
                switch (grade) {
                  case Term.BEGINS_SO -> term.open();
                  case Term.ONE_EDIT -> term.edits() > 0;
                  case Term.TWO_EDITS -> term.edits() > 1;
                  default -> true;
                });
  }

  /** All in which a term matches with a grade; some of a better one may be among them. */
  private org.apache.lucene.search.Query way(Term term, int grade) {
    return ways.computeIfAbsent(
        new Way(term, grade),
        way ->
            switch (grade) {
              case Term.TO_THE_LETTER -> exactly(term);
              case Term.BEGINS_SO -> begins(term);
              case Term.ONE_EDIT -> misspelled(term.last(), 1);
              default -> misspelled(term.last(), 2);
            });
  }

  /** The last word begins so; whether it follows the others is for the domain to see. */
  private static org.apache.lucene.search.Query begins(Term term) {
    var last = new PrefixQuery(word(term.last()));
    int others = term.words().size() - 1;
    if (others == 0) {
      return last;
    }
    return new BooleanQuery.Builder()
        .add(exactly(new Term(term.words().subList(0, others), false, 0)), Occur.FILTER)
        .add(last, Occur.FILTER)
        .build();
  }

  private static org.apache.lucene.search.Query misspelled(String word, int edits) {
    var automaton = new LevenshteinAutomata(word, true).toAutomaton(edits);
    return new AutomatonQuery(word(word), automaton);
  }

  private static org.apache.lucene.search.Query worth(
      int grade, org.apache.lucene.search.Query query) {
    return new BoostQuery(new ConstantScoreQuery(query), BEST - grade);
  }

  private static org.apache.lucene.search.Query anyOf(String field, Set<String> terms) {
    if (terms.size() == 1) {
      return new TermQuery(new org.apache.lucene.index.Term(field, terms.iterator().next()));
    }
    return new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
  }

  private static Set<String> names(Set<chat.domain.room.RoomId> rooms) {
    return rooms.stream()
        .map(room -> Fields.room(room.value()))
        .collect(java.util.stream.Collectors.toSet());
  }

  private static org.apache.lucene.index.Term word(String word) {
    return new org.apache.lucene.index.Term(Fields.WORDS, word);
  }

  /** For logs: what was asked is nobody's business. */
  @Override
  public String toString() {
    return "Question" + List.of(query.all().size(), query.none().size());
  }
}
