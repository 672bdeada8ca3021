package chat.testkit.token;

import static java.time.Instant.parse;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.Elsewhere;
import chat.testkit.Race;
import chat.testkit.Tag;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What {@link RevokedTokens} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface RevokedTokensContract {
  Instant NOON = parse("2026-05-04T12:00:00.500Z");

  /** The store under test; it may hold anything from other tests, but nobody uses it meanwhile. */
  RevokedTokens tokens();

  @Test
  default void a_revoked_token_is_contained() {
    var token = newToken();
    assertThat(tokens().contains(token)).isFalse();
    tokens().add(expiringAt(NOON, token));
    assertThat(tokens().contains(token)).isTrue();
    assertThat(tokens().contains(newToken())).isFalse();
  }

  @Test
  default void revoking_again_changes_nothing() {
    tokens().purge(NOON.plusSeconds(60));
    var token = newToken();
    var revocation = expiringAt(NOON, token);
    tokens().add(revocation);
    tokens().add(revocation);
    tokens().add(new Revocation(token, NOON.minusSeconds(1), NOON.plusSeconds(60)));
    assertThat(tokens().contains(token)).isTrue();
    assertThat(tokens().purge(NOON)).isEqualTo(1);
    assertThat(tokens().contains(token)).isFalse();
  }

  @Test
  default void all_tokens_of_a_user_are_revoked_at_once_and_no_others() {
    var alice = newUser();
    var hers = Stream.generate(() -> remembered(alice, NOON)).limit(300).toList();
    var bobs = remembered(newUser(), NOON);
    var before = NOON.minusSeconds(60);
    assertThat(hers).noneMatch(tokens()::contains);

    assertThat(tokens().addAllOf(alice, before)).isEqualTo(Set.copyOf(hers));

    assertThat(hers).allMatch(tokens()::contains);
    assertThat(tokens().among(Set.copyOf(hers))).isEqualTo(Set.copyOf(hers));
    assertThat(tokens().contains(bobs)).isFalse();
    var later = remembered(alice, NOON);
    assertThat(tokens().contains(later)).isFalse();
    assertThat(tokens().addAllOf(newUser(), before)).isEmpty();
  }

  @Test
  default void revoking_all_of_a_users_tokens_again_changes_nothing() {
    tokens().purge(NOON.plusSeconds(60));
    var alice = newUser();
    var one = remembered(alice, NOON);
    var two = remembered(alice, NOON);
    tokens().add(expiringAt(NOON, one));
    tokens().addAllOf(alice, NOON.minusSeconds(60));
    tokens().addAllOf(alice, NOON.minusSeconds(50));
    tokens().add(expiringAt(NOON, two));
    assertThat(tokens().contains(one)).isTrue();
    assertThat(tokens().contains(two)).isTrue();
    assertThat(tokens().purge(NOON)).isEqualTo(2);
  }

  @Test
  default void what_has_expired_is_not_revoked_any_more() {
    var now = NOON.plus(RevokedTokens.CLOCKS_DIFFER);
    var alice = newUser();
    var expired = remembered(alice, NOON);
    var lasting = remembered(alice, NOON.plusSeconds(60));
    assertThat(tokens().addAllOf(alice, now)).containsExactly(lasting);
    assertThat(tokens().contains(expired)).isFalse();
    tokens().purge(NOON.plusSeconds(60));
    assertThat(tokens().contains(lasting)).isFalse();
    assertThat(tokens().addAllOf(alice, NOON.minusSeconds(60))).isEmpty();
  }

  @Test
  default void what_has_expired_by_a_clock_that_is_ahead_is_revoked_for_the_others() {
    var alice = newUser();
    var hers = remembered(alice, NOON);
    assertThat(tokens().addAllOf(alice, NOON.plusSeconds(300))).containsExactly(hers);
    assertThat(tokens().contains(hers)).isTrue();
  }

  @Test
  default void eight_may_revoke_all_of_a_users_tokens_at_once() {
    for (int round = 0; round < 5; round++) {
      tokens().purge(NOON.plusSeconds(60));
      var alice = newUser();
      var hers = Stream.generate(() -> remembered(alice, NOON)).limit(20).toList();
      var seen =
          Race.of(
              8,
              i -> {
                tokens().addAllOf(alice, NOON.minusSeconds(60));
                return hers.stream().allMatch(tokens()::contains);
              });
      assertThat(seen).containsOnly(true);
      assertThat(tokens().purge(NOON)).isEqualTo(20);
    }
  }

  @Test
  default void token_ids_are_compared_byte_by_byte() {
    var tag = Tag.next();
    var stem = tag + "x".repeat(TokenId.MAX_CHARACTERS - 1 - tag.length());
    for (var id : List.of(tag + "-a", stem + "1", tag + "%", tag + "_")) {
      tokens().add(expiringAt(NOON, new TokenId(id)));
      assertThat(tokens().contains(new TokenId(id))).as(id).isTrue();
    }
    for (var id : List.of(tag + "-A", stem + "2", stem, tag + "?", tag + "\\", tag, "%", "_")) {
      assertThat(tokens().contains(new TokenId(id))).as(id).isFalse();
    }
    tokens().add(expiringAt(NOON, new TokenId(tag + "-A")));
    assertThat(tokens().contains(new TokenId(tag + "-A"))).isTrue();
    assertThat(tokens().contains(new TokenId(tag + "-a"))).isTrue();
  }

  @Test
  default void of_many_tokens_those_that_were_revoked_are_told() {
    var tokens = Stream.generate(this::newToken).limit(1_000).toList();
    var revoked = new HashSet<TokenId>();
    for (int i = 0; i < tokens.size(); i += 97) {
      tokens().add(expiringAt(NOON, tokens.get(i)));
      revoked.add(tokens.get(i));
    }
    // One that was revoked and isn't asked for.
    tokens().add(expiringAt(NOON, newToken()));
    assertThat(tokens().among(Set.copyOf(tokens))).isEqualTo(revoked);
    assertThat(tokens().among(revoked)).isEqualTo(revoked);
    assertThat(tokens().among(Set.of(tokens.get(0)))).containsExactly(tokens.get(0));
    assertThat(tokens().among(Set.of(tokens.get(1)))).isEmpty();
    assertThat(tokens().among(Set.of())).isEmpty();
  }

  @Test
  default void among_many_token_ids_are_compared_byte_by_byte_too() {
    var tag = Tag.next();
    var revoked = new TokenId(tag + "-a");
    tokens().add(expiringAt(NOON, revoked));
    tokens().add(expiringAt(NOON, new TokenId(tag + "%")));
    var others = Stream.of("-A", "", "-", "-b", "_").map(end -> new TokenId(tag + end)).toList();
    assertThat(tokens().among(Set.copyOf(others))).isEmpty();
    assertThat(tokens().among(Set.of(revoked, others.get(0)))).containsExactly(revoked);
  }

  @Test
  default void purging_forgets_what_had_expired_by_then_and_counts_it() {
    tokens().purge(NOON.plusSeconds(60));
    var longGone = newToken();
    var before = newToken();
    var exactly = newToken();
    var after = newToken();
    tokens().add(expiringAt(NOON.minusSeconds(90_000), longGone));
    tokens().add(expiringAt(NOON.minusMillis(1), before));
    tokens().add(expiringAt(NOON, exactly));
    tokens().add(expiringAt(NOON.plusMillis(1), after));

    assertThat(tokens().purge(NOON)).isEqualTo(3);
    assertThat(Stream.of(longGone, before, exactly).map(tokens()::contains)).containsOnly(false);
    assertThat(tokens().contains(after)).isTrue();
    assertThat(tokens().among(Set.of(longGone, exactly, after))).containsExactly(after);
    assertThat(tokens().purge(NOON)).isZero();
    assertThat(tokens().contains(after)).isTrue();
  }

  @Test
  default void the_latest_expiry_is_of_all_tokens_that_are_remembered() {
    // Later than what any other test has, and to the millisecond.
    var latest = parse("2099-12-31T23:59:58Z").plusSeconds(Tag.next().hashCode() & 0xffff);
    tokens().purge(latest.plusSeconds(1));
    assertThat(tokens().latestExpiry()).isEmpty();
    remembered(newUser(), latest);
    remembered(newUser(), NOON);
    assertThat(tokens().latestExpiry()).contains(latest);
    tokens().purge(NOON);
    assertThat(tokens().latestExpiry()).contains(latest);
    tokens().purge(latest);
    assertThat(tokens().latestExpiry()).isEmpty();
  }

  @Test
  default void a_purged_token_may_be_revoked_again() {
    var token = newToken();
    tokens().add(expiringAt(NOON, token));
    tokens().purge(NOON);
    tokens().add(expiringAt(NOON.plusSeconds(60), token));
    assertThat(tokens().contains(token)).isTrue();
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  default void expiry_is_the_same_moment_in_every_time_zone_and_after_2038() {
    for (var expiry :
        List.of(
            parse("2026-03-08T02:30:00.250Z"),
            parse("2026-10-25T00:30:00.999Z"),
            parse("2038-01-19T03:14:08.000Z"),
            parse("2040-02-29T12:00:00.001Z"))) {
      var token = newToken();
      Elsewhere.in(
          ZoneId.of("America/New_York"),
          () -> {
            tokens().add(expiringAt(expiry, token));
            return tokens().purge(expiry.minusMillis(1));
          });
      assertThat(tokens().contains(token)).as("%s", expiry).isTrue();
      Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> tokens().purge(expiry.minusMillis(1)));
      assertThat(tokens().contains(token)).as("%s", expiry).isTrue();
      Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> tokens().purge(expiry));
      assertThat(tokens().contains(token)).as("%s", expiry).isFalse();
    }
  }

  @Test
  default void eight_may_revoke_one_token_at_once() {
    for (int round = 0; round < 5; round++) {
      tokens().purge(NOON.plusSeconds(60));
      var token = newToken();
      var seen =
          Race.of(
              8,
              i -> {
                tokens().add(expiringAt(NOON, token));
                return tokens().contains(token);
              });
      assertThat(seen).containsOnly(true);
      assertThat(tokens().purge(NOON)).isEqualTo(1);
    }
  }

  @Test
  default void revoking_and_purging_at_once_loses_no_live_token() {
    var later = NOON.plusSeconds(60);
    var live =
        Race.of(
            8,
            i -> {
              var mine = Stream.generate(this::newToken).limit(10).toList();
              for (var token : mine) {
                tokens().add(expiringAt(NOON, newToken()));
                tokens().add(expiringAt(later, token));
                if (i % 4 == 0) {
                  tokens().purge(NOON);
                }
              }
              return mine;
            });
    assertThat(live).allSatisfy(mine -> assertThat(mine).allMatch(tokens()::contains));
  }

  private static UserId newUser() {
    return new UserId(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }

  private TokenId remembered(UserId user, Instant expiry) {
    var who = new Identity(user, new Username("somebody"));
    var token = SampleTokens.claims(newToken(), who, expiry.minusSeconds(3_600), expiry);
    tokens().remember(token);
    return token.id();
  }

  private TokenId newToken() {
    return new TokenId("t-" + Tag.next());
  }

  private static Revocation expiringAt(Instant expiry, TokenId token) {
    return new Revocation(token, expiry.minusSeconds(3_600), expiry);
  }
}
