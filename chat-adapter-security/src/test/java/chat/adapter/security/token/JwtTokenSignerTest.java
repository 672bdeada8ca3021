package chat.adapter.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.token.TokenSignerContract;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokenSignerTest implements TokenSignerContract {
  private static final byte[] SECRET = "a secret of more than 32 bytes, for tests".getBytes(UTF_8);
  private static final byte[] FOREIGN = "other secret of more than 32 bytes, too".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long NOW_S = NOW.getEpochSecond();
  private static final String HS256 =
      """
      {"alg":"HS256","typ":"JWT"}""";
  private static final String GOOD =
      """
      {"sub":"7","username":"alice","epoch":"e-1","jti":"t-1","iat":%d,"exp":%d}"""
          .formatted(NOW_S, NOW_S + 60);
  private static final Claims ALICE =
      new Claims(
          new TokenId("t-1"),
          new Identity(new UserId(7), new Username("alice")),
          new Epoch("e-1"),
          NOW,
          NOW.plusSeconds(60));

  private final TokenSigner signer = signer(Clock.fixed(NOW, ZoneOffset.UTC));

  @Override
  public TokenSigner signer(Clock clock) {
    return new JwtTokenSigner(SECRET, clock);
  }

  @Override
  public TokenSigner foreignSigner(Clock clock) {
    return new JwtTokenSigner(FOREIGN, clock);
  }

  @Test
  void a_secret_of_31_bytes_is_refused_and_one_of_32_taken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JwtTokenSigner(new byte[31], Clock.systemUTC()))
        .withMessage("the secret that signs tokens needs at least 32 bytes, but has 31");
    assertThat(new JwtTokenSigner(new byte[32], Clock.systemUTC()).sign(ALICE).value())
        .isNotEmpty();
  }

  @Test
  void the_secret_is_copied_and_never_printed() {
    var secret = SECRET.clone();
    var copied = new JwtTokenSigner(secret, Clock.fixed(NOW, ZoneOffset.UTC));
    Arrays.fill(secret, (byte) 0);
    assertThat(signer.verify(copied.sign(ALICE))).contains(ALICE);
    assertThat(copied).hasToString("JwtTokenSigner[HS256]");
  }

  @Test
  void a_token_carries_the_six_claims_under_their_registered_names() {
    var parts = signer.sign(ALICE).value().split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        .contains("\"alg\":\"HS256\"", "\"typ\":\"JWT\"");
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        .contains("\"sub\":\"7\"", "\"username\":\"alice\"", "\"jti\":\"t-1\"", "\"epoch\":\"e-1\"")
        .contains("\"iat\":" + NOW_S, "\"exp\":" + (NOW_S + 60));
  }

  @Test
  void a_token_that_another_implementation_signed_with_the_secret_counts() {
    assertThat(verified(HS256, GOOD)).contains(ALICE);
    assertThat(verified("{\"typ\":\"JWT\", \"alg\":\"HS256\"}", " " + GOOD + "\n")).contains(ALICE);
  }

  @Test
  void a_token_of_version_0_1_0_which_names_no_epoch_does_not_count() {
    assertThat(verified(HS256, GOOD.replace("\"epoch\":\"e-1\",", ""))).isEmpty();
  }

  @Test
  void the_largest_token_of_ours_is_far_below_the_bound() {
    var name = new Username("\ud83d\udd11".repeat(Username.MAX_CHARACTERS));
    var claims =
        new Claims(
            new TokenId("\"".repeat(TokenId.MAX_CHARACTERS)),
            new Identity(new UserId(Long.MAX_VALUE), name),
            new Epoch("~".repeat(Epoch.MAX_CHARACTERS)),
            NOW,
            Instant.parse("9999-12-31T23:59:59Z"));
    var token = signer.sign(claims);
    assertThat(token.value()).hasSizeLessThan(JwtTokenSigner.MAX_CHARACTERS / 4);
    assertThat(signer.verify(token)).contains(claims);
  }

  @Test
  void a_token_ends_to_the_nanosecond() {
    var token = token(HS256, GOOD);
    var end = NOW.plusSeconds(60);
    assertThat(at(end.minusNanos(1)).verify(token)).contains(ALICE);
    assertThat(at(end).verify(token)).isEmpty();
    assertThat(at(end.plusNanos(1)).verify(token)).isEmpty();
  }

  @Test
  void one_token_has_one_text() {
    var token = signer.sign(ALICE).value();
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ ";
    var verified =
        alphabet
            .chars()
            .mapToObj(last -> token.substring(0, token.length() - 1) + (char) last)
            .filter(text -> signer.verify(new SignedToken(text)).isPresent());
    assertThat(verified).containsExactly(token);
    assertThat(signer.verify(new SignedToken(token + "="))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256", "hs256"})
  void no_other_algorithm_counts_even_signed_with_the_secret(String algorithm) throws Exception {
    var header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    assertThat(verified(header, GOOD)).isEmpty();
    var unsigned = base64(header) + "." + base64(GOOD);
    assertThat(signer.verify(new SignedToken(unsigned + "."))).isEmpty();
    assertThat(signer.verify(new SignedToken(unsigned))).isEmpty();
    for (var hmac : new String[] {"HmacSHA384", "HmacSHA512"}) {
      var text = unsigned + "." + mac(hmac, unsigned);
      assertThat(signer.verify(new SignedToken(text))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "7",
        "\"text\"",
        "",
        "{\"alg\":null}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":{\"HS256\":1}}",
        "{\"typ\":\"JWT\"}",
      })
  void a_header_without_the_algorithm_does_not_count(String header) {
    assertThat(verified(header, GOOD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sub=null",
        "sub=7",
        "sub=7.0",
        "sub=[\"7\"]",
        "sub=true",
        "sub=\"\"",
        "sub=\"0\"",
        "sub=\"-7\"",
        "sub=\"+7\"",
        "sub=\"07\"",
        "sub=\" 7\"",
        "sub=\"7.0\"",
        "sub=\"7e0\"",
        "sub=\"0x7\"",
        "sub=\"٧\"",
        "sub=\"9223372036854775808\"",
        "sub=\"alice\"",
        "username=null",
        "username=7",
        "username={}",
        "username=\"\"",
        "username=\"al\"",
        "username=\"a\\u0000lice\"",
        "username=\"ali\\nce\"",
        "username=\"alice\\ud83d\"",
        "username=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
        "epoch=null",
        "epoch=1",
        "epoch=[\"e-1\"]",
        "epoch=\"\"",
        "epoch=\"e 1\"",
        "epoch=\"e\\u00e9\"",
        "jti=null",
        "jti=7",
        "jti=[]",
        "jti=\"\"",
        "jti=\"t 1\"",
        "jti=\"t\\u00e9\"",
        "jti=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
        "iat=null",
        "iat=\"1795348800\"",
        "iat={}",
        "iat=9223372036854775807",
        "iat=-9223372036854775808",
        "iat=1e400",
        "exp=null",
        "exp=\"4102444800\"",
        "exp=[4102444800]",
        "exp=true",
        "exp=-1",
        "exp=9223372036854775807",
        "exp=-9223372036854775808",
        "exp=31556889864403200",
        "exp=1e400",
        "exp=NaN",
      })
  void a_claim_that_is_none_makes_the_token_none(String claim) {
    int cut = claim.indexOf('=');
    var name = claim.substring(0, cut);
    var old = "\"" + name + "\":(\"[^\"]*\"|[0-9]+)";
    var changed = "\"" + name + "\":" + claim.substring(cut + 1);
    assertThat(verified(HS256, GOOD)).isPresent();
    assertThat(verified(HS256, GOOD.replaceFirst(old, Matcher.quoteReplacement(changed))))
        .isEmpty();
    // Absent altogether.
    assertThat(verified(HS256, GOOD.replaceFirst(old, "\"other\":1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"text\"", "{", "{}", "{}{}", "{\"sub\":}"})
  void a_payload_that_is_no_claims_does_not_count(String payload) {
    assertThat(verified(HS256, payload)).isEmpty();
  }

  @Test
  void an_unsigned_time_beyond_what_can_be_counted_does_not_throw() {
    var payload = GOOD.replaceFirst("\"exp\":[0-9]+", "\"exp\":" + Long.MAX_VALUE);
    var text = base64(HS256) + "." + base64(payload) + "." + "A".repeat(43);
    assertThat(signer.verify(new SignedToken(text))).isEmpty();
  }

  @Test
  void deep_nesting_does_not_throw() {
    var deep = "[".repeat(1_300);
    assertThat(verified(HS256, deep)).isEmpty();
    assertThat(verified(deep, GOOD)).isEmpty();
    assertThat(verified(HS256, "{\"a\":" + deep + "]".repeat(1_300) + "}")).isEmpty();
  }

  @Test
  @Timeout(5)
  void a_thousand_tokens_of_a_megabyte_each_are_refused_at_once() {
    var huge = token(HS256, GOOD.replace("}", ",\"x\":\"" + "a".repeat(1 << 20) + "\"}"));
    var dots = new SignedToken(".".repeat(1 << 20));
    for (int i = 0; i < 1_000; i++) {
      assertThat(signer.verify(huge)).isEmpty();
      assertThat(signer.verify(dots)).isEmpty();
    }
  }

  @Test
  void the_longest_token_that_is_looked_at_counts_and_one_more_character_does_not() {
    var spaces = JwtTokenSigner.MAX_CHARACTERS;
    var text = token(HS256, GOOD).value();
    // Base64 turns three blanks into four characters.
    var padding = " ".repeat((spaces - text.length()) / 4 * 3);
    assertThat(token(HS256, GOOD + padding).value()).hasSizeBetween(spaces - 3, spaces);
    assertThat(verified(HS256, GOOD + padding)).contains(ALICE);
    assertThat(verified(HS256, GOOD + padding + "   ")).isEmpty();
  }

  @Test
  void twenty_thousand_mutilated_tokens_are_none_and_none_throws() {
    var random = new Random(1);
    var good = token(HS256, GOOD).value();
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(good);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int where = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(where);
          case 1 -> text.insert(where, (char) random.nextInt(0x180));
          default -> text.setCharAt(where, (char) (' ' + random.nextInt(95)));
        }
      }
      if (!text.toString().equals(good)) {
        assertThat(signer.verify(new SignedToken(text.toString()))).as("%s", text).isEmpty();
      }
    }
  }

  @Test
  void signed_garbage_is_none_and_does_not_throw() {
    var random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      var payload = new StringBuilder(GOOD);
      payload.setCharAt(random.nextInt(payload.length()), (char) random.nextInt(0x80));
      Optional<Claims> claims = verified(HS256, payload.toString());
      // A letter of the name may be another letter; who signs may say so.
      claims.ifPresent(those -> assertThat(those.expiresAt()).isAfter(NOW));
    }
  }

  @Test
  void a_token_that_counts_later_does_not_count_yet() {
    var payload = GOOD.replace("}", ",\"nbf\":" + (NOW_S + 10) + "}");
    assertThat(verified(HS256, payload)).isEmpty();
    assertThat(at(NOW.plus(Duration.ofSeconds(10))).verify(token(HS256, payload))).contains(ALICE);
  }

  private TokenSigner at(Instant now) {
    return signer(Clock.fixed(now, ZoneOffset.UTC));
  }

  private Optional<Claims> verified(String header, String payload) {
    return signer.verify(token(header, payload));
  }

  /** Signed by hand: none of the library's code. */
  private static SignedToken token(String header, String payload) {
    var signed = base64(header) + "." + base64(payload);
    return new SignedToken(signed + "." + mac("HmacSHA256", signed));
  }

  private static String mac(String algorithm, String signed) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(SECRET, algorithm));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
