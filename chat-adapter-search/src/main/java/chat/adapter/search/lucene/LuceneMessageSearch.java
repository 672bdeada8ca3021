package chat.adapter.search.lucene;

import chat.domain.Deadline;
import chat.domain.DeadlineExceeded;
import chat.domain.message.LogConsumer;
import chat.domain.message.LogProgress;
import chat.domain.message.LogProgress.State;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch;
import chat.domain.search.SearchQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * Searches in a {@link LuceneIndex}. The index knows where words are; what a message says, and
 * whether it is what was query, is read from the log each time. Thread-safe.
 */
public final class LuceneMessageSearch implements MessageSearch {
  /**
   * How long a search waits at most, before it goes on without.
   *
   * @param catchingUp for the index to take in what has come
   * @param opening for an index that is being opened
   */
  record Times(Duration catchingUp, Duration opening) {}

  private static final Times TIMES = new Times(Duration.ofMillis(100), Duration.ofMillis(500));

  /** Candidates that the domain didn't want make a page short; so often it is filled up. */
  private static final int ROUNDS = 4;

  private final LuceneIndex index;
  private final MessageLog log;
  private final LogConsumer.Source source;
  private final Times times;
  private final LogScan scan;

  LuceneMessageSearch(LuceneIndex index, MessageLog log, LogConsumer.Source source, Times times) {
    this.index = index;
    this.log = log;
    this.source = source;
    this.times = times;
    scan = new LogScan(log);
  }

  /**
   * Searches in that index, and in the log for what the index lacks.
   *
   * @param source what feeds the index
   */
  public static LuceneMessageSearch of(
      LuceneIndex index, MessageLog log, LogConsumer.Source source) {
    return new LuceneMessageSearch(index, log, source, TIMES);
  }

  @Override
  public LogProgress progress() {
    return source.progress();
  }

  @Override
  public Page search(Request request, Deadline deadline) {
    if (request.query().isEmpty()) {
      return Page.none();
    }
    boolean canScan = request.order() == Order.SEQ;
    try {
      // In one room what the index can't tell in time is read from the log in the other half.
      var page = indexed(request, canScan ? deadline.half() : deadline);
      return page.isPresent() && (page.get().complete() || !canScan)
          ? page.get()
          : scanned(request, deadline);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Page(List.of(), request.after(), false);
    } catch (DeadlineExceeded late) {
      if (canScan) {
        return scanned(request, deadline);
      }
      throw late;
    } catch (AlreadyClosedException closing) {
      // It is being closed, or built anew.
      return scanned(request, deadline);
    } catch (IOException broken) {
      index.distrust(broken);
      return scanned(request, deadline);
    }
  }

  /** What the index and the log beyond it say; empty when there is no index. */
  private Optional<Page> indexed(Request request, Deadline deadline)
      throws IOException, InterruptedException {
    boolean known = source.await(deadline.atMost(patience()));
    var open = index.opened();
    if (open == null) {
      return Optional.empty();
    }
    deadline.check();
    // Before the index is looked at: what goes into it meanwhile is in one of the two.
    var tail = known ? Tail.NONE : Tail.read(log, open.positions(), request, deadline);
    return Optional.of(search(request, open, tail, deadline));
  }

  /** How long waiting for the index is worthwhile, when what it lacks can be read otherwise. */
  private Duration patience() {
    var progress = source.progress();
    if (progress.state() == State.STUCK || progress.of() - progress.done() > Tail.MOST) {
      return Duration.ZERO;
    }
    return index.opened() == null ? times.opening() : times.catchingUp();
  }

  /**
   * Without an index some is better than nothing: the newest messages are read themselves. In one
   * room that misses nothing: page by page it comes to the first message.
   */
  private Page scanned(Request request, Deadline deadline) {
    var page = scan.search(request, deadline);
    return request.order() == Order.SEQ ? page : new Page(page.hits(), page.next(), false);
  }

  private Page search(Request request, WordIndex index, Tail tail, Deadline deadline)
      throws IOException {
    var searchers = index.searchers();
    searchers.maybeRefreshBlocking();
    var shared = searchers.acquire();
    try {
      // Bounded twice: by the reader while words are looked up, by the searcher while hits are.
      var reader =
          ExitableDirectoryReader.wrap((DirectoryReader) shared.getIndexReader(), deadline::isOver);
      var searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      searcher.setTimeout(deadline::isOver);
      var lookup = lookup(request, searcher, tail, deadline);
      var page = search(request, lookup, deadline);
      return merged(page, tail.hits(lookup.query(), request, deadline), tail.complete(), request);
    } finally {
      searchers.release(shared);
    }
  }

  private Page search(Request request, Lookup lookup, Deadline deadline) throws IOException {
    var hits = new ArrayList<Hit>();
    var next = request.after();
    for (int round = 0; round < ROUNDS; round++) {
      int more = request.limit() - hits.size();
      // One more than is shown tells whether there is a next page.
      var candidates = lookup.candidates(next, more == Integer.MAX_VALUE ? more : more + 1);
      boolean isLast = candidates.size() <= more && !lookup.isCut();
      var page = candidates.size() <= more ? candidates : candidates.subList(0, more);
      hits.addAll(hits(page, lookup.query(), request));
      if (!page.isEmpty()) {
        next = Optional.of(page.get(page.size() - 1).place());
      }
      if (isLast) {
        return new Page(hits, Optional.empty(), true);
      }
      if (hits.size() == request.limit() || deadline.isOver()) {
        break;
      }
    }
    return new Page(hits, next, true);
  }

  /** The index's page with those of the tail that belong on it. */
  private static Page merged(Page page, List<Hit> tail, boolean complete, Request request) {
    if (tail.isEmpty()) {
      return new Page(page.hits(), page.next(), complete);
    }
    var order = request.order().places();
    var hits = new ArrayList<>(page.hits());
    for (var hit : tail) {
      // What comes later than the index has looked is on a later page.
      if (page.next().isEmpty() || order.compare(hit.place(), page.next().get()) <= 0) {
        hits.add(hit);
      }
    }
    hits.sort((one, other) -> order.compare(one.place(), other.place()));
    if (hits.size() <= request.limit()) {
      return new Page(hits, page.next(), complete);
    }
    var first = hits.subList(0, request.limit());
    return new Page(first, Optional.of(first.get(first.size() - 1).place()), complete);
  }

  private static Lookup lookup(
      Request request, IndexSearcher searcher, Tail tail, Deadline deadline) throws IOException {
    for (var stricter : request.stricter()) {
      var lookup = new Lookup(searcher, stricter, request, tail.messages().keySet());
      if (tail.has(stricter, request, deadline) || lookup.findsAny()) {
        return lookup;
      }
    }
    return new Lookup(searcher, request.query(), request, tail.messages().keySet());
  }

  private List<Hit> hits(List<Lookup.Candidate> candidates, SearchQuery query, Request request) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    var ids =
        candidates.stream()
            .map(Lookup.Candidate::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<MessageId, Message> messages = new HashMap<>();
    log.messages(ids).forEach(message -> messages.put(message.id(), message));
    var hits = new ArrayList<Hit>();
    for (var candidate : candidates) {
      var message = messages.get(candidate.id());
      // It may have been edited or deleted since it was indexed; and the index finds too much.
      if (message != null && request.covers(message.room())) {
        query.match(message).ifPresent(match -> hits.add(new Hit(message, match)));
      }
    }
    return hits;
  }
}
