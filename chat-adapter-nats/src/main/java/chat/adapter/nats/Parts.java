package chat.adapter.nats;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts items into as few parts as fit a bound in bytes, each behind the same beginning. An item
 * that doesn't fit by itself is left out. Used by one thread.
 */
public final class Parts {
  private final int maxBytes;
  private final byte[] beginning;
  private final List<byte[]> parts = new ArrayList<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();

  /** Writes an item. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  public Parts(int maxBytes, Writer beginning) {
    this.maxBytes = maxBytes;
    this.beginning = bytes(beginning);
  }

  /** Adds an item. */
  public void add(Writer item) {
    var bytes = bytes(item);
    if (beginning.length + bytes.length > maxBytes) {
      return;
    }
    if (part.size() > 0 && part.size() + bytes.length > maxBytes) {
      end();
    }
    if (part.size() == 0) {
      part.writeBytes(beginning);
    }
    part.writeBytes(bytes);
  }

  /** All parts, none of them without an item. */
  public List<byte[]> all() {
    if (part.size() > 0) {
      end();
    }
    return List.copyOf(parts);
  }

  private void end() {
    parts.add(part.toByteArray());
    part.reset();
  }

  private static byte[] bytes(Writer item) {
    var bytes = new ByteArrayOutputStream();
    try {
      item.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
