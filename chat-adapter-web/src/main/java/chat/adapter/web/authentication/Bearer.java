package chat.adapter.web.authentication;

import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.application.token.Authenticate;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.user.Identity;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who calls, from {@code Authorization: Bearer} (RFC 6750, section 2.1). Thread-safe. */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private final Authenticate authenticate;

  public Bearer(Authenticate authenticate) {
    this.authenticate = authenticate;
  }

  /**
   * The claims of the caller's token.
   *
   * @throws Refusal when there is none, or it doesn't count
   */
  public Claims caller(Context request) {
    var token =
        token(request.header("Authorization"))
            .orElseThrow(() -> new Refusal(Problem.unauthorized("Not authenticated")));
    return authenticate.authenticate(token).orElseThrow(Bearer::notValid);
  }

  /**
   * Whose token the caller has.
   *
   * @throws Refusal when there is none, or it doesn't count
   */
  public Identity user(Context request) {
    return caller(request).who();
  }

  /** What answers for a token that doesn't count. */
  public static Refusal notValid() {
    return new Refusal(Problem.unauthorized("Could not validate credentials"));
  }

  /** The token that the value of an {@code Authorization} header carries. */
  public static Optional<SignedToken> token(@Nullable String header) {
    // The scheme's case doesn't matter: RFC 9110, section 11.1.
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.empty()
        : Optional.of(new SignedToken(header.substring(SCHEME.length()).strip()));
  }
}
