package chat.testkit.user;

import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.testkit.Tag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * For tests alone: a few rounds of SHA-256 over salt and password, which anybody with a graphics
 * card undoes. Stateless.
 */
public final class PlainPasswordHasher implements PasswordHasher {
  private final int rounds;

  public PlainPasswordHasher() {
    this(2);
  }

  /**
   * @param rounds how much work goes into a hash: 1 to 9
   */
  public PlainPasswordHasher(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public PasswordHash hash(Password password) {
    return new PasswordHash(salted(password, Tag.next(), rounds));
  }

  @Override
  public boolean matches(Password password, PasswordHash hash) {
    int taken = rounds(hash);
    return taken > 0 && salted(password, hash.value().split(":", 3)[1], taken).equals(hash.value());
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    int taken = rounds(hash);
    return taken > 0 && taken < rounds;
  }

  /** How many went into it; 0 for a malformed one. */
  private static int rounds(PasswordHash hash) {
    return hash.value().matches("[1-9]:[0-9a-z]+:[0-9a-f]{64}")
        ? Character.digit(hash.value().charAt(0), 10)
        : 0;
  }

  private static String salted(Password password, String salt, int rounds) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var bytes = password.value().getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < rounds; i++) {
        sha.update(salt.getBytes(StandardCharsets.UTF_8));
        bytes = sha.digest(bytes);
      }
      return rounds + ":" + salt + ":" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
