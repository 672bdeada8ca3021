package chat.benchmarks.contestant;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The subprotocol {@code chat.v1}: joins are told, and every message has a {@code client_id}. */
public final class ChatV1Dialect implements Dialect {
  private static final byte[] JOINED = ascii("{\"type\":\"joined\"");
  private static final byte[] ERROR = ascii("{\"type\":\"error\"");
  private static final byte[] END = ascii("\"}");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String target(String token, long room) {
    return "/ws/" + room + "?token=" + token;
  }

  @Override
  public List<String> headers(String token) {
    return List.of("Sec-WebSocket-Protocol: chat.v1");
  }

  @Override
  public boolean tellsJoined() {
    return true;
  }

  @Override
  public Talk talk(long room) {
    return new ChatV1Talk(room);
  }

  private static final class ChatV1Talk implements Talk {
    private static final int DIGITS = 8;

    private final MessageText text = new MessageText();
    private final byte[] begin;
    private byte[] payload;

    ChatV1Talk(long room) {
      begin =
          ascii(
              "{\"type\":\"send\",\"room_id\":"
                  + room
                  + ",\"client_id\":\""
                  + UUID.randomUUID()
                  + "-00000000\",\"content\":\"");
      payload = begin;
    }

    @Override
    public void hear(byte[] bytes, int from, int to, Inbox in, Outbox out) {
      if (text.read(bytes, from, to, in)) {
        return;
      }
      if (is(JOINED, bytes, from, to)) {
        in.joined();
      } else if (is(ERROR, bytes, from, to)) {
        in.refused(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
    }

    private static boolean is(byte[] type, byte[] bytes, int from, int to) {
      return to - from >= type.length && MessageText.isAt(type, bytes, from);
    }

    @Override
    public void say(int number, byte[] content, Outbox out) {
      int length = begin.length + content.length + END.length;
      if (payload.length < length) {
        payload = new byte[length];
        System.arraycopy(begin, 0, payload, 0, begin.length);
      }
      int digits = begin.length - "\",\"content\":\"".length() - DIGITS;
      for (int i = 0, shift = 28; i < DIGITS; i++, shift -= 4) {
        payload[digits + i] = (byte) Character.forDigit(number >>> shift & 0xF, 16);
      }
      System.arraycopy(content, 0, payload, begin.length, content.length);
      System.arraycopy(END, 0, payload, begin.length + content.length, END.length);
      out.text(payload, 0, length);
    }
  }
}
