package chat.adapter.search.lucene;

import chat.domain.DeadlineExceeded;
import chat.domain.matching.Term;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.MessageSearch.Place;
import chat.domain.search.MessageSearch.Request;
import chat.domain.search.SearchQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads one state of the index for one search. What matches better is looked for first: where there
 * is enough of it, nothing else is. What the searcher's time-out leaves unknown is never given out:
 * every method throws {@link DeadlineExceeded} instead. For one thread.
 */
final class Lookup {
  /** A message that seems to be query, and where it stands. */
  record Candidate(MessageId id, Place place) {
    private Candidate withGrade(int grade) {
      return new Candidate(id, new Place(grade, place.at(), place.room(), place.seq()));
    }
  }

  private static final Sort BEST_FIRST =
      new Sort(
          SortField.FIELD_SCORE,
          new SortField(Fields.AT, SortField.Type.LONG, true),
          new SortField(Fields.PLACE, SortField.Type.LONG),
          new SortField(Fields.SEQ, SortField.Type.LONG, true));

  private static final Sort HIGHEST_FIRST =
      new Sort(
          new SortField(Fields.SEQ, SortField.Type.LONG, true),
          new SortField(Fields.AT, SortField.Type.LONG, true),
          new SortField(Fields.PLACE, SortField.Type.LONG));

  /** The last of a grade: nothing of it comes after. */
  private static final long NO_TIME = Long.MIN_VALUE;

  private final IndexSearcher searcher;
  private final SearchQuery query;
  private final Question question;
  private final Order order;
  private boolean cut;

  /**
   * @param query what of the request is looked for
   * @param without messages that are not to be found, whatever the index says of them
   */
  Lookup(IndexSearcher searcher, SearchQuery query, Request request, Set<MessageId> without) {
    this.searcher = searcher;
    this.query = query;
    this.question = new Question(query, request, without);
    this.order = request.order();
  }

  SearchQuery query() {
    return query;
  }

  /** Whether anything is found at all. */
  boolean findsAny() throws IOException {
    return !bestFirst(Optional.empty(), 1).isEmpty();
  }

  /**
   * Candidates in their order, after a place. When the time ran out among several grades, those of
   * the better ones, and {@link #isCut} says so.
   */
  List<Candidate> candidates(Optional<Place> after, int limit) throws IOException {
    return switch (order) {
      case MATCH -> bestFirst(after, limit);
      case RECENT -> latestFirst(question.all(), after, limit);
      case SEQ -> search(question.all(), HIGHEST_FIRST, highestAfter(after), limit);
    };
  }

  /** Whether there may be candidates beyond the last ones, though they were fewer than asked. */
  boolean isCut() {
    return cut;
  }

  private List<Candidate> bestFirst(Optional<Place> after, int limit) throws IOException {
    var found = new ArrayList<Candidate>();
    try {
      bestFirst(after, limit, found);
    } catch (DeadlineExceeded late) {
      if (found.isEmpty()) {
        throw late;
      }
      cut = true;
    }
    return found;
  }

  private void bestFirst(Optional<Place> after, int limit, List<Candidate> found)
      throws IOException {
    int begun = after.map(Place::grade).orElse(Term.TO_THE_LETTER);
    for (int grade = begun; grade <= question.worstAlone() && found.size() < limit; grade++) {
      var from = grade == begun ? after : Optional.<Place>empty();
      for (var one : latestFirst(question.alone(grade), from, limit - found.size())) {
        found.add(one.withGrade(grade));
      }
    }
    if (found.size() < limit && question.worstAlone() < question.worst()) {
      var rest =
          begun > question.worstAlone()
              ? after(
                  begun,
                  after.get().at().toEpochMilli(),
                  after.get().room().value(),
                  after.get().seq())
              : after(question.worstAlone(), NO_TIME, Long.MAX_VALUE, NO_TIME);
      found.addAll(search(question.all(), BEST_FIRST, rest, limit - found.size()));
    }
  }

  private FieldDoc after(int grade, long at, long room, long seq) {
    float score = question.score(grade);
    return new FieldDoc(Integer.MAX_VALUE, score, new Object[] {score, at, room, seq});
  }

  private List<Candidate> latestFirst(
      org.apache.lucene.search.Query query, Optional<Place> after, int limit) throws IOException {
    if (after.isEmpty()) {
      return search(query, Fields.LATEST_FIRST, null, limit);
    }
    var place = after.get();
    long at = place.at().toEpochMilli();
    // The index lies in this order: what comes before is jumped over, not read.
    var rest =
        new BooleanQuery.Builder()
            .add(query, Occur.FILTER)
            .add(Fields.sentBetween(Long.MIN_VALUE, at), Occur.FILTER)
            .build();
    return search(
        rest,
        Fields.LATEST_FIRST,
        new FieldDoc(Integer.MAX_VALUE, 0, new Object[] {at, place.room().value(), place.seq()}),
        limit);
  }

  private static @Nullable FieldDoc highestAfter(Optional<Place> after) {
    // Its own time and room would let it through once more.
    return after
        .map(
            place ->
                new FieldDoc(
                    Integer.MAX_VALUE, 0, new Object[] {place.seq(), NO_TIME, Long.MAX_VALUE}))
        .orElse(null);
  }

  private List<Candidate> search(
      org.apache.lucene.search.Query query, Sort sort, @Nullable FieldDoc after, int limit)
      throws IOException {
    // Lucene reserves room for all of them.
    int most = Math.max(1, Math.min(limit, searcher.getIndexReader().maxDoc()));
    try {
      var top =
          searcher.search(
              query, new TopFieldCollectorManager(sort, most, after, Math.max(1, most)));
      if (searcher.timedOut()) {
        // Some of the index wasn't looked at, perhaps what comes first.
        throw new DeadlineExceeded();
      }
      var found = new ArrayList<Candidate>(top.scoreDocs.length);
      for (var hit : top.scoreDocs) {
        found.add(candidate(hit));
      }
      return found;
    } catch (ExitingReaderException late) {
      throw new DeadlineExceeded();
    }
  }

  private Candidate candidate(ScoreDoc hit) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
    var reader = leaf.reader();
    int doc = hit.doc - leaf.docBase;
    // The first of what was sorted by, where that is the score.
    int grade = ((FieldDoc) hit).fields[0] instanceof Float score ? question.grade(score) : 0;
    return new Candidate(
        new MessageId(number(reader, Fields.ID, doc)),
        new Place(
            grade,
            Instant.ofEpochMilli(number(reader, Fields.AT, doc)),
            new RoomId(number(reader, Fields.PLACE, doc)),
            number(reader, Fields.SEQ, doc)));
  }

  private static long number(LeafReader reader, String field, int doc) throws IOException {
    var numbers = DocValues.getNumeric(reader, field);
    if (!numbers.advanceExact(doc)) {
      throw new CorruptIndexException("a document lacks " + field, "index");
    }
    return numbers.longValue();
  }
}
