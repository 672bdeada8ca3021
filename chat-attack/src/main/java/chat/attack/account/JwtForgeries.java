package chat.attack.account;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens without a signature, with another key, another subject or another algorithm. */
public final class JwtForgeries implements Scenario {

  @Override
  public About about() {
    return new About(
        "jwt-forgeries",
        "Tokens without a signature, with another key, another subject or another algorithm.",
        "each gets 401 over REST and no socket");
  }

  @Override
  public void run(Target target) throws IOException {
    for (var forged : forgeries(target.world().attacker(0).token())) {
      var shown = forged.length() > 40 ? forged.substring(0, 40) + "…" : forged;
      try (var line = target.connect(0)) {
        var request = target.requests().get("/api/users/me", forged);
        int status = Callers.answered(target, line, request).status();
        target.expect(status == 401 || status == 431, shown + " got " + status);
      }
      try (var line = target.connect(0)) {
        int status = Callers.answered(target, line, target.requests().chatV1(forged)).status();
        target.expect(status >= 400 && status < 500, shown + " got " + status);
      }
    }
  }

  private static List<String> forgeries(String token) {
    var parts = token.split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var other =
        claims
            .replaceFirst("\"sub\":\"?\\d+\"?", "\"sub\":\"1\"")
            .replace("mallory-0", "witness-0");
    var late = claims.replaceFirst("\"exp\":\\d+", "\"exp\":99999999999");
    var forged = new ArrayList<String>();
    for (var algorithm : List.of("none", "None", "NONE", "HS256", "HS384", "RS256", "ES256", "")) {
      var header = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
      forged.add(header + "." + parts[1] + ".");
      forged.add(header + "." + encode(other) + "." + parts[2]);
    }
    for (var key : List.of("secret", "changeme", "0", " ", "x".repeat(32))) {
      var body = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(late);
      forged.add(body + "." + sign(body, key));
    }
    var keyed = encode("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\",\"jku\":\"http://a/\"}");
    forged.add(keyed + "." + parts[1] + "." + sign(keyed + "." + parts[1], "\0"));
    forged.add(parts[0] + "." + encode(late) + "." + parts[2]);
    forged.add(parts[0] + "." + parts[1]);
    forged.add(parts[0] + "." + parts[1] + "." + flipped(parts[2]));
    forged.add(token + ".");
    forged.add(token + "x".repeat(6_000));
    forged.add(".".repeat(3_000));
    forged.add("a.b.c");
    return forged;
  }

  private static String flipped(String signature) {
    return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
  }

  private static String encode(String json) {
    return encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String sign(String text, String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
