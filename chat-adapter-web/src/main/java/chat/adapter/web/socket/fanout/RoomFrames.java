package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.wire.FrameBuffer;
import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.ClientId;
import chat.domain.user.UserId;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What chat.v1 tells of a room in some frames, encoded once: the same bytes for everybody but those
 * whom a frame is about, whose bytes are cut from the shared ones. Used by one thread at a time.
 */
public final class RoomFrames {
  private final Frames shared;
  private final long first;
  private final long last;
  private final List<Mark> marks;
  private final Map<UserId, Frames> own = new HashMap<>(4);

  /**
   * @param first the {@code seq} of the first event inside, 0 when none of them is in the log
   * @param last that of the last one; all between are inside as well
   * @param marks the frames that are different for somebody, in their order
   */
  public RoomFrames(Frames shared, long first, long last, List<Mark> marks) {
    this.shared = shared;
    this.first = first;
    this.last = last;
    this.marks = List.copyOf(marks);
  }

  /**
   * A frame that is different for one person.
   *
   * @param start where it begins among the shared bytes
   * @param end where the next one begins
   * @param clientId what their sockets are told besides; null when they aren't told of it at all
   */
  public record Mark(UserId user, int start, int end, @Nullable ClientId clientId) {}

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  /** What somebody is told; null when nothing is left. */
  public @Nullable Frames to(UserId user) {
    for (var mark : marks) {
      if (mark.user().equals(user)) {
        var theirs = own.computeIfAbsent(user, this::cut);
        return theirs.bytes().length == 0 ? null : theirs;
      }
    }
    return shared;
  }

  private Frames cut(UserId user) {
    var bytes = shared.bytes();
    var buffer = new FrameBuffer(bytes.length + 128);
    int done = 0;
    for (var mark : marks) {
      if (mark.user().equals(user)) {
        buffer.append(bytes, done, mark.start());
        if (mark.clientId() != null) {
          buffer.begin();
          int payload = mark.start() + FrameBuffer.headerOf(bytes, mark.start());
          // Behind the last member, in front of the brace.
          buffer.write(bytes, payload, mark.end() - 1 - payload);
          var member = member(mark.clientId());
          buffer.write(member, 0, member.length);
          buffer.end(0);
        }
        done = mark.end();
      }
    }
    buffer.append(bytes, done, bytes.length);
    return buffer.take(shared.seq(), shared.ephemeral());
  }

  private static byte[] member(ClientId clientId) {
    var quoted = JsonStringEncoder.getInstance().quoteAsString(clientId.value());
    return (",\"client_id\":\"" + new String(quoted) + "\"}").getBytes(StandardCharsets.US_ASCII);
  }
}
