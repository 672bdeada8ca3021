package chat.adapter.search.lucene;

import chat.domain.matching.Words;
import chat.domain.message.Message;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSortSortedNumericDocValuesRangeQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/**
 * What is kept of a message: its words, who said them where, and its place; not what it says. Fills
 * one document again and again, for one thread.
 */
final class Fields {
  static final String WORDS = "words";
  static final String AUTHOR = "author";
  static final String ROOM = "room";
  static final String ID = "id";

  /** Numbers to sort by; a room's is beside its term because Lucene wants one kind a field. */
  static final String AT = "at";

  static final String PLACE = "place";
  static final String SEQ = "seq";

  /**
   * The order of {@link chat.domain.search.MessageSearch.Order#RECENT}, in which the index itself
   * lies: the first that match are the first of the answer, and the rest is never looked at.
   */
  static final Sort LATEST_FIRST =
      new Sort(
          new SortField(AT, SortField.Type.LONG, true),
          new SortField(PLACE, SortField.Type.LONG),
          new SortField(SEQ, SortField.Type.LONG, true));

  private final WordStream words = new WordStream();
  private final Field author = new Field(AUTHOR, "", type(IndexOptions.DOCS));
  private final Field room = new Field(ROOM, "", type(IndexOptions.DOCS));
  private final Field id = new NumericDocValuesField(ID, 0);
  private final Field at = new NumericDocValuesField(AT, 0);
  private final Field place = new NumericDocValuesField(PLACE, 0);
  private final Field seq = new NumericDocValuesField(SEQ, 0);
  private final Document document = new Document();

  Fields() {
    document.add(
        new Field(WORDS, words, tokenized(type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS))));
    document.add(author);
    document.add(room);
    document.add(id);
    document.add(at);
    document.add(place);
    document.add(seq);
  }

  private static FieldType type(IndexOptions options) {
    var type = new FieldType();
    type.setIndexOptions(options);
    type.setTokenized(false);
    type.setOmitNorms(true);
    return type;
  }

  private static FieldType tokenized(FieldType type) {
    type.setTokenized(true);
    return type;
  }

  /** To be indexed before the next call. */
  Document of(Message message) {
    words.of(Words.of(message.text()));
    author.setStringValue(message.author().username().key());
    room.setStringValue(room(message.room().value()));
    id.setLongValue(message.id().value());
    at.setLongValue(message.at().toEpochMilli());
    place.setLongValue(message.room().value());
    seq.setLongValue(message.seq());
    return document;
  }

  static String room(long id) {
    return Long.toString(id, Character.MAX_RADIX);
  }

  /** That message alone, found by its place in the order of the index. */
  static Query only(Message message) {
    return new BooleanQuery.Builder()
        .add(sentBetween(message.at().toEpochMilli(), message.at().toEpochMilli()), Occur.FILTER)
        .add(exactly(PLACE, message.room().value()), Occur.FILTER)
        .add(exactly(SEQ, message.seq()), Occur.FILTER)
        .build();
  }

  /** Milliseconds, both inclusive. */
  static Query sentBetween(long first, long last) {
    return new IndexSortSortedNumericDocValuesRangeQuery(
        AT, first, last, NumericDocValuesField.newSlowRangeQuery(AT, first, last));
  }

  private static Query exactly(String field, long value) {
    return NumericDocValuesField.newSlowExactQuery(field, value);
  }
}
