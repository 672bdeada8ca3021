package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the wire's bytes as a client does. */
public final class FrameTexts {
  private FrameTexts() {}

  /** What the text frames say, in their order. */
  public static List<String> texts(Frames frames) {
    var texts = new ArrayList<String>();
    var bytes = ByteBuffer.wrap(frames.bytes());
    while (bytes.hasRemaining()) {
      bytes.get();
      int length = bytes.get();
      if (length == 126) {
        length = bytes.getShort() & 0xffff;
      }
      var payload = new byte[length];
      bytes.get(payload);
      texts.add(new String(payload, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
