package chat.benchmarks.micro;

import chat.adapter.security.token.JwtTokenSigner;
import chat.application.token.Authenticate;
import chat.application.token.AuthenticateService;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.token.TokenSigner;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.token.SampleTokens;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to know from a token who somebody is: its signature and time alone, and with the
 * look at what was revoked, which is in memory here.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {
  private final TokenSigner signer =
      new JwtTokenSigner(
          "known to everybody, because nothing here is secret".getBytes(StandardCharsets.US_ASCII),
          Clock.systemUTC());
  private final InMemoryUsers users = new InMemoryUsers();
  private final Authenticate authenticate =
      new AuthenticateService(signer, new InMemoryRevokedTokens(), users, () -> SampleTokens.EPOCH);
  private final SignedToken token = token();

  private SignedToken token() {
    var now = Clock.systemUTC().instant();
    return signer.sign(
        SampleTokens.claims(
            new TokenId("4f1c0f5e-4f0e-4b8e-9d55-000000000001"),
            SampleUsers.registered(users),
            now,
            now.plus(Duration.ofDays(1))));
  }

  @Benchmark
  public Object verify() {
    return signer.verify(token).orElseThrow();
  }

  @Benchmark
  public Object authenticate() {
    return authenticate.authenticate(token).orElseThrow();
  }
}
