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
 * For tests alone: one SHA-256 over salt and password, which anybody with a graphics card undoes.
 * Stateless.
 */
public final class PlainPasswordHasher implements PasswordHasher {
  @Override
  public PasswordHash hash(Password password) {
    return new PasswordHash(salted(password, Tag.next()));
  }

  @Override
  public boolean matches(Password password, PasswordHash hash) {
    var salt = hash.value().split(":", 2)[0];
    return salted(password, salt).equals(hash.value());
  }

  private static String salted(Password password, String salt) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.UTF_8));
      sha.update(password.value().getBytes(StandardCharsets.UTF_8));
      return salt + ":" + HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
