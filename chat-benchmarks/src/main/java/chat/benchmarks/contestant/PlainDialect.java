package chat.benchmarks.contestant;

import java.nio.charset.StandardCharsets;

/**
 * {@code GET /ws/{room}?token=}, {@code {"content":"…"}} in, messages out; other frames are let
 * pass.
 */
public final class PlainDialect implements Dialect {
  private static final byte[] BEGIN = "{\"content\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String target(String token, long room) {
    return "/ws/" + room + "?token=" + token;
  }

  @Override
  public Talk talk(long room) {
    return new PlainTalk();
  }

  private static final class PlainTalk implements Talk {
    private final MessageText text = new MessageText();
    private byte[] payload = BEGIN;

    @Override
    public void hear(byte[] bytes, int from, int to, Inbox in, Outbox out) {
      if (!text.read(bytes, from, to, in)
          && to - from >= ERROR.length
          && MessageText.isAt(ERROR, bytes, from)) {
        in.refused(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void say(int number, byte[] content, Outbox out) {
      int length = BEGIN.length + content.length + END.length;
      if (payload.length < length) {
        payload = new byte[length];
        System.arraycopy(BEGIN, 0, payload, 0, BEGIN.length);
      }
      System.arraycopy(content, 0, payload, BEGIN.length, content.length);
      System.arraycopy(END, 0, payload, BEGIN.length + content.length, END.length);
      out.text(payload, 0, length);
    }
  }
}
