package chat.benchmarks.yardstick;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.benchmarks.contestant.Dialect;
import chat.benchmarks.contestant.Inbox;
import chat.benchmarks.contestant.MessageText;
import chat.benchmarks.contestant.Outbox;
import chat.benchmarks.contestant.Talk;

/**
 * Socket.IO 5 on Engine.IO 4 (the protocols of Socket.IO 4), by WebSocket from the beginning: the
 * room and the name are in the query, a message is an event of that name each way, and an event
 * {@code joined} tells that the room is joined.
 */
final class SocketIoDialect implements Dialect {
  private static final byte[] CONNECT = ascii("40");
  private static final byte[] PONG = ascii("3");
  private static final byte[] CONNECTED = ascii("40");
  private static final byte[] JOINED = ascii("42[\"joined\"");
  private static final byte[] EVENT = ascii("42[\"message\",");
  private static final byte[] BEGIN = ascii("42[\"message\",{\"content\":\"");
  private static final byte[] END = ascii("\"}]");

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  @Override
  public String target(String token, long room) {
    return "/socket.io/?EIO=4&transport=websocket&room=" + room + "&token=" + token;
  }

  @Override
  public boolean tellsJoined() {
    return true;
  }

  @Override
  public Talk talk(long room) {
    return new SocketIoTalk();
  }

  private static final class SocketIoTalk implements Talk {
    private final MessageText text = new MessageText();
    private byte[] payload = BEGIN;

    @Override
    public void hear(byte[] bytes, int from, int to, Inbox in, Outbox out) {
      if (starts(EVENT, bytes, from, to) && text.read(bytes, from + EVENT.length, to - 1, in)) {
        return;
      }
      if (from == to) {
        in.refused("an empty frame");
        return;
      }
      switch (bytes[from]) {
        case '0' -> out.text(CONNECT, 0, CONNECT.length);
        case '2' -> out.text(PONG, 0, PONG.length);
        default -> {
          if (starts(JOINED, bytes, from, to)) {
            in.joined();
          } else if (!starts(CONNECTED, bytes, from, to)) {
            in.refused(new String(bytes, from, to - from, UTF_8));
          }
        }
      }
    }

    private static boolean starts(byte[] part, byte[] bytes, int from, int to) {
      return to - from >= part.length && MessageText.isAt(part, bytes, from);
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
