package chat.adapter.security.token;

import chat.domain.message.Epoch;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs tokens as JWT (RFC 7519) with HMAC-SHA-256, and takes no other algorithm, whatever a token
 * names. The claims are {@code sub} (the user's id, as text), {@code username}, {@code epoch},
 * {@code jti}, {@code iat} and {@code exp}; a token that lacks one of them is refused, such as
 * those of version 0.1.0, which name no epoch. It ends at the very second of {@code exp}. One that
 * was issued in the future is taken: nodes' clocks differ. Thread-safe.
 */
public final class JwtTokenSigner implements TokenSigner {
  /** As many as the hash is long (RFC 7518, section 3.2). */
  public static final int MIN_SECRET_BYTES = 32;

  /**
   * Ours have at most about 650. The library parses what it is given before it looks at the
   * signature, so a stranger's token has to be cheap.
   */
  static final int MAX_CHARACTERS = 4_096;

  private static final String USERNAME = "username";
  private static final String EPOCH = "epoch";

  private final Algorithm algorithm;
  private final JWTVerifier verifier;

  /**
   * @param secret at least {@value #MIN_SECRET_BYTES} bytes that nobody can guess
   * @throws IllegalArgumentException for a shorter one
   */
  public JwtTokenSigner(byte[] secret, Clock clock) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "the secret that signs tokens needs at least "
              + MIN_SECRET_BYTES
              + " bytes, but has "
              + secret.length);
    }
    this.algorithm = Algorithm.HMAC256(secret.clone());
    this.verifier =
        ((JWTVerifier.BaseVerification) JWT.require(algorithm).ignoreIssuedAt()).build(clock);
  }

  @Override
  public SignedToken sign(Claims claims) {
    return new SignedToken(
        JWT.create()
            .withSubject(Long.toString(claims.who().id().value()))
            .withClaim(USERNAME, claims.who().username().value())
            .withClaim(EPOCH, claims.epoch().value())
            .withJWTId(claims.id().value())
            .withIssuedAt(claims.issuedAt())
            .withExpiresAt(claims.expiresAt())
            .sign(algorithm));
  }

  @Override
  public Optional<Claims> verify(SignedToken token) {
    if (token.value().length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return claims(verifier.verify(token.value()));
    } catch (RuntimeException refused) {
      // Of any kind: besides its own exceptions, the library answers a stranger's header "null"
      // with a NullPointerException and an "exp" of 2^63-1 with a DateTimeException, and the domain
      // refuses values with another. Not logged: messages quote the token.
      return Optional.empty();
    }
  }

  private static Optional<Claims> claims(DecodedJWT jwt) {
    var subject = jwt.getClaim("sub").asString();
    var username = jwt.getClaim(USERNAME).asString();
    var epoch = jwt.getClaim(EPOCH).asString();
    var id = jwt.getClaim("jti").asString();
    var issuedAt = jwt.getIssuedAtAsInstant();
    var expiresAt = jwt.getExpiresAtAsInstant();
    if (subject == null
        || username == null
        || epoch == null
        || id == null
        || issuedAt == null
        || expiresAt == null
        || !isCanonical(jwt.getSignature())) {
      return Optional.empty();
    }
    long user = Long.parseLong(subject);
    if (!Long.toString(user).equals(subject)) {
      return Optional.empty();
    }
    var who = new Identity(new UserId(user), new Username(username));
    return Optional.of(new Claims(new TokenId(id), who, new Epoch(epoch), issuedAt, expiresAt));
  }

  /** The last character has two bits to spare: without this, four texts would be one token. */
  private static boolean isCanonical(String signature) {
    var bytes = Base64.getUrlDecoder().decode(signature);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
  }

  @Override
  public String toString() {
    return "JwtTokenSigner[HS256]";
  }
}
