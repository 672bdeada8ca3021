package chat.adapter.web.socket.wire;

import java.io.OutputStream;
import java.util.Arrays;

/** Collects text frames as a server sends them (RFC 6455, section 5.2). Not thread-safe. */
public final class FrameBuffer extends OutputStream {
  private static final int FINAL_TEXT = 0x81;
  private static final int SHORT_HEADER = 2;
  private static final int MEDIUM_HEADER = 4;
  private static final int LONG_HEADER = 10;

  private byte[] bytes;
  private int size;
  private int frameStart;
  private long seq;

  public FrameBuffer(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  /** What is written from here on is the payload of a new frame. */
  public void begin() {
    frameStart = size;
    reserve(MEDIUM_HEADER);
    size += MEDIUM_HEADER;
  }

  /**
   * Completes the frame.
   *
   * @param ofSeq the message's place in the room, 0 when it is none
   */
  public void end(long ofSeq) {
    int length = size - frameStart - MEDIUM_HEADER;
    int header = length < 126 ? SHORT_HEADER : length < 65_536 ? MEDIUM_HEADER : LONG_HEADER;
    // The header was guessed to be a medium one; shorter and longer payloads move beside theirs.
    if (header != MEDIUM_HEADER) {
      reserve(LONG_HEADER);
      System.arraycopy(bytes, frameStart + MEDIUM_HEADER, bytes, frameStart + header, length);
      size = frameStart + header + length;
    }
    bytes[frameStart] = (byte) FINAL_TEXT;
    switch (header) {
      case SHORT_HEADER -> bytes[frameStart + 1] = (byte) length;
      case MEDIUM_HEADER -> {
        bytes[frameStart + 1] = 126;
        putLength(length, 2);
      }
      default -> {
        bytes[frameStart + 1] = 127;
        putLength(length, 8);
      }
    }
    seq = Math.max(seq, ofSeq);
  }

  private void putLength(long length, int octets) {
    for (int i = 0; i < octets; i++) {
      bytes[frameStart + 2 + i] = (byte) (length >>> (8 * (octets - 1 - i)));
    }
  }

  int size() {
    return size;
  }

  /** Takes over whole frames as they are, perhaps none. */
  public void append(byte[] frames, int from, int to) {
    write(frames, from, to - from);
  }

  /** How long the header of the frame at a place is. */
  public static int headerOf(byte[] frames, int at) {
    return switch (frames[at + 1]) {
      case 127 -> LONG_HEADER;
      case 126 -> MEDIUM_HEADER;
      default -> SHORT_HEADER;
    };
  }

  /** Hands out the frames so far and starts afresh. */
  Frames take() {
    return take(seq, false);
  }

  /** The same for frames of which more is known. */
  public Frames take(long ofSeq, boolean ephemeral) {
    var frames = new Frames(Arrays.copyOf(bytes, size), ofSeq, ephemeral);
    clear();
    return frames;
  }

  void clear() {
    size = 0;
    seq = 0;
  }

  @Override
  public void write(int octet) {
    reserve(1);
    bytes[size++] = (byte) octet;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
