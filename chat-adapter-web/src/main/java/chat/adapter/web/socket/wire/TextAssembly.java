package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of a client's text message together. Pieces come in one at a time; it may be
 * closed by any thread.
 */
public final class TextAssembly {
  private final int maxBytes;
  private final MemoryBudget budget;

  // Guarded by this.
  private byte @Nullable [] bytes;
  private int size;
  private boolean closed;

  /**
   * @param maxBytes how long a text is at most: frames beyond it are refused before they get here
   */
  public TextAssembly(int maxBytes, MemoryBudget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * The text, once its last piece is there; null before.
   *
   * @param piece is used up
   * @throws CharacterCodingException when it isn't UTF-8
   */
  public synchronized @Nullable String add(ByteBuffer piece, boolean last)
      throws CharacterCodingException {
    if (closed) {
      return null;
    }
    if (last && size == 0) {
      return decode(piece);
    }
    int length = piece.remaining();
    if (bytes == null || bytes.length - size < length) {
      var larger = new byte[Math.min(maxBytes, Math.max(2 * (size + length), 1_024))];
      budget.take(larger.length);
      if (bytes != null) {
        System.arraycopy(bytes, 0, larger, 0, size);
        budget.giveBack(bytes.length);
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

  /** How many bytes are kept of a message that isn't whole. */
  public synchronized int held() {
    return bytes == null ? 0 : bytes.length;
  }

  /** Forgets what there is and takes nothing more. */
  public synchronized void close() {
    closed = true;
    forget();
  }

  /** Guarded by this. */
  private void forget() {
    if (bytes != null) {
      budget.giveBack(bytes.length);
      bytes = null;
    }
    size = 0;
  }

  private static String decode(ByteBuffer utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
  }
}
