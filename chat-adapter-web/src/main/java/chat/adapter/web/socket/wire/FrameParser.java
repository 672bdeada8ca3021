package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's frames (RFC 6455, section 5) from whatever pieces of them arrive. What a text
 * says is handed on as it comes, without being kept; control frames are handed on whole. A frame
 * that the server doesn't take is refused at its header, before its payload arrives. Not
 * thread-safe.
 */
public final class FrameParser {
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int FIRST_CONTROL = 8;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int MASK_BYTES = 4;

  /** How many frames a message may come in; a client that cuts 64 KiB by the kilobyte needs 64. */
  public static final int MAX_FRAMES_OF_MESSAGE = 1_024;

  /** Why reading stopped. */
  enum Stop {
    /** All that arrived is read, but for a frame's beginning that isn't whole. */
    NEEDS_BYTES,
    /** The sink wants no more for now. */
    WITHHELD,
    /** As many frames were read as may be in one turn. */
    TURN_OVER
  }

  /** Why a frame isn't taken. */
  public enum Refused {
    BINARY,
    /** The message has more bytes than a message may have. */
    TOO_LONG,
    /** The message comes in more frames than {@link #MAX_FRAMES_OF_MESSAGE}. */
    TOO_MANY_FRAMES,
    /** The client sends more frames than it may, in spite of being told. */
    FLOOD
  }

  /** Takes what was read. */
  interface Sink {
    /**
     * A frame begins, of whatever kind but a close; returns false to have it {@link #refused} as
     * part of a flood.
     */
    boolean frame();

    /** A piece of a text message, to be used up at once; returns whether to go on reading. */
    boolean text(ByteBuffer piece, boolean last);

    /** A frame isn't taken; nothing is read after its header. */
    void refused(Refused why);

    void ping(byte[] payload);

    void pong();

    /** The client closes; nothing is read after it. */
    void close(byte[] payload);

    /** It isn't the protocol; nothing is read after it. */
    void violation(String why);
  }

  private final Sink sink;
  private final int maxMessageBytes;

  /** How many frames have begun; it may overflow. */
  private int frames;

  // The text message whose last frame hasn't come.
  private boolean inMessage;
  private int messageFrames;
  private long messageBytes;

  // The data frame whose payload is being read.
  private boolean inFrame;
  private boolean last;
  private long remaining;

  /** Its next four bytes' mask. */
  private int mask;

  private boolean ended;

  /**
   * @param maxMessageBytes how long a message may be, over all its frames
   */
  FrameParser(Sink sink, int maxMessageBytes) {
    this.sink = sink;
    this.maxMessageBytes = maxMessageBytes;
  }

  /**
   * Reads as much as can be read, as the sink wants, and as the turn allows. What is left in the
   * buffer belongs to a frame whose beginning isn't whole yet, unless something else stopped it.
   *
   * @param until the count of {@link #frames()} at which the turn is over
   */
  Stop parse(ByteBuffer bytes, int until) {
    while (!ended) {
      if (inFrame) {
        if (remaining > 0 && !bytes.hasRemaining()) {
          return Stop.NEEDS_BYTES;
        }
        if (!payload(bytes)) {
          return Stop.WITHHELD;
        }
      } else if (frames - until >= 0) {
        return Stop.TURN_OVER;
      } else if (!begin(bytes)) {
        return Stop.NEEDS_BYTES;
      }
    }
    bytes.position(bytes.limit());
    return Stop.NEEDS_BYTES;
  }

  /** How many frames have begun so far; to be compared by subtraction, since it may overflow. */
  int frames() {
    return frames;
  }

  /** Whether a close, a refused frame or a violation came, after which nothing counts. */
  boolean ended() {
    return ended;
  }

  /** Reads a frame's beginning, and all of a control frame; returns whether it was there. */
  private boolean begin(ByteBuffer bytes) {
    int available = bytes.remaining();
    if (available < 2) {
      return false;
    }
    int at = bytes.position();
    int first = bytes.get(at) & 0xFF;
    int second = bytes.get(at + 1) & 0xFF;
    int opcode = first & 0x0F;
    boolean fin = (first & FIN) != 0;
    int length = second & 0x7F;
    var violation = violation(first, second, opcode, fin, length);
    if (violation != null) {
      return end(violation);
    }
    int header = 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + MASK_BYTES;
    if (available < header) {
      return false;
    }
    long size =
        length == 127
            ? bytes.getLong(at + 2)
            : length == 126 ? bytes.getShort(at + 2) & 0xFFFF : length;
    if (size < 0) {
      return end("a frame's length has its first bit set");
    }
    int frameMask = bytes.getInt(at + header - MASK_BYTES);
    if (opcode >= FIRST_CONTROL && available - header < size) {
      return false;
    }
    frames++;
    bytes.position(at + header);
    var refused = refused(opcode, size);
    if (refused != null) {
      ended = true;
      sink.refused(refused);
    } else if (opcode >= FIRST_CONTROL) {
      control(opcode, bytes, length, frameMask);
    } else {
      inMessage = true;
      messageFrames++;
      messageBytes += size;
      inFrame = true;
      last = fin;
      remaining = size;
      mask = frameMask;
    }
    return true;
  }

  private @Nullable Refused refused(int opcode, long size) {
    if (opcode == CLOSE) {
      return null;
    }
    if (opcode == BINARY) {
      return Refused.BINARY;
    }
    if (opcode < FIRST_CONTROL) {
      // Neither sum overflows: what was taken is no more than the bound.
      if (size > maxMessageBytes - messageBytes) {
        return Refused.TOO_LONG;
      }
      if (messageFrames >= MAX_FRAMES_OF_MESSAGE) {
        return Refused.TOO_MANY_FRAMES;
      }
    }
    return sink.frame() ? null : Refused.FLOOD;
  }

  private @Nullable String violation(int first, int second, int opcode, boolean fin, int length) {
    if ((first & RESERVED) != 0) {
      return "a reserved bit is set";
    }
    if ((second & MASKED) == 0) {
      return "a client's frames must be masked";
    }
    if (opcode >= FIRST_CONTROL) {
      if (opcode > PONG) {
        return "unknown opcode";
      }
      return fin && length <= MAX_CONTROL_BYTES ? null : "a control frame is long or in parts";
    }
    if (opcode > BINARY) {
      return "unknown opcode";
    }
    return (opcode == CONTINUATION) == inMessage ? null : "a message begins inside another";
  }

  private boolean end(String why) {
    ended = true;
    sink.violation(why);
    return true;
  }

  private void control(int opcode, ByteBuffer bytes, int length, int frameMask) {
    var payload = new byte[length];
    bytes.get(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= (byte) (frameMask >>> (24 - 8 * (i & 3)));
    }
    if (opcode == CLOSE) {
      ended = true;
      sink.close(payload);
    } else if (opcode == PING) {
      sink.ping(payload);
    } else {
      sink.pong();
    }
  }

  /** Hands on what is there of a data frame; returns whether the sink wants more. */
  private boolean payload(ByteBuffer bytes) {
    int length = (int) Math.min(remaining, bytes.remaining());
    int from = bytes.position();
    unmask(bytes, from, length);
    remaining -= length;
    boolean frameEnds = remaining == 0;
    boolean messageEnds = frameEnds && last;
    if (frameEnds) {
      inFrame = false;
    }
    if (messageEnds) {
      inMessage = false;
      messageFrames = 0;
      messageBytes = 0;
    }
    int limit = bytes.limit();
    bytes.limit(from + length);
    boolean more = sink.text(bytes, messageEnds);
    bytes.limit(limit).position(from + length);
    return more;
  }

  private void unmask(ByteBuffer bytes, int from, int length) {
    int key = mask;
    long twice = ((long) key << 32) | (key & 0xFFFF_FFFFL);
    int at = from;
    int to = from + length;
    for (; at <= to - 8; at += 8) {
      bytes.putLong(at, bytes.getLong(at) ^ twice);
    }
    for (int i = 0; at < to; at++, i++) {
      bytes.put(at, (byte) (bytes.get(at) ^ key >>> (24 - 8 * (i & 3))));
    }
    // The next piece goes on in the middle of the mask.
    mask = Integer.rotateLeft(key, 8 * (length & 3));
  }
}
