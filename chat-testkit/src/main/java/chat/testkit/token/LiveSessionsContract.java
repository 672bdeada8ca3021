package chat.testkit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import chat.testkit.Race;
import chat.testkit.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LiveSessions} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface LiveSessionsContract {
  Duration AN_HOUR = Duration.ofHours(1);

  /** How long to wait for what is promised: a second, and what a busy machine takes beside it. */
  default Duration soon() {
    return Duration.ofSeconds(3);
  }

  /** The sessions under test, the same all through a test; nobody else opens any meanwhile. */
  LiveSessions sessions();

  /** Opens a session as a client with that token does, and returns once it is listed. */
  Session open(TokenId token, Instant expiresAt);

  /** A client's end of a session. */
  interface Session {
    /** Whether the client takes the session for open; to be asked from any thread. */
    boolean isOpen();

    /** The client leaves. */
    void close();
  }

  @Test
  default void a_token_is_listed_as_long_as_it_has_a_session() {
    assertThat(sessions().tokens()).isEmpty();
    var here = newToken();
    var there = newToken();
    var first = open(here);
    var second = open(here);
    open(there);
    assertThat(sessions().tokens()).containsExactlyInAnyOrder(here, there);
    first.close();
    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(
            () -> assertThat(sessions().tokens()).containsExactlyInAnyOrder(here, there));
    second.close();
    await().atMost(soon()).until(() -> sessions().tokens().equals(Set.of(there)));
  }

  @Test
  default void ending_a_token_ends_all_its_sessions_and_no_others() {
    var ended = newToken();
    var other = newToken();
    var gone = List.of(open(ended), open(ended), open(ended));
    var stays = open(other);
    sessions().end(Set.of(ended));
    await().atMost(soon()).until(() -> gone.stream().noneMatch(Session::isOpen));
    await().atMost(soon()).until(() -> sessions().tokens().equals(Set.of(other)));
    assertThat(stays.isOpen()).isTrue();
  }

  @Test
  default void several_tokens_end_at_once() {
    var ended = Stream.generate(this::newToken).limit(20).toList();
    var gone = ended.stream().map(this::open).toList();
    var stays = open(newToken());
    sessions().end(Set.copyOf(ended));
    await().atMost(soon()).until(() -> gone.stream().noneMatch(Session::isOpen));
    assertThat(stays.isOpen()).isTrue();
  }

  @Test
  default void ending_again_or_what_is_not_there_changes_nothing() {
    var token = newToken();
    var gone = open(token);
    var stays = open(newToken());
    assertThatCode(
            () -> {
              sessions().end(Set.of());
              sessions().end(Set.of(newToken()));
              sessions().end(Set.of(token));
              sessions().end(Set.of(token, newToken()));
            })
        .doesNotThrowAnyException();
    await().atMost(soon()).until(() -> !gone.isOpen());
    sessions().end(Set.of(token));
    assertThat(stays.isOpen()).isTrue();
  }

  @Test
  default void token_ids_are_compared_byte_by_byte() {
    var tag = Tag.next();
    var stays = open(new TokenId("a" + tag));
    var gone = open(new TokenId("A" + tag));
    sessions().end(Set.of(new TokenId("A" + tag), new TokenId("a" + tag + "b"), new TokenId("a")));
    await().atMost(soon()).until(() -> !gone.isOpen());
    assertThat(stays.isOpen()).isTrue();
    assertThat(sessions().tokens()).contains(new TokenId("a" + tag));
  }

  @Test
  default void a_session_ends_with_its_token() {
    // Times of tokens are in whole seconds.
    var soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
    var expiring = newToken();
    var gone = List.of(open(expiring, soon), open(expiring, soon));
    var other = newToken();
    var stays = open(other);
    assertThat(gone).allMatch(Session::isOpen);
    await().atMost(soon().plusSeconds(3)).until(() -> gone.stream().noneMatch(Session::isOpen));
    assertThat(Instant.now()).isAfterOrEqualTo(soon);
    await().atMost(soon()).until(() -> sessions().tokens().equals(Set.of(other)));
    assertThat(stays.isOpen()).isTrue();
  }

  @Test
  default void eight_may_open_and_end_at_once() {
    var others =
        Race.of(
            8,
            runner -> {
              var own = newToken();
              var stays = open(own);
              for (int i = 0; i < 10; i++) {
                var token = newToken();
                var gone = List.of(open(token), open(token));
                sessions().end(Set.of(token));
                await().atMost(soon()).until(() -> gone.stream().noneMatch(Session::isOpen));
              }
              assertThat(sessions().tokens()).contains(own);
              return stays;
            });
    assertThat(others).allMatch(Session::isOpen);
    await().atMost(soon()).until(() -> sessions().tokens().size() == 8);
  }

  private Session open(TokenId token) {
    return open(token, Instant.now().plus(AN_HOUR));
  }

  private TokenId newToken() {
    return new TokenId("t-" + Tag.next());
  }
}
