package chat.testkit.token;

import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import java.time.Instant;

/** Claims of tokens, all of one epoch. */
public final class SampleTokens {
  public static final Epoch EPOCH = new Epoch("epoch-of-the-tests");

  private SampleTokens() {}

  public static Claims claims(TokenId token, Identity who, Instant issuedAt, Instant expiresAt) {
    return new Claims(token, who, EPOCH, issuedAt, expiresAt);
  }
}
