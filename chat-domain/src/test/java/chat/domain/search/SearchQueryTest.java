package chat.domain.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.InvalidValue;
import chat.domain.matching.Match;
import chat.domain.matching.Span;
import chat.domain.matching.Term;
import chat.domain.matching.Words;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchQueryTest {
  private static final int TRIES = 20_000;
  private static final List<String> PIECES =
      List.of(
          "a",
          "bc",
          "word",
          "Straße",
          "é",
          "e\u0301",
          "北京",
          "市",
          "ｶﾞ",
          "สวัสดี",
          "한국",
          "👍🏽",
          "👩‍💻",
          "🇩🇪",
          "\"",
          "“",
          "-",
          ":",
          "from:",
          "in:",
          "before:",
          "after:",
          "2026-11-01",
          "@",
          "#",
          "++",
          " ",
          " ",
          " ",
          "\u200d",
          "\u00ad",
          "\ufe0f",
          "4042",
          ".",
          "/",
          "\n",
          "İ",
          "ß",
          "ﬁ",
          "①",
          "غدا");

  @Test
  void at_most_ten_rooms_may_be_named() {
    var ten =
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> "in:room" + i)
            .collect(Collectors.joining(" ", "in:ROOM1 ", ""));
    assertThat(SearchQuery.parse(ten).rooms()).hasSize(10);
    assertThatThrownBy(() -> SearchQuery.parse(ten + " in:room11"))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("at most 10 rooms");
  }

  @Test
  void words_and_phrases_and_what_takes_out() {
    var wanted = SearchQuery.parse("Release \"next week\" -draft -\"not yet\" notes");
    assertThat(wanted.all())
        .containsExactly(
            new Term(List.of("release"), false, 1),
            new Term(List.of("next", "week"), false, 0),
            new Term(List.of("notes"), true, 1));
    assertThat(wanted.none())
        .containsExactly(
            new Term(List.of("draft"), false, 0), new Term(List.of("not", "yet"), false, 0));
  }

  @Test
  void filters_are_read_and_what_is_none_is_words() {
    var wanted =
        SearchQuery.parse(
            "from:@Alice FROM:\"bob b\" in:#General before:2026-11-01 after:2026-10-01 x");
    assertThat(wanted.authors()).isEqualTo(Set.of("alice", "bob b"));
    assertThat(wanted.rooms()).isEqualTo(Set.of("general"));
    assertThat(wanted.until()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(wanted.since()).contains(Instant.parse("2026-10-02T00:00:00Z"));
    assertThat(wanted.all()).hasSize(1);
    var words = SearchQuery.parse("before:yesterday from: in: after:2026-13-01 \"unclosed");
    assertThat(words.authors()).isEmpty();
    assertThat(words.until()).isEmpty();
    assertThat(words.all()).hasSize(5);
  }

  @Test
  void what_is_too_much_is_refused() {
    for (var typed :
        List.of(
            "\"".repeat(10_000), "x".repeat(501), "a ".repeat(33), "\ud800", "北京".repeat(200))) {
      assertThatThrownBy(() -> SearchQuery.parse(typed)).isInstanceOf(InvalidValue.class);
    }
  }

  @Test
  void whatever_is_typed_is_read_and_highlights_lie_in_order_in_what_was_said() {
    var random = new Random(3);
    for (int i = 0; i < TRIES; i++) {
      var said = "x" + random(random, 12);
      var match = SearchQuery.parse(random(random, 10)).match(message(said));
      int end = 0;
      for (var span : match.map(Match::highlights).orElse(List.of())) {
        assertThat(span.start()).as(said).isGreaterThanOrEqualTo(end);
        end = span.end();
      }
      assertThat(end).as(said).isLessThanOrEqualTo(said.length());
    }
  }

  @Test
  void every_word_that_is_said_is_found_by_itself() {
    var random = new Random(7);
    for (int i = 0; i < TRIES; i++) {
      var said = "x " + random(random, 8).replaceAll("[\"“]", " ");
      var words = Words.of(said);
      var word = words.get(random.nextInt(words.size()));
      var typed = "\"" + said.substring(word.start(), word.end()) + "\"";
      assertThat(SearchQuery.parse(typed).match(message(said)))
          .as("%s in %s", typed, said)
          .isPresent();
    }
  }

  @Test
  void a_snippet_shows_the_first_highlight_of_a_long_text_and_cuts_no_character() {
    var text = "lorem ipsum ".repeat(100) + "needle " + "dolor sit ".repeat(100);
    int at = text.indexOf("needle");
    var snippet = Snippet.of(text, List.of(new Span(at, at + 6)));
    assertThat(snippet.text()).hasSizeLessThanOrEqualTo(Snippet.MAX_LENGTH).startsWith("…");
    var span = snippet.highlights().get(0);
    assertThat(snippet.text().substring(span.start(), span.end())).isEqualTo("needle");
    for (int shift = 0; shift < 50; shift++) {
      var emoji = "x".repeat(shift) + "😀".repeat(400);
      var cut = Snippet.of(emoji, List.of(new Span(shift + 300, shift + 302))).text();
      assertThat(chat.domain.Text.isWellFormed(cut)).isTrue();
      assertThat(cut).hasSizeLessThanOrEqualTo(Snippet.MAX_LENGTH);
    }
  }

  private static String random(Random random, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
        .collect(Collectors.joining());
  }

  private static Message message(String text) {
    return new Message(
        new MessageId(1),
        new RoomId(1),
        1,
        new Identity(new UserId(1), new Username("alice")),
        new Content(text),
        new ClientId("c"),
        Instant.EPOCH);
  }
}
