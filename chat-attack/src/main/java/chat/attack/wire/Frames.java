package chat.attack.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of a WebSocket client (RFC 6455, 5.2), right ones and wrong ones. */
public final class Frames {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xa;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MAX_SHORT = 0xffff;

  private Frames() {}

  /** A whole text message in one frame. */
  public static byte[] text(String text) {
    return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One frame. Its mask is all zeros, which is a mask like any other. */
  public static byte[] frame(int opcode, boolean last, byte[] payload) {
    var header = header(opcode, last, payload.length);
    return ByteBuffer.allocate(header.length + payload.length).put(header).put(payload).array();
  }

  /** The header of a frame that declares so many bytes of payload, which may never come. */
  public static byte[] header(int opcode, boolean last, long length) {
    var header = ByteBuffer.allocate(14).put((byte) (opcode | (last ? FIN : 0)));
    if (length < SHORT_LENGTH) {
      header.put((byte) (MASKED | length));
    } else if (length <= MAX_SHORT) {
      header.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) length);
    } else {
      header.put((byte) (MASKED | LONG_LENGTH)).putLong(length);
    }
    header.putInt(0).flip();
    var bytes = new byte[header.remaining()];
    header.get(bytes);
    return bytes;
  }

  /** So many copies of a frame, one after another. */
  public static byte[] repeat(byte[] frame, int times) {
    var all = ByteBuffer.allocate(frame.length * times);
    for (int i = 0; i < times; i++) {
      all.put(frame);
    }
    return all.array();
  }
}
