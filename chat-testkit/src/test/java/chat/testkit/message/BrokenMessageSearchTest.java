package chat.testkit.message;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Text;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.MessageSearch;
import chat.domain.message.RoomEvent;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Searches that break one promise each, and what the contract says of them. */
class BrokenMessageSearchTest {
  /** A search of the in-memory log. */
  abstract static class Broken extends InMemoryMessageSearchTest {
    private final MessageSearch broken;

    Broken(Function<MessageLog, MessageSearch> search) {
      broken = search.apply(super.log());
    }

    @Override
    public MessageSearch search() {
      return broken;
    }
  }

  /** Reads the log backwards and asks, for each content and the text, whether they match. */
  static class Matching implements MessageSearch {
    protected final MessageLog log;
    private final BiPredicate<String, String> matches;

    Matching(MessageLog log, BiPredicate<String, String> matches) {
      this.log = log;
      this.matches = matches;
    }

    @Override
    public Page search(Query query) {
      var found = new ArrayList<Message>();
      for (var message : log.before(query.room(), query.before(), Integer.MAX_VALUE)) {
        if (found.size() == query.limit()) {
          return new Page(found, OptionalLong.of(next(found.get(found.size() - 1).seq())));
        }
        if (matches.test(text(message), query.text())) {
          found.add(message);
        }
      }
      return new Page(found, OptionalLong.empty());
    }

    long next(long last) {
      return last;
    }

    String text(Message message) {
      return message.text();
    }
  }

  private static boolean contains(String content, String text) {
    return Text.folded(content).contains(Text.folded(text));
  }

  /** As SQL's LIKE does. */
  private static boolean like(String content, String text) {
    var pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        pattern.append(Pattern.quote(text.substring(i + 1, i + 2)));
        i++;
      } else if (c == '%') {
        pattern.append(".*");
      } else if (c == '_') {
        pattern.append('.');
      } else {
        pattern.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(content).find();
  }

  /** Follows the log, but for what becomes of a message. */
  static class FollowsNewMessagesAlone extends Broken {
    private final Map<MessageId, String> said = new ConcurrentHashMap<>();
    private final MessageLog followed =
        new BrokenMessageLogTest.Passing(super.log()) {
          @Override
          public List<Appended> append(List<Draft> drafts) {
            var outcomes = super.append(drafts);
            for (var outcome : outcomes) {
              if (outcome instanceof Appended.Stored stored
                  && stored.event() instanceof RoomEvent.Posted posted) {
                said.put(posted.message().id(), posted.message().text());
              }
            }
            return outcomes;
          }
        };

    FollowsNewMessagesAlone() {
      super(log -> new Matching(log, (content, text) -> contains(content, text)));
    }

    @Override
    public MessageLog log() {
      return followed;
    }

    @Override
    public MessageSearch search() {
      return new Matching(followed, (content, text) -> contains(content, text)) {
        @Override
        String text(Message message) {
          return said.getOrDefault(message.id(), "");
        }
      };
    }
  }

  static class ReadsTheWholeRoom extends Broken {
    ReadsTheWholeRoom() {
      super(log -> new Matching(log, (content, text) -> contains(content, text)));
    }
  }

  static class TakesWildcards extends Broken {
    TakesWildcards() {
      super(
          log ->
              new Matching(log, (content, text) -> like(Text.folded(content), Text.folded(text))));
    }
  }

  static class EscapesBeforeItFolds extends Broken {
    EscapesBeforeItFolds() {
      super(
          log ->
              new Matching(
                  log,
                  (content, text) ->
                      like(
                          Text.folded(content),
                          Text.folded(text.replaceAll("([\\\\%_])", "\\\\$1")))));
    }
  }

  static class MindsCase extends Broken {
    MindsCase() {
      super(log -> new Matching(log, (content, text) -> content.contains(text)));
    }
  }

  static class FoldsAsciiOnly extends Broken {
    FoldsAsciiOnly() {
      super(log -> new Matching(log, (content, text) -> ascii(content).contains(ascii(text))));
    }

    private static String ascii(String text) {
      var folded = new StringBuilder();
      text.codePoints()
          .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
          .forEach(folded::appendCodePoint);
      return folded.toString();
    }
  }

  static class FoldsByTheMachinesLanguage extends Broken {
    FoldsByTheMachinesLanguage() {
      super(log -> new Matching(log, (content, text) -> local(content).contains(local(text))));
    }

    private static String local(String text) {
      return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.getDefault());
    }
  }

  static class DropsAccents extends Broken {
    DropsAccents() {
      super(log -> new Matching(log, (content, text) -> contains(plain(content), plain(text))));
    }

    private static String plain(String text) {
      return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    }
  }

  static class TrimsTheText extends Broken {
    TrimsTheText() {
      super(log -> new Matching(log, (content, text) -> contains(content, text.strip())));
    }
  }

  static class FindsWholeWordsOnly extends Broken {
    FindsWholeWordsOnly() {
      super(
          log ->
              new Matching(
                  log, (content, text) -> contains(" " + content + " ", " " + text + " ")));
    }
  }

  static class GivesTheOldestFirst extends Broken {
    GivesTheOldestFirst() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                public Page search(Query query) {
                  var page = super.search(query);
                  var messages = new ArrayList<>(page.messages());
                  Collections.reverse(messages);
                  return new Page(messages, page.next());
                }
              });
    }
  }

  static class SkipsOneBetweenPages extends Broken {
    SkipsOneBetweenPages() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                long next(long last) {
                  return last - 3;
                }
              });
    }
  }

  static class RepeatsTheLastOfAPage extends Broken {
    RepeatsTheLastOfAPage() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                long next(long last) {
                  return last + 1;
                }
              });
    }
  }

  static class IgnoresTheBound extends Broken {
    IgnoresTheBound() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                public Page search(Query query) {
                  return super.search(
                      new Query(query.room(), query.text(), Long.MAX_VALUE, query.limit()));
                }
              });
    }
  }

  static class IgnoresTheLimit extends Broken {
    IgnoresTheLimit() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                public Page search(Query query) {
                  return super.search(
                      new Query(query.room(), query.text(), query.before(), Integer.MAX_VALUE));
                }
              });
    }
  }

  static class GivesUpAfterAThousand extends Broken {
    GivesUpAfterAThousand() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                public Page search(Query query) {
                  long floor = log.head(query.room()) - 1_000;
                  var page = super.search(query);
                  return new Page(
                      page.messages().stream().filter(m -> m.seq() > floor).toList(), page.next());
                }
              });
    }
  }

  static class NeverEnds extends Broken {
    NeverEnds() {
      super(
          log ->
              new Matching(log, (content, text) -> contains(content, text)) {
                @Override
                public Page search(Query query) {
                  var page = super.search(query);
                  return page.next().isPresent()
                      ? page
                      : new Page(page.messages(), OptionalLong.of(1));
                }
              });
    }
  }

  @Test
  void a_sound_search_passes() {
    assertThat(failures(InMemoryMessageSearchTest.class)).isEmpty();
    assertThat(failures(ReadsTheWholeRoom.class)).isEmpty();
  }

  @Test
  void a_search_that_drops_accents_is_caught() {
    assertThat(failures(DropsAccents.class))
        .containsExactly("what_only_a_collation_takes_for_one_is_told_apart");
  }

  @Test
  void a_search_that_escapes_before_it_folds_is_caught() {
    assertThat(failures(EscapesBeforeItFolds.class))
        .containsExactly(
            "the_end_of_the_longest_content_is_searched_too",
            "what_only_a_collation_takes_for_one_is_told_apart",
            "wildcards_stand_for_themselves",
            "words_without_blanks_between_them_are_found");
  }

  @Test
  void a_search_that_finds_whole_words_only_is_caught() {
    assertThat(failures(FindsWholeWordsOnly.class))
        .containsExactly(
            "blanks_and_line_ends_count",
            "the_end_of_the_longest_content_is_searched_too",
            "the_text_may_be_anywhere_in_the_content",
            "the_way_it_is_written_does_not_count_in_any_script",
            "wildcards_stand_for_themselves",
            "words_without_blanks_between_them_are_found");
  }

  @Test
  void a_search_that_follows_new_messages_alone_is_caught() {
    assertThat(failures(FollowsNewMessagesAlone.class))
        .containsExactly(
            "a_deleted_message_is_not_found", "an_edited_message_is_found_by_what_it_says_now");
  }

  @Test
  void a_search_that_folds_ascii_only_is_caught() {
    assertThat(failures(FoldsAsciiOnly.class))
        .containsExactly(
            "the_way_it_is_written_does_not_count_in_any_script", "wildcards_stand_for_themselves");
  }

  @Test
  void a_search_that_folds_by_the_machines_language_is_caught() {
    assertThat(failures(FoldsByTheMachinesLanguage.class))
        .containsExactly(
            "the_language_of_the_machine_does_not_count",
            "the_way_it_is_written_does_not_count_in_any_script");
  }

  @Test
  void a_search_that_gives_the_oldest_first_is_caught() {
    assertThat(failures(GivesTheOldestFirst.class))
        .containsExactly(
            "blanks_and_line_ends_count",
            "following_next_finds_each_match_once_the_newest_first",
            "only_messages_before_the_bound_are_found",
            "the_text_may_be_anywhere_in_the_content",
            "words_without_blanks_between_them_are_found");
  }

  @Test
  void a_search_that_gives_up_after_a_thousand_is_caught() {
    assertThat(failures(GivesUpAfterAThousand.class))
        .containsExactly("a_match_in_a_large_room_is_found_by_following_next");
  }

  @Test
  void a_search_that_ignores_the_bound_is_caught() {
    assertThat(failures(IgnoresTheBound.class))
        .containsExactly(
            "following_next_finds_each_match_once_the_newest_first",
            "only_messages_before_the_bound_are_found");
  }

  @Test
  void a_search_that_ignores_the_limit_is_caught() {
    assertThat(failures(IgnoresTheLimit.class))
        .containsExactly(
            "following_next_finds_each_match_once_the_newest_first",
            "only_messages_before_the_bound_are_found");
  }

  @Test
  void a_search_that_minds_case_is_caught() {
    assertThat(failures(MindsCase.class))
        .containsExactly(
            "the_end_of_the_longest_content_is_searched_too",
            "the_language_of_the_machine_does_not_count",
            "the_way_it_is_written_does_not_count_in_any_script",
            "wildcards_stand_for_themselves");
  }

  @Test
  void a_search_that_never_ends_is_caught() {
    assertThat(failures(NeverEnds.class))
        .containsExactly(
            "a_deleted_message_is_not_found",
            "a_match_in_a_large_room_is_found_by_following_next",
            "a_match_is_the_message_as_it_is_in_the_log",
            "an_edited_message_is_found_by_what_it_says_now",
            "an_empty_and_an_unknown_room_are_seen_at_once",
            "blanks_and_line_ends_count",
            "following_next_finds_each_match_once_the_newest_first",
            "other_rooms_are_not_searched",
            "the_end_of_the_longest_content_is_searched_too",
            "the_language_of_the_machine_does_not_count",
            "the_text_may_be_anywhere_in_the_content",
            "the_way_it_is_written_does_not_count_in_any_script",
            "what_only_a_collation_takes_for_one_is_told_apart",
            "wildcards_stand_for_themselves",
            "words_without_blanks_between_them_are_found");
  }

  @Test
  void a_search_that_repeats_the_last_of_a_page_is_caught() {
    assertThat(failures(RepeatsTheLastOfAPage.class))
        .containsExactly("following_next_finds_each_match_once_the_newest_first");
  }

  @Test
  void a_search_that_skips_one_between_pages_is_caught() {
    assertThat(failures(SkipsOneBetweenPages.class))
        .containsExactly("following_next_finds_each_match_once_the_newest_first");
  }

  @Test
  void a_search_that_takes_wildcards_is_caught() {
    assertThat(failures(TakesWildcards.class))
        .containsExactly(
            "the_end_of_the_longest_content_is_searched_too",
            "what_only_a_collation_takes_for_one_is_told_apart",
            "wildcards_stand_for_themselves",
            "words_without_blanks_between_them_are_found");
  }

  @Test
  void a_search_that_trims_the_text_is_caught() {
    assertThat(failures(TrimsTheText.class)).containsExactly("blanks_and_line_ends_count");
  }
}
