package chat.benchmarks.contestant;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code {"type":"message",…,"content":"…",…,"seq":n,…}}, as servers write it: without blanks
 * between members, and with {@code type} first. Remembers where the content was in the last one,
 * where it mostly is again. Used by one thread.
 */
public final class MessageText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] TYPE = ascii("{\"type\":\"message\"");
  private static final long TYPE_BEGIN = (long) LONGS.get(TYPE, 0);
  private static final long TYPE_REST = (long) LONGS.get(TYPE, 8);
  private static final byte[] CONTENT = ascii(",\"content\":\"");
  private static final byte[] SEQ = ascii("\"seq\":");

  private static final int NEAR = 8;

  private int contentAt;
  private int seqAt;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it is one; if so, it is in the inbox. */
  public boolean read(byte[] bytes, int from, int to, Inbox in) {
    if (to - from < TYPE.length + CONTENT.length
        || (long) LONGS.get(bytes, from) != TYPE_BEGIN
        || (long) LONGS.get(bytes, from + 8) != TYPE_REST) {
      return false;
    }
    int content = locate(CONTENT, bytes, contentAt, from, to);
    if (content < 0) {
      in.refused("a message without content");
      return true;
    }
    contentAt = content - from;
    int begin = content + CONTENT.length;
    int end = begin;
    while (end < to && bytes[end] != '"') {
      end++;
    }
    long seq = seq(bytes, from, to);
    if (seq < 0) {
      in.refused("a message without seq");
    } else {
      in.message(seq, bytes, begin, end);
    }
    return true;
  }

  /** Nothing inside a text can look like it: the quotes would be escaped. */
  private long seq(byte[] bytes, int from, int to) {
    int seq = locate(SEQ, bytes, seqAt, from, to);
    if (seq < 0) {
      return -1;
    }
    seqAt = seq - from;
    return number(bytes, seq + SEQ.length, to);
  }

  /** Where a part is: near where it was in another message, whose ids may be longer or shorter. */
  private static int locate(byte[] part, byte[] bytes, int hint, int from, int to) {
    int last = to - part.length;
    for (int away = 0; away <= NEAR; away++) {
      int right = from + hint + away;
      if (right <= last && isAt(part, bytes, right)) {
        return right;
      }
      int left = from + hint - away;
      if (left >= from && left <= last && isAt(part, bytes, left)) {
        return left;
      }
    }
    return find(part, bytes, from, to);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      number = number * 10 + bytes[at] - '0';
      at++;
    }
    return at == from ? -1 : number;
  }

  /** Where a part begins; -1 when it isn't there. */
  public static int find(byte[] part, byte[] bytes, int from, int to) {
    for (int at = from; at <= to - part.length; at++) {
      if (bytes[at] == part[0] && isAt(part, bytes, at)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a part stands there; there must be room for it. */
  public static boolean isAt(byte[] part, byte[] bytes, int at) {
    for (int i = 0; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
