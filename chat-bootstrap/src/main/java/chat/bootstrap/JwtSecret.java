package chat.bootstrap;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** What tokens are signed with: at least 32 bytes in UTF-8 (RFC 7518, section 3.2). Never shown. */
public record JwtSecret(String value) {
  public static final int MIN_BYTES = 32;

  public JwtSecret {
    if (value.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
      throw new IllegalArgumentException("must have at least " + MIN_BYTES + " bytes");
    }
  }

  static JwtSecret random() {
    var bytes = new byte[MIN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new JwtSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The bytes that sign: the text in UTF-8. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "JwtSecret[hidden]";
  }
}
