package chat.adapter.persistence.message;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether a message that was edited was first sent with some content, without keeping that.
 *
 * @param hex of the SHA-256 of the client id, a line end and the content
 */
record Fingerprint(String hex) {
  static Fingerprint of(ClientId clientId, Content content) {
    try {
      // The client id is a salt: the same words don't show as the same in two rows.
      var bytes = (clientId.value() + "\n" + content.text()).getBytes(StandardCharsets.UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
