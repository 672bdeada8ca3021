package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Deadline;
import chat.domain.message.LogProgress;
import chat.domain.message.LogScan;
import chat.domain.message.Match;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import chat.domain.message.Span;
import chat.domain.message.Term;
import chat.domain.message.Wanted;
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
    private final UnaryOperator<Query> question;
    private final UnaryOperator<Page> answer;

    Otherwise(MessageSearch search, UnaryOperator<Query> question, UnaryOperator<Page> answer) {
      this.search = search;
      this.question = question;
      this.answer = answer;
    }

    @Override
    public Page search(Query query, Deadline deadline) {
      return answer.apply(search.search(question.apply(query), deadline));
    }

    @Override
    public LogProgress progress() {
      return search.progress();
    }
  }

  private static MessageSearch asking(MessageLog log, UnaryOperator<Wanted> wanted) {
    return new Otherwise(
        new LogScan(log),
        query ->
            new MessageSearch.Query(
                wanted.apply(query.wanted()),
                query.rooms(),
                query.order(),
                query.after(),
                query.limit()),
        UnaryOperator.identity());
  }

  private static MessageSearch answering(MessageLog log, UnaryOperator<MessageSearch.Page> answer) {
    return new Otherwise(new LogScan(log), UnaryOperator.identity(), answer);
  }

  private static Wanted with(Wanted wanted, UnaryOperator<Term> change) {
    return new Wanted(
        wanted.all().stream().map(change).toList(),
        wanted.none(),
        wanted.authors(),
        wanted.rooms(),
        wanted.since(),
        wanted.until());
  }

  static class ForgivesNothing extends Broken {
    ForgivesNothing() {
      super(log -> asking(log, wanted -> wanted.forgiving(0)));
    }
  }

  static class WantsWholeWords extends Broken {
    WantsWholeWords() {
      super(
          log ->
              asking(
                  log,
                  wanted -> with(wanted, term -> new Term(term.words(), false, term.edits()))));
    }
  }

  static class LetsEveryWordGoOn extends Broken {
    LetsEveryWordGoOn() {
      super(
          log ->
              asking(
                  log, wanted -> with(wanted, term -> new Term(term.words(), true, term.edits()))));
    }
  }

  static class KnowsNoFilters extends Broken {
    KnowsNoFilters() {
      super(
          log ->
              asking(
                  log,
                  wanted ->
                      new Wanted(
                          wanted.all(),
                          List.of(),
                          wanted.authors(),
                          wanted.rooms(),
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
                  query ->
                      query.order() == MessageSearch.Order.SEQ
                          ? query
                          : new MessageSearch.Query(
                              query.wanted(),
                              Optional.empty(),
                              query.order(),
                              query.after(),
                              query.limit()),
                  UnaryOperator.identity()));
    }
  }

  static class BeginsAgainOnEachPage extends Broken {
    BeginsAgainOnEachPage() {
      super(
          log ->
              new Otherwise(
                  new LogScan(log),
                  query ->
                      new MessageSearch.Query(
                          query.wanted(),
                          query.rooms(),
                          query.order(),
                          Optional.empty(),
                          query.limit()),
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
                new MessageSearch.Query(
                    Wanted.parse("-nothing"),
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
                public Page search(Query query, Deadline deadline) {
                  return deadline.isOver()
                      ? new Page(List.of(), query.after(), false)
                      : super.search(query, deadline);
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
        .contains("slips_of_the_pen_are_forgiven_by_the_length_of_the_word");
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
