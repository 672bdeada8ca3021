package chat.adapter.web.token;

import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.application.token.Authenticate;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import io.javalin.http.Context;

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
    var header = request.header("Authorization");
    // The scheme's case doesn't matter: RFC 9110, section 11.1.
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Refusal(Problem.unauthorized("Not authenticated"));
    }
    var token = new SignedToken(header.substring(SCHEME.length()).strip());
    return authenticate
        .authenticate(token)
        .orElseThrow(() -> new Refusal(Problem.unauthorized("Could not validate credentials")));
  }
}
