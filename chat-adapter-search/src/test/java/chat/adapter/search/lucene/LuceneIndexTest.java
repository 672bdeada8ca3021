package chat.adapter.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.domain.message.ConsumerUnavailable;
import chat.domain.message.LogConsumer;
import chat.domain.room.RoomId;
import chat.testkit.message.LogConsumerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest implements LogConsumerContract {
  @TempDir private Path directory;

  @Override
  public LogConsumer consumer() {
    return LuceneIndex.in(directory.resolve("search"));
  }

  @Override
  public List<Long> effect(LogConsumer consumer, RoomId room, String word) {
    var searchers = Objects.requireNonNull(((LuceneIndex) consumer).opened()).searchers();
    try {
      searchers.maybeRefreshBlocking();
      var searcher = searchers.acquire();
      try {
        var query =
            new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.WORDS, word)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.ROOM, Fields.room(room.value()))), Occur.FILTER)
                .build();
        var seqs = new ArrayList<Long>();
        for (var hit : searcher.search(query, 1_000).scoreDocs) {
          for (var leaf : searcher.getIndexReader().leaves()) {
            var numbers = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
            int doc = hit.doc - leaf.docBase;
            if (doc >= 0 && doc < leaf.reader().maxDoc() && numbers.advanceExact(doc)) {
              seqs.add(numbers.longValue());
            }
          }
        }
        return seqs;
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_index_that_another_process_has_is_waited_for_and_left_as_it_is() {
    var first = consumer();
    first.open(EPOCH, false);
    for (boolean anew : List.of(false, true)) {
      assertThatExceptionOfType(ConsumerUnavailable.class)
          .isThrownBy(() -> consumer().open(EPOCH, anew))
          .withMessageContaining(directory.toString())
          .extracting(ConsumerUnavailable::reason)
          .isEqualTo(ConsumerUnavailable.Reason.IN_USE);
    }
    first.flush();
    first.close();
    var next = consumer();
    assertThat(next.open(EPOCH, false)).isFalse();
    next.close();
  }
}
