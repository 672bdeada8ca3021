package chat.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.InvalidValue;
import chat.domain.matching.Span;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Any search of any message: what it finds lies in the message, and in what is shown of it. */
class SearchQueryFuzzTest {
  private static final Instant AT = Instant.parse("2026-11-28T08:00:00Z");

  /** The search is the first line, the message what follows. */
  @FuzzTest
  void what_is_found_lies_in_the_text(byte[] utf8) {
    var text = new String(utf8, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0) {
      return;
    }
    SearchQuery wanted;
    Content content;
    try {
      wanted = SearchQuery.parse(text.substring(0, end));
      content = new Content(text.substring(end + 1));
    } catch (InvalidValue refused) {
      return;
    }
    wanted
        .match(message(content))
        .ifPresent(
            match -> {
              assertThat(match.grade()).isNotNegative();
              assertApart(match.highlights(), content.text());
              var snippet = Snippet.of(content.text(), match.highlights());
              assertThat(snippet.text().length()).isLessThanOrEqualTo(Snippet.MAX_LENGTH);
              assertApart(snippet.highlights(), snippet.text());
            });
  }

  private static Message message(Content content) {
    var author = new Identity(new UserId(1), new Username("alice"));
    return new Message(new MessageId(1), new RoomId(1), 1, author, content, new ClientId("c1"), AT);
  }

  private static void assertApart(List<Span> spans, String text) {
    int last = 0;
    for (var span : spans) {
      assertThat(span.start()).isGreaterThanOrEqualTo(last);
      assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
      last = span.end();
    }
  }
}
