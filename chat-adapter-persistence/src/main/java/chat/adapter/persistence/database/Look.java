package chat.adapter.persistence.database;

import chat.domain.Skeleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A skeleton as the databases keep it: its SHA-256, since it may be many times as long as a name.
 */
public record Look(Skeleton skeleton) {
  public byte[] bytes() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(skeleton.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
