package chat.adapter.web.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of a client's text message together. Used by one thread at a time. */
final class TextAssembly {
  private final int maxBytes;
  private byte @Nullable [] bytes;
  private int size;

  /**
   * @param maxBytes how long a text is at most: frames beyond it are refused before they get here
   */
  TextAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The text, once its last piece is there; null before.
   *
   * @param piece is used up
   * @throws CharacterCodingException when it isn't UTF-8
   */
  @Nullable String add(ByteBuffer piece, boolean last) throws CharacterCodingException {
    if (last && size == 0) {
      return decode(piece);
    }
    int length = piece.remaining();
    if (bytes == null || bytes.length - size < length) {
      var larger = new byte[Math.min(maxBytes, Math.max(2 * (size + length), 1_024))];
      if (bytes != null) {
        System.arraycopy(bytes, 0, larger, 0, size);
      }
      bytes = larger;
    }
    piece.get(bytes, size, length);
    size += length;
    if (!last) {
      return null;
    }
    var whole = ByteBuffer.wrap(bytes, 0, size);
    forget();
    return decode(whole);
  }

  private void forget() {
    bytes = null;
    size = 0;
  }

  private static String decode(ByteBuffer utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
  }
}
