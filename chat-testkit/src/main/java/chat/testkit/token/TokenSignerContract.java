package chat.testkit.token;

import static java.time.Instant.parse;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.Race;
import chat.testkit.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link TokenSigner} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface TokenSignerContract {
  Instant NOON = parse("2026-05-04T12:00:00Z");

  /** The signer under test on that clock, with the same secret at every call. */
  TokenSigner signer(Clock clock);

  /** One of the same kind, with another secret. */
  TokenSigner foreignSigner(Clock clock);

  @Test
  default void a_signed_token_gives_its_claims_back() {
    var claims = claims("alice");
    assertThat(at(NOON).verify(at(NOON).sign(claims))).contains(claims);
  }

  @Test
  default void a_token_says_of_which_epoch_it_is() {
    var alice = new Identity(new UserId(7), new Username("alice"));
    for (var epoch : List.of("e", "0123456789abcdef", "~!\"\\".repeat(Epoch.MAX_CHARACTERS / 4))) {
      var claims =
          new Claims(new TokenId(Tag.next()), alice, new Epoch(epoch), NOON, NOON.plusSeconds(60));
      assertThat(at(NOON).verify(at(NOON).sign(claims))).contains(claims);
    }
  }

  @Test
  default void names_in_any_script_and_large_ids_come_back() {
    var names = List.of("пётр", "山田太郎", "👩‍👩‍👧‍👦", "a\"b\\c", "</script>", "cafe\u0301", "ﬁsh");
    for (var name : names) {
      var claims = claims(name);
      assertThat(at(NOON).verify(at(NOON).sign(claims))).contains(claims);
    }
    // The first whole number that a double can't hold, and the last of all.
    for (long id : new long[] {(1L << 53) + 1, Long.MAX_VALUE}) {
      var who = new Identity(new UserId(id), new Username("alice"));
      var claims =
          new Claims(
              new TokenId("!~\"\\".repeat(16)),
              who,
              SampleTokens.EPOCH,
              NOON,
              NOON.plusSeconds(60));
      assertThat(at(NOON).verify(at(NOON).sign(claims))).contains(claims);
    }
  }

  @Test
  default void another_signer_with_the_same_secret_verifies_too() {
    var claims = claims("alice");
    assertThat(at(NOON.plusSeconds(5)).verify(at(NOON).sign(claims))).contains(claims);
  }

  @Test
  default void a_token_counts_until_the_moment_it_expires() {
    var claims = claims("alice");
    var token = at(NOON).sign(claims);
    var expiry = claims.expiresAt();
    assertThat(at(expiry.minusSeconds(1)).verify(token)).contains(claims);
    assertThat(at(expiry.minusMillis(1)).verify(token)).contains(claims);
    assertThat(at(expiry).verify(token)).isEmpty();
    assertThat(at(expiry.plusMillis(1)).verify(token)).isEmpty();
    assertThat(at(expiry.plusSeconds(86_400)).verify(token)).isEmpty();
  }

  @Test
  default void a_token_lasts_beyond_2038() {
    var expiry = parse("2040-01-01T00:00:00Z");
    var who = new Identity(new UserId(7), new Username("alice"));
    var claims = new Claims(new TokenId(Tag.next()), who, SampleTokens.EPOCH, NOON, expiry);
    var token = at(NOON).sign(claims);
    assertThat(at(expiry.minusSeconds(1)).verify(token)).contains(claims);
    assertThat(at(expiry).verify(token)).isEmpty();
  }

  @Test
  default void a_token_from_a_machine_whose_clock_is_ahead_counts() {
    var claims = claims("alice");
    var token = at(NOON).sign(claims);
    assertThat(at(NOON.minusSeconds(5)).verify(token)).contains(claims);
  }

  @Test
  default void a_token_signed_with_another_secret_does_not_count() {
    var claims = claims("alice");
    assertThat(at(NOON).verify(foreignAt(NOON).sign(claims))).isEmpty();
    assertThat(foreignAt(NOON).verify(at(NOON).sign(claims))).isEmpty();
    assertThat(foreignAt(NOON).verify(foreignAt(NOON).sign(claims))).contains(claims);
  }

  @Test
  default void a_token_with_any_character_changed_does_not_count() {
    var token = at(NOON).sign(claims("alice")).value();
    // Not the very last: in base64 its lowest bits may mean nothing.
    for (int i = 0; i < token.length() - 1; i++) {
      char here = token.charAt(i);
      char otherCase =
          Character.isUpperCase(here) ? Character.toLowerCase(here) : Character.toUpperCase(here);
      for (char other : new char[] {here == 'A' ? 'B' : 'A', otherCase}) {
        var changed = token.substring(0, i) + other + token.substring(i + 1);
        if (!changed.equals(token)) {
          assertThat(at(NOON).verify(new SignedToken(changed))).as(changed).isEmpty();
        }
      }
    }
  }

  @Test
  default void a_token_cut_or_lengthened_does_not_count() {
    var token = at(NOON).sign(claims("alice")).value();
    for (int i = 0; i < token.length(); i++) {
      assertThat(at(NOON).verify(new SignedToken(token.substring(0, i)))).isEmpty();
    }
    for (var text : List.of(token + "A", "A" + token, token + ".", "." + token, token + token)) {
      assertThat(at(NOON).verify(new SignedToken(text))).as(text).isEmpty();
    }
  }

  @Test
  default void claims_under_the_signature_of_other_claims_do_not_count() {
    var alice = at(NOON).sign(claims("alice")).value();
    var bob = at(NOON).sign(claims("bob")).value();
    int cut = alice.lastIndexOf('.');
    if (cut >= 0) {
      var mixed = alice.substring(0, cut) + bob.substring(bob.lastIndexOf('.'));
      assertThat(at(NOON).verify(new SignedToken(mixed))).isEmpty();
    }
  }

  @Test
  default void a_token_that_claims_to_need_no_signature_does_not_count() {
    var parts = List.of(at(NOON).sign(claims("alice")).value().split("\\.", -1));
    for (var algorithm : List.of("none", "None", "NONE", "nOnE", "", "HS384", "RS256")) {
      var header = base64("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
      var payload =
          base64(
              """
              {"sub":"7","username":"alice","jti":"x","iat":1777896000,"exp":4102444800}""");
      for (var body : List.of(payload, parts.get(Math.min(1, parts.size() - 1)))) {
        for (var signature : List.of("", parts.get(parts.size() - 1))) {
          var forged = new SignedToken(header + "." + body + "." + signature);
          assertThat(at(NOON).verify(forged)).as(forged.value()).isEmpty();
        }
      }
    }
  }

  @Test
  default void any_other_text_does_not_count_and_does_not_throw() {
    for (var text :
        List.of(
            "",
            " ",
            ".",
            "..",
            "...",
            "a.b.c",
            "null",
            "{}",
            "e30.e30.e30",
            "e30.e30.",
            base64("[]") + "." + base64("[]") + ".AAAA",
            base64("{\"alg\":\"HS256\"}") + "." + base64("{\"exp\":\"never\"}") + ".AAAA",
            base64("{\"alg\":7}") + "." + base64("null") + ".AAAA",
            base64("{") + "." + base64("{") + "." + base64("{"),
            "🔑.🔑.🔑",
            "\0\0\0",
            "\r\n",
            "\ud83d",
            "a".repeat(100_000),
            ".".repeat(10_000))) {
      assertThat(at(NOON).verify(new SignedToken(text))).isEmpty();
    }
  }

  @Test
  default void eight_at_once_do_not_disturb_each_other() {
    var signer = at(NOON);
    Race.<Boolean>of(
        8,
        i -> {
          for (int n = 0; n < 50; n++) {
            var claims = claims("user " + i);
            assertThat(signer.verify(signer.sign(claims))).contains(claims);
          }
          return true;
        });
  }

  private TokenSigner at(Instant now) {
    return signer(Clock.fixed(now, ZoneOffset.UTC));
  }

  private TokenSigner foreignAt(Instant now) {
    return foreignSigner(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Claims claims(String name) {
    var who = new Identity(new UserId(7), new Username(name + " the first"));
    return new Claims(new TokenId(Tag.next()), who, SampleTokens.EPOCH, NOON, NOON.plusSeconds(60));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
