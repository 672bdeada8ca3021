package chat.client;

import java.util.Objects;
import java.util.function.Supplier;

/** How a client shows who it is. Never told by {@code toString}. */
public abstract sealed class Credentials {
  private Credentials() {}

  /** A user's name and password. The client logs in whenever it needs a fresh token. */
  public static Credentials of(String username, String password) {
    return new Login(
        Objects.requireNonNull(username, "username"), Objects.requireNonNull(password, "password"));
  }

  /** A token. When it ends, so does the client. */
  public static Credentials token(String token) {
    return new Token(Objects.requireNonNull(token, "token"));
  }

  /**
   * Whatever the supplier returns, asked whenever a fresh token is needed, on a thread of the
   * client where it may take its time. If it throws, it is asked again later, unless it throws
   * {@link ChatRefused}, which ends the client.
   */
  public static Credentials tokens(Supplier<String> supplier) {
    return new Tokens(Objects.requireNonNull(supplier, "supplier"));
  }

  @Override
  public final String toString() {
    return "Credentials";
  }

  static final class Login extends Credentials {
    final String username;
    final String password;

    Login(String username, String password) {
      this.username = username;
      this.password = password;
    }
  }

  static final class Token extends Credentials {
    final String token;

    Token(String token) {
      this.token = token;
    }
  }

  static final class Tokens extends Credentials {
    final Supplier<String> supplier;

    Tokens(Supplier<String> supplier) {
      this.supplier = supplier;
    }
  }
}
