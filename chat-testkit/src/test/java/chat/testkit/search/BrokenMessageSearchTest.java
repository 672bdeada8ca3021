package chat.testkit.search;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Deadline;
import chat.domain.matching.Match;
import chat.domain.matching.Span;
import chat.domain.matching.Term;
import chat.domain.matching.WordQuery;
import chat.domain.message.LogProgress;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.search.LogScan;
import chat.domain.search.MessageSearch;
import chat.domain.search.SearchQuery;
import chat.testkit.message.ForwardingMessageLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Searches that break one promise each, and what the contract says of them. */
class BrokenMessageSearchTest {
  /** A search of the in-memory log. */
  abstract static class Broken extends LogScanTest {
    private final MessageSearch broken;

    Broken(Function<MessageLog, MessageSearch> search) {
      broken = search.apply(super.log());
    }

    @Override
    public MessageSearch search() {
      return broken;
    }
  }

  /** Asks otherwise, or answers otherwise, than a search that keeps its promises. */
  static class Otherwise implements MessageSearch {
    private final MessageSearch search;
    private final UnaryOperator<Request> question;
    private final UnaryOperator<Page> answer;

    Otherwise(MessageSearch search, UnaryOperator<Request> question, UnaryOperator<Page> answer) {
      this.search = search;
      this.question = question;
      this.answer = answer;
    }

    @Override
    public Page search(Request request, Deadline deadline) {
      return answer.apply(search.search(question.apply(request), deadline));
    }

    @Override
    public LogProgress progress() {
      return search.progress();
    }
  }

  private static MessageSearch asking(MessageLog log, UnaryOperator<SearchQuery> query) {
    return new Otherwise(
        new LogScan(log),
        request ->
            new MessageSearch.Request(
                query.apply(request.query()),
                request.rooms(),
                request.order(),
                request.after(),
                request.limit()),
        UnaryOperator.identity());
  }

  private static MessageSearch answering(MessageLog log, UnaryOperator<MessageSearch.Page> answer) {
    return new Otherwise(new LogScan(log), UnaryOperator.identity(), answer);
  }

  private static SearchQuery with(SearchQuery query, UnaryOperator<Term> change) {
    return new SearchQuery(
        new WordQuery(query.all().stream().map(change).toList(), query.none()),
        query.authors(),
        query.rooms(),
        query.since(),
        query.until());
  }

  static class ForgivesNothing extends Broken {
    ForgivesNothing() {
      super(log -> asking(log, query -> query.forgiving(0)));
    }
  }

  static class WantsWholeWords extends Broken {
    WantsWholeWords() {
      super(
          log ->
              asking(
                  log, query -> with(query, term -> new Term(term.words(), false, term.edits()))));
    }
  }

  static class LetsEveryWordGoOn extends Broken {
    LetsEveryWordGoOn() {
      super(
          log ->
              asking(
                  log, query -> with(query, term -> new Term(term.words(), true, term.edits()))));
    }
  }

  static class KnowsNoFilters extends Broken {
    KnowsNoFilters() {
      super(
          log ->
              asking(
                  log,
                  query ->
                      new SearchQuery(
                          new WordQuery(query.all(), List.of()),
                          query.authors(),
                          query.rooms(),
                          Optional.empty(),
                          Optional.empty())));
    }
  }

  static class SearchesEveryRoom extends Broken {
    SearchesEveryRoom() {
      super(
          log ->
              new Otherwise(
                  new LogScan(log),
                  request ->
                      request.order() == MessageSearch.Order.SEQ
                          ? request
                          : new MessageSearch.Request(
                              request.query(),
                              Optional.empty(),
                              request.order(),
                              request.after(),
                              request.limit()),
                  UnaryOperator.identity()));
    }
  }

  static class BeginsAgainOnEachPage extends Broken {
    BeginsAgainOnEachPage() {
      super(
          log ->
              new Otherwise(
                  new LogScan(log),
                  request ->
                      new MessageSearch.Request(
                          request.query(),
                          request.rooms(),
                          request.order(),
                          Optional.empty(),
                          request.limit()),
                  UnaryOperator.identity()));
    }
  }

  static class OldestFirst extends Broken {
    OldestFirst() {
      super(
          log ->
              answering(
                  log,
                  page -> {
                    var hits = new ArrayList<>(page.hits());
                    Collections.reverse(hits);
                    return new MessageSearch.Page(hits, page.next(), page.complete());
                  }));
    }
  }

  static class HighlightsTheBeginning extends Broken {
    HighlightsTheBeginning() {
      super(
          log ->
              answering(
                  log,
                  page ->
                      new MessageSearch.Page(
                          page.hits().stream()
                              .map(
                                  hit ->
                                      new MessageSearch.Hit(
                                          hit.message(),
                                          new Match(hit.match().grade(), List.of(new Span(0, 1)))))
                              .toList(),
                          page.next(),
                          page.complete())));
    }
  }

  static class EndsAfterOnePage extends Broken {
    EndsAfterOnePage() {
      super(
          log ->
              answering(
                  log,
                  page -> new MessageSearch.Page(page.hits(), Optional.empty(), page.complete())));
    }
  }

  /** Shows what it saw first, whatever became of it. */
  static class RemembersWhatWasSaid extends Broken {
    RemembersWhatWasSaid() {
      super(
          log -> {
            Map<MessageId, Message> first = new HashMap<>();
            return new LogScan(
                new ForwardingMessageLog(log) {
                  @Override
                  public List<Message> before(chat.domain.room.RoomId room, long seq, int limit) {
                    return log.after(room, 0, Integer.MAX_VALUE).isEmpty()
                        ? List.of()
                        : super.before(room, seq, limit).stream()
                            .map(message -> first.computeIfAbsent(message.id(), id -> message))
                            .toList();
                  }
                });
          });
    }

    @Override
    public void catchUp() {
      // It looks at once, as an engine would that follows the log.
      for (var head : log().heads(0, Integer.MAX_VALUE)) {
        search()
            .search(
                new MessageSearch.Request(
                    SearchQuery.parse("-nothing"),
                    Optional.of(java.util.Set.of(head.room())),
                    MessageSearch.Order.MATCH,
                    Optional.empty(),
                    1),
                Deadline.after(Duration.ofMinutes(1)));
      }
    }
  }

  /** Takes a part for everything. */
  static class ClaimsToBeComplete extends Broken {
    ClaimsToBeComplete() {
      super(
          log ->
              answering(log, page -> new MessageSearch.Page(page.hits(), Optional.empty(), true)));
    }
  }

  /** Gives up, and has the caller begin where it began. */
  static class StandsStillWithoutTime extends Broken {
    StandsStillWithoutTime() {
      super(
          log ->
              new Otherwise(new LogScan(log), UnaryOperator.identity(), UnaryOperator.identity()) {
                @Override
                public Page search(Request request, Deadline deadline) {
                  return deadline.isOver()
                      ? new Page(List.of(), request.after(), false)
                      : super.search(request, deadline);
                }
              });
    }
  }

  @Test
  void the_contract_tells_what_goes_wrong_without_time() {
    assertThat(failures(ClaimsToBeComplete.class))
        .contains("without_time_a_search_says_nothing_wrong");
    assertThat(failures(StandsStillWithoutTime.class))
        .contains("without_time_a_search_in_a_room_gets_on_and_finds_everything");
  }

  @Test
  void the_contract_tells_each_of_them() {
    assertThat(failures(ForgivesNothing.class))
        .contains("typos_are_forgiven_by_the_length_of_the_word");
    assertThat(failures(WantsWholeWords.class))
        .contains("words_come_in_any_order_and_the_last_one_may_go_on");
    assertThat(failures(LetsEveryWordGoOn.class))
        .contains("words_come_in_any_order_and_the_last_one_may_go_on");
    assertThat(failures(KnowsNoFilters.class)).contains("filters_narrow_it_down");
    assertThat(failures(SearchesEveryRoom.class))
        .contains("only_the_rooms_that_are_asked_for_are_searched");
    assertThat(failures(BeginsAgainOnEachPage.class))
        .contains("following_next_finds_each_hit_once_and_in_order");
    assertThat(failures(OldestFirst.class))
        .contains("the_better_match_comes_first_and_then_the_later_message");
    assertThat(failures(HighlightsTheBeginning.class))
        .containsExactly("a_hit_is_the_message_as_it_is_in_the_log_and_says_where_it_matches");
    assertThat(failures(EndsAfterOnePage.class))
        .contains("following_next_finds_each_hit_once_and_in_order");
    assertThat(failures(RemembersWhatWasSaid.class))
        .containsExactly(
            "a_deleted_message_is_not_found", "an_edited_message_is_found_by_what_it_says_now");
  }
}
