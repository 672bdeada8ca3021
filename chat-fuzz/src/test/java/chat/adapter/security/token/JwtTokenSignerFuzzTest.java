package chat.adapter.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.web.authentication.Bearer;
import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Any text for a token, also one that is ours but for a few characters: it opens nothing. */
class JwtTokenSignerFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final JwtTokenSigner SIGNER =
      new JwtTokenSigner(
          "thirty-two bytes or more of secret".getBytes(StandardCharsets.UTF_8),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private static final String OURS =
      SIGNER
          .sign(
              new Claims(
                  new TokenId("t1"),
                  new Identity(new UserId(7), new Username("alice")),
                  new Epoch("e1"),
                  NOW,
                  NOW.plusSeconds(60)))
          .value();

  /**
   * The first byte says where ours is changed, the second how much of it is replaced by the rest;
   * from 128 on, the rest is the whole token.
   */
  @FuzzTest
  void no_other_text_is_taken_for_a_token_of_ours(byte[] input) {
    if (input.length < 2) {
      return;
    }
    var typed = new String(Arrays.copyOfRange(input, 2, input.length), StandardCharsets.UTF_8);
    var text = input[1] < 0 ? typed : changed(2 * (input[0] & 0xFF), input[1], typed);

    assertOnlyOursCounts(new SignedToken(text));
    Bearer.token(text).ifPresent(JwtTokenSignerFuzzTest::assertOnlyOursCounts);
    assertThat(Bearer.token("Bearer " + text))
        .hasValueSatisfying(token -> assertThat(token.value()).isEqualTo(text.strip()));
  }

  private static void assertOnlyOursCounts(SignedToken token) {
    assertThat(SIGNER.verify(token).isPresent()).isEqualTo(token.value().equals(OURS));
  }

  private static String changed(int from, int replaced, String by) {
    int start = Math.min(from, OURS.length());
    int end = Math.min(start + replaced, OURS.length());
    return OURS.substring(0, start) + by + OURS.substring(end);
  }
}
