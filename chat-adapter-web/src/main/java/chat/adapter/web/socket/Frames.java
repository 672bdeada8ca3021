package chat.adapter.web.socket;

import java.util.List;

/**
 * One or more whole text frames, ready for the wire and shared by every socket that gets them.
 * Nobody changes the bytes any more.
 *
 * @param seq the highest {@code seq} among the messages inside, 0 when there is none
 * @param ephemeral whether a client that falls behind can do without them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per socket is what this avoids
record Frames(byte[] bytes, long seq, boolean ephemeral) {
  /** About what an entry costs beside its bytes, so that many small ones are bounded as well. */
  private static final int OVERHEAD = 64;

  int cost() {
    return bytes.length + OVERHEAD;
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
