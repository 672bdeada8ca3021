package chat.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one client has read: the answer to its request, then a server's frames, in pieces of any
 * size. A buffer that all clients share holds the piece; only what is incomplete is kept here.
 */
final class FrameReader {
  /** Takes what is read. */
  interface Sink {
    void opened();

    void text(byte[] bytes, int from, int to);

    void ping(byte[] bytes, int from, int to);

    /** The server closes: with its code, 1005 where it says none. */
    void closed(int code, String reason);
  }

  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
  private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EMPTY = {};
  private static final int NO_CODE = 1005;

  private boolean open;
  private byte[] rest = EMPTY;
  private int restLength;

  /** Puts what was incomplete before at the start of the buffer, and says how long it is. */
  int restore(byte[] buffer) {
    System.arraycopy(rest, 0, buffer, 0, restLength);
    return restLength;
  }

  /**
   * Reads all that is complete and keeps the rest.
   *
   * @param length how much of the buffer is filled
   * @throws Mistake when it isn't what a server may send
   */
  void read(byte[] buffer, int length, Sink sink) {
    int at = 0;
    if (!open) {
      at = head(buffer, length);
      if (at > 0) {
        open = true;
        sink.opened();
      }
    }
    if (open) {
      at = frames(buffer, at, length, sink);
    }
    restLength = length - at;
    if (restLength > 0) {
      if (restLength == buffer.length) {
        throw new Mistake("a frame is longer than " + buffer.length + " bytes");
      }
      if (rest.length < restLength) {
        rest = Arrays.copyOfRange(buffer, at, at + Math.max(restLength, 256));
      } else {
        System.arraycopy(buffer, at, rest, 0, restLength);
      }
    }
  }

  /** Where the frames begin; 0 when the head isn't complete. */
  private static int head(byte[] buffer, int length) {
    for (int at = 0; at <= length - END_OF_HEAD.length; at++) {
      if (isAt(END_OF_HEAD, buffer, at)) {
        if (!isAt(SWITCHING, buffer, 0)) {
          throw new Mistake(
              "the server doesn't open a connection: "
                  + new String(buffer, 0, at, StandardCharsets.ISO_8859_1)
                      .lines()
                      .findFirst()
                      .orElse(""));
        }
        return at + END_OF_HEAD.length;
      }
    }
    return 0;
  }

  private static boolean isAt(byte[] part, byte[] buffer, int at) {
    return Arrays.equals(part, 0, part.length, buffer, at, at + part.length);
  }

  private static int frames(byte[] buffer, int from, int length, Sink sink) {
    int at = from;
    while (length - at >= 2) {
      int first = buffer[at] & 0xFF;
      int second = buffer[at + 1] & 0xFF;
      int begin = at + 2;
      long size = second & 0x7F;
      if (size == 126) {
        begin += 2;
      } else if (size == 127) {
        begin += 8;
      }
      if (begin > length) {
        break;
      }
      if (begin > at + 2) {
        size = 0;
        for (int i = at + 2; i < begin; i++) {
          size = (size << 8) | (buffer[i] & 0xFF);
        }
      }
      if (size > length - begin) {
        break;
      }
      int end = begin + (int) size;
      frame(first, second, buffer, begin, end, sink);
      at = end;
    }
    return at;
  }

  private static void frame(int first, int second, byte[] buffer, int begin, int end, Sink sink) {
    if ((first & 0xF0) != 0x80 || second > 0x7F) {
      throw new Mistake("the server sent a frame that is masked, in parts or extended");
    }
    switch (first & 0x0F) {
      case FrameWriter.TEXT -> sink.text(buffer, begin, end);
      case FrameWriter.PING -> sink.ping(buffer, begin, end);
      case FrameWriter.PONG -> {
        // Nobody asked, but a server may.
      }
      case FrameWriter.CLOSE -> {
        int code =
            end - begin < 2 ? NO_CODE : ((buffer[begin] & 0xFF) << 8) | (buffer[begin + 1] & 0xFF);
        int reason = Math.min(end, begin + 2);
        sink.closed(code, new String(buffer, reason, end - reason, StandardCharsets.UTF_8));
      }
      default -> throw new Mistake("the server sent a frame of kind " + (first & 0x0F));
    }
  }
}
