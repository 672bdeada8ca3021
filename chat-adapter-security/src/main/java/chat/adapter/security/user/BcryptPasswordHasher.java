package chat.adapter.security.user;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes {@code $2b$} hashes of 60 characters, and checks those that begin with {@code $2a$} or
 * {@code $2y$} as well: to passwords without NUL all three are one algorithm. {@code $2x$} marks
 * the hashes of a library that mistook letters beyond ASCII, and matches nothing.
 *
 * <p>A hash is checked at the cost that it was made with, so another cost may be chosen at any
 * time. Thread-safe.
 */
public final class BcryptPasswordHasher implements PasswordHasher {
  public static final int MIN_COST = BCrypt.MIN_COST;
  public static final int MAX_COST = BCrypt.MAX_COST;

  /** The library's own parser throws something else for each kind of garbage. */
  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

  private final int cost;

  /**
   * @param cost the binary logarithm of the rounds, {@value #MIN_COST} to {@value #MAX_COST}: one
   *     more takes twice the time
   */
  public BcryptPasswordHasher(int cost) {
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "a bcrypt cost is " + MIN_COST + " to " + MAX_COST + ", not " + cost);
    }
    this.cost = cost;
  }

  @Override
  public PasswordHash hash(Password password) {
    var secret = bytes(password);
    try {
      var hash = BCrypt.with(Version.VERSION_2B).hash(cost, secret);
      return new PasswordHash(new String(hash, StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public boolean matches(Password password, PasswordHash hash) {
    if (!FORMAT.matcher(hash.value()).matches()) {
      return false;
    }
    var secret = bytes(password);
    try {
      return BCrypt.verifyer()
          .verify(secret, hash.value().getBytes(StandardCharsets.US_ASCII))
          .verified;
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] bytes(Password password) {
    // At most 72, as Password promises; the library refuses more rather than cut them.
    return password.value().getBytes(StandardCharsets.UTF_8);
  }
}
