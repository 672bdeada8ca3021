package chat.benchmarks.load;

import chat.benchmarks.contestant.Outbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** What one client has yet to write: masked WebSocket frames (RFC 6455, section 5). */
final class FrameWriter implements Outbox {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int MOST_HEADER_BYTES = 14;

  private byte[] bytes = new byte[256];
  private int begin;
  private int end;
  private int mask;

  /**
   * @param seed what the masks come from; they hide nothing here, but are never 0, which some
   *     servers take a short cut for
   */
  FrameWriter(int seed) {
    mask = seed | 1;
  }

  @Override
  public void text(byte[] payload, int from, int to) {
    frame(TEXT, payload, from, to);
  }

  void frame(int opcode, byte[] payload, int from, int to) {
    int length = to - from;
    room(length + MOST_HEADER_BYTES);
    bytes[end++] = (byte) (FINAL | opcode);
    if (length < 126) {
      bytes[end++] = (byte) (MASKED | length);
    } else if (length < 1 << 16) {
      bytes[end++] = (byte) (MASKED | 126);
      bytes[end++] = (byte) (length >>> 8);
      bytes[end++] = (byte) length;
    } else {
      bytes[end++] = (byte) (MASKED | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[end++] = (byte) ((long) length >>> shift);
      }
    }
    mask ^= mask << 13;
    mask ^= mask >>> 17;
    mask ^= mask << 5;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[end++] = (byte) (mask >>> shift);
    }
    for (int i = 0; i < length; i++) {
      bytes[end++] = (byte) (payload[from + i] ^ (mask >>> (24 - ((i & 3) << 3))));
    }
  }

  /** Bytes as they are: a request. */
  void raw(byte[] request) {
    room(request.length);
    System.arraycopy(request, 0, bytes, end, request.length);
    end += request.length;
  }

  private void room(int more) {
    if (begin == end) {
      begin = 0;
      end = 0;
    }
    if (bytes.length - end >= more) {
      return;
    }
    if (begin > 0) {
      System.arraycopy(bytes, begin, bytes, 0, end - begin);
      end -= begin;
      begin = 0;
    }
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
    }
  }

  boolean isEmpty() {
    return begin == end;
  }

  /** Whether all of it could be written. */
  boolean writeTo(WritableByteChannel channel) throws IOException {
    if (begin < end) {
      begin += channel.write(ByteBuffer.wrap(bytes, begin, end - begin));
    }
    return begin == end;
  }
}
