package chat.testkit.token;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Sessions that break one promise each, and what the contract says of them. All that takes time is
 * waiting, so the tests run at once.
 */
class BrokenLiveSessionsTest {
  private static final Instant NEVER = Instant.MAX;

  /** The in-memory adapter, spoilt. */
  abstract static class Broken extends InMemoryLiveSessionsTest implements LiveSessions {
    /** In memory a promise is kept at once, so that a broken one is soon found out. */
    @Override
    public Duration soon() {
      return Duration.ofSeconds(1);
    }

    @Override
    public LiveSessions sessions() {
      return this;
    }

    @Override
    public Set<TokenId> tokens() {
      return super.sessions().tokens();
    }

    @Override
    public void end(Set<TokenId> tokens) {
      super.sessions().end(tokens);
    }
  }

  static class EndsNothing extends Broken {
    @Override
    public void end(Set<TokenId> tokens) {}
  }

  static class EndsEverything extends Broken {
    @Override
    public void end(Set<TokenId> tokens) {
      super.end(tokens());
    }
  }

  static class EndsOneToken extends Broken {
    @Override
    public void end(Set<TokenId> tokens) {
      super.end(tokens.stream().limit(1).collect(Collectors.toSet()));
    }
  }

  static class IgnoresCase extends Broken {
    @Override
    public void end(Set<TokenId> tokens) {
      var all = new HashSet<>(tokens);
      tokens.forEach(token -> all.add(new TokenId(token.value().toLowerCase(Locale.ROOT))));
      super.end(all);
    }
  }

  static class OutlivesTokens extends Broken {
    @Override
    public Session open(TokenId token, Instant expiresAt) {
      return super.open(token, NEVER);
    }
  }

  static class ListsNothing extends Broken {
    @Override
    public Set<TokenId> tokens() {
      return Set.of();
    }
  }

  static class ListsWhatHasEnded extends Broken {
    private final Set<TokenId> all = ConcurrentHashMap.newKeySet();

    @Override
    public Session open(TokenId token, Instant expiresAt) {
      all.add(token);
      return super.open(token, expiresAt);
    }

    @Override
    public Set<TokenId> tokens() {
      return Set.copyOf(all);
    }
  }

  static class ThrowsForStrangers extends Broken {
    @Override
    public void end(Set<TokenId> tokens) {
      if (!tokens().containsAll(tokens)) {
        throw new IllegalArgumentException("no such session");
      }
      super.end(tokens);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sound_sessions_pass() {
    assertThat(failures(InMemoryLiveSessionsTest.class)).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_do_not_end_are_caught() {
    assertThat(failures(EndsNothing.class))
        .containsExactly(
            "eight_may_open_and_end_at_once",
            "ending_a_token_ends_all_its_sessions_and_no_others",
            "ending_again_or_what_is_not_there_changes_nothing",
            "several_tokens_end_at_once",
            "token_ids_are_compared_byte_by_byte");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_end_together_are_caught() {
    assertThat(failures(EndsEverything.class))
        .containsExactly(
            "eight_may_open_and_end_at_once",
            "ending_a_token_ends_all_its_sessions_and_no_others",
            "ending_again_or_what_is_not_there_changes_nothing",
            "several_tokens_end_at_once",
            "token_ids_are_compared_byte_by_byte");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void ending_but_one_of_several_tokens_is_caught() {
    assertThat(failures(EndsOneToken.class)).contains("several_tokens_end_at_once");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_ignore_case_are_caught() {
    assertThat(failures(IgnoresCase.class)).containsExactly("token_ids_are_compared_byte_by_byte");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_outlive_their_token_are_caught() {
    assertThat(failures(OutlivesTokens.class)).containsExactly("a_session_ends_with_its_token");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_are_not_listed_are_caught() {
    assertThat(failures(ListsNothing.class))
        .containsExactly(
            "a_session_ends_with_its_token",
            "a_token_is_listed_as_long_as_it_has_a_session",
            "eight_may_open_and_end_at_once",
            "ending_a_token_ends_all_its_sessions_and_no_others",
            "token_ids_are_compared_byte_by_byte");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sessions_that_stay_listed_are_caught() {
    assertThat(failures(ListsWhatHasEnded.class))
        .containsExactly(
            "a_session_ends_with_its_token",
            "a_token_is_listed_as_long_as_it_has_a_session",
            "eight_may_open_and_end_at_once",
            "ending_a_token_ends_all_its_sessions_and_no_others");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void ending_that_throws_for_strangers_is_caught() {
    assertThat(failures(ThrowsForStrangers.class))
        .contains("ending_again_or_what_is_not_there_changes_nothing");
  }
}
