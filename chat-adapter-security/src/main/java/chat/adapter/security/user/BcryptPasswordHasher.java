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
 * time. Where that is lower than the chosen one, the check does as much work again as is missing,
 * so that its time doesn't tell that somebody has this hash. A higher one takes longer.
 * Thread-safe.
 */
public final class BcryptPasswordHasher implements PasswordHasher {
  public static final int MIN_COST = BCrypt.MIN_COST;
  public static final int MAX_COST = BCrypt.MAX_COST;

  private static final int MALFORMED = -1;

  /** The library's own parser throws something else for each kind of garbage. */
  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

  private final int cost;
  private final Rounds rounds;

  /**
   * @param cost the binary logarithm of the rounds, {@value #MIN_COST} to {@value #MAX_COST}: one
   *     more takes twice the time
   */
  public BcryptPasswordHasher(int cost) {
    this(cost, new Rounds());
  }

  BcryptPasswordHasher(int cost, Rounds rounds) {
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "a bcrypt cost is " + MIN_COST + " to " + MAX_COST + ", not " + cost);
    }
    this.cost = cost;
    this.rounds = rounds;
  }

  /** Where the work is done, 2 to the power of the cost in rounds each time. */
  static class Rounds {
    byte[] hash(int cost, byte[] secret) {
      return BCrypt.with(Version.VERSION_2B).hash(cost, secret);
    }

    /**
     * @param cost what {@code hash} was made with
     */
    boolean verify(int cost, byte[] secret, byte[] hash) {
      return BCrypt.verifyer().verify(secret, hash).verified;
    }
  }

  @Override
  public PasswordHash hash(Password password) {
    var secret = bytes(password);
    try {
      return new PasswordHash(new String(rounds.hash(cost, secret), StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public boolean matches(Password password, PasswordHash hash) {
    int taken = cost(hash);
    var secret = bytes(password);
    try {
      if (taken == MALFORMED) {
        var unused = rounds.hash(cost, secret);
        return false;
      }
      boolean matches =
          rounds.verify(taken, secret, hash.value().getBytes(StandardCharsets.US_ASCII));
      // 2^c + 2^c + 2^(c+1) + ... + 2^(n-1) = 2^n
      for (int missing = taken; missing < cost; missing++) {
        var unused = rounds.hash(missing, secret);
      }
      return matches;
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    int taken = cost(hash);
    return taken != MALFORMED && taken < cost;
  }

  /** What a hash was made with. */
  private static int cost(PasswordHash hash) {
    var format = FORMAT.matcher(hash.value());
    return format.matches() ? Integer.parseInt(format.group(1)) : MALFORMED;
  }

  private static byte[] bytes(Password password) {
    // At most 72, as Password promises; the library refuses more rather than cut them.
    return password.value().getBytes(StandardCharsets.UTF_8);
  }
}
