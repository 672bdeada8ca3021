package chat.adapter.search.message;

import chat.domain.message.MessageSearch.Query;
import chat.domain.message.Term;
import chat.domain.message.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * What is wanted, in Lucene's words. A score is a whole number: of each term {@value #BEST} less
 * what it is worse than to the letter. It may find more than is wanted, never less, because the
 * domain judges what was found.
 */
final class Question {
  private static final int BEST = Term.TWO_EDITS + 1;

  private final Wanted wanted;
  private final Query query;

  Question(Wanted wanted, Query query) {
    this.wanted = wanted;
    this.query = query;
  }

  /** The score of the highest grade: of a message that matches to the letter. */
  float best() {
    return (float) BEST * wanted.all().size();
  }

  int grade(float score) {
    return Math.round(best() - score);
  }

  float score(int grade) {
    return best() - grade;
  }

  /** Whether anything can match less well than to the letter. */
  boolean hasGrades() {
    return wanted.all().stream().anyMatch(term -> term.open() || term.edits() > 0);
  }

  /** All that match to the letter. */
  org.apache.lucene.search.Query toTheLetter() {
    return all(true);
  }

  /** All that match, with scores. */
  org.apache.lucene.search.Query all() {
    return all(false);
  }

  private org.apache.lucene.search.Query all(boolean toTheLetter) {
    var all = new BooleanQuery.Builder();
    for (var term : wanted.all()) {
      all.add(toTheLetter ? exactly(term) : graded(term), toTheLetter ? Occur.FILTER : Occur.MUST);
    }
    if (!wanted.authors().isEmpty()) {
      all.add(anyOf(Fields.AUTHOR, wanted.authors()), Occur.FILTER);
    }
    query.rooms().ifPresent(rooms -> all.add(anyOf(Fields.ROOM, names(rooms)), Occur.FILTER));
    if (wanted.since().isPresent() || wanted.until().isPresent()) {
      long first = wanted.since().map(at -> at.plusNanos(999_999).toEpochMilli()).orElse(0L);
      long end =
          wanted.until().map(at -> at.plusNanos(999_999).toEpochMilli()).orElse(Long.MAX_VALUE);
      all.add(Fields.sentBetween(first, end - 1), Occur.FILTER);
    }
    if (wanted.all().isEmpty()) {
      all.add(new MatchAllDocsQuery(), Occur.FILTER);
    }
    for (var term : wanted.none()) {
      // What a term of several words would find too much it must not take out.
      all.add(
          term.open() && term.words().size() == 1 ? begins(term) : exactly(term), Occur.MUST_NOT);
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

  private static org.apache.lucene.search.Query graded(Term term) {
    var ways = new ArrayList<org.apache.lucene.search.Query>();
    ways.add(worth(Term.TO_THE_LETTER, exactly(term)));
    if (term.open()) {
      ways.add(worth(Term.BEGINS_SO, begins(term)));
    }
    if (term.edits() > 0) {
      ways.add(worth(Term.ONE_EDIT, slipped(term.last(), 1)));
    }
    if (term.edits() > 1) {
      ways.add(worth(Term.TWO_EDITS, slipped(term.last(), 2)));
    }
    return ways.size() == 1 ? ways.get(0) : new DisjunctionMaxQuery(ways, 0);
  }

  /** The last word begins so; whether it follows the others is for the domain to see. */
  private static org.apache.lucene.search.Query begins(Term term) {
    var last = new PrefixQuery(word(term.last()));
    int others = term.words().size() - 1;
    if (others == 0) {
      return last;
    }
    return new BooleanQuery.Builder()
        .add(exactly(new Term(term.words().subList(0, others), false, false)), Occur.FILTER)
        .add(last, Occur.FILTER)
        .build();
  }

  private static org.apache.lucene.search.Query slipped(String word, int edits) {
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
    return "Question" + List.of(wanted.all().size(), wanted.none().size());
  }
}
