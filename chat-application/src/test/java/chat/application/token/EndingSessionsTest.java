package chat.application.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.application.House;
import chat.domain.StoreUnavailable;
import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.TokenId;
import chat.testkit.token.InMemoryLiveSessions.Session;
import chat.testkit.token.SampleTokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a token's sessions when it doesn't count any more. */
class EndingSessionsTest {
  private final House house = new House();
  private final RevokeToken revokeToken =
      new RevokeTokenService(house.revoked, house.sessions, house.clock);
  private final EndRevokedSessions endRevokedSessions =
      new EndRevokedSessionsService(house.sessions, house.revoked);
  private final Claims claims = claims("phone");
  private final Claims others = claims("desk");

  private Claims claims(String token) {
    var now = house.clock.instant();
    var alice = house.user("alice on her " + token);
    return SampleTokens.claims(new TokenId(token), alice, now, now.plus(Duration.ofHours(1)));
  }

  private Session open(Claims token) {
    return house.sessions.open(token.id(), token.expiresAt());
  }

  /** As another node does that shares the store. */
  private void revokeElsewhere(Claims token) {
    house.revoked.add(new Revocation(token.id(), house.clock.instant(), token.expiresAt()));
  }

  @Test
  void logging_out_ends_the_sessions_of_that_token_alone() {
    var phone = open(claims);
    var tablet = open(claims);
    var desk = open(others);
    revokeToken.revoke(claims);
    assertThat(phone.isOpen()).isFalse();
    assertThat(tablet.isOpen()).isFalse();
    assertThat(desk.isOpen()).isTrue();
  }

  @Test
  void sessions_stay_where_the_token_could_not_be_revoked() {
    var phone = open(claims);
    house.store.down();
    assertThatThrownBy(() -> revokeToken.revoke(claims)).isInstanceOf(StoreUnavailable.class);
    assertThat(phone.isOpen()).isTrue();
  }

  @Test
  void what_was_revoked_elsewhere_ends_at_the_next_look() {
    var phone = open(claims);
    var desk = open(others);
    assertThat(endRevokedSessions.end()).isZero();
    revokeElsewhere(claims);
    assertThat(phone.isOpen()).isTrue();
    assertThat(endRevokedSessions.end()).isEqualTo(1);
    assertThat(phone.isOpen()).isFalse();
    assertThat(desk.isOpen()).isTrue();
    assertThat(endRevokedSessions.end()).isZero();
  }

  @Test
  void a_session_that_opens_while_its_token_is_revoked_ends_at_the_next_look() {
    revokeToken.revoke(claims);
    var late = open(claims);
    endRevokedSessions.end();
    assertThat(late.isOpen()).isFalse();
  }

  @Test
  void without_sessions_the_store_is_not_asked() {
    house.store.down();
    assertThat(endRevokedSessions.end()).isZero();
  }

  @Test
  void while_the_store_is_away_nobody_is_sent_away() {
    var phone = open(claims);
    revokeElsewhere(claims);
    house.store.down();
    assertThatThrownBy(endRevokedSessions::end).isInstanceOf(StoreUnavailable.class);
    assertThat(phone.isOpen()).isTrue();
    house.store.up();
    endRevokedSessions.end();
    assertThat(phone.isOpen()).isFalse();
  }
}
