package chat.adapter.web.socket.wire;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One or more whole text frames, ready for the wire and shared by every socket that gets them.
 * Nobody changes the bytes any more. Thread-safe.
 */
public final class Frames {
  /** About what an entry costs beside its bytes, so that many small ones are bounded as well. */
  private static final int OVERHEAD = 64;

  private static final AtomicIntegerFieldUpdater<Frames> HOLDERS =
      AtomicIntegerFieldUpdater.newUpdater(Frames.class, "holders");

  private final byte[] bytes;
  private final long seq;
  private final boolean ephemeral;

  /** How many mailboxes keep them; used through the updater, which spares each an object. */
  @SuppressWarnings("UnusedVariable")
  private volatile int holders;

  /**
   * @param seq the highest {@code seq} among the messages inside, 0 when there is none
   * @param ephemeral whether a client that falls behind can do without them
   */
  Frames(byte[] bytes, long seq, boolean ephemeral) {
    this.bytes = bytes;
    this.seq = seq;
    this.ephemeral = ephemeral;
  }

  public byte[] bytes() {
    return bytes;
  }

  public long seq() {
    return seq;
  }

  public boolean ephemeral() {
    return ephemeral;
  }

  /** What one mailbox keeps with them, as if nobody shared them. */
  int cost() {
    return bytes.length + OVERHEAD;
  }

  /** One more mailbox keeps them; the first of them pays for the bytes. */
  void hold(MemoryBudget budget) {
    budget.take(HOLDERS.getAndIncrement(this) == 0 ? cost() : OVERHEAD);
  }

  /** One of those who {@link #hold} them doesn't keep them any more. */
  void release(MemoryBudget budget) {
    budget.giveBack(HOLDERS.decrementAndGet(this) == 0 ? cost() : OVERHEAD);
  }

  /** The same frames behind one another. */
  static Frames join(List<Frames> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    var all = new byte[parts.stream().mapToInt(part -> part.bytes.length).sum()];
    int at = 0;
    long seq = 0;
    for (var part : parts) {
      System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
      at += part.bytes.length;
      seq = Math.max(seq, part.seq);
    }
    return new Frames(all, seq, false);
  }
}
