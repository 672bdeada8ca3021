package chat.benchmarks.yardstick;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One room of {@link NettyBroadcaster}. Used by its event loop alone. */
final class Room {
  private static final ByteBuf BEGIN = constant("{\"content\":\"");
  private static final ByteBuf END = constant("\"}");
  private static final int FINAL_TEXT = 0x81;
  private static final int MEDIUM_PAYLOAD = 126;
  private static final int LARGE_PAYLOAD = 127;
  private static final int EXPECTED_BYTES = 4_096;

  private final long id;
  private final EventLoop loop;
  private final List<Channel> members = new ArrayList<>();
  private final Map<Speaker, byte[]> beginnings = new HashMap<>();

  /** The frames since the last write; null when there are none. */
  private @Nullable ByteBuf batch;

  private long seq;

  Room(long id, EventLoop loop) {
    this.id = id;
    this.loop = loop;
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, US_ASCII)).asReadOnly();
  }

  void join(Channel member) {
    members.add(member);
  }

  void leave(Channel member) {
    members.remove(member);
  }

  /**
   * Tells everybody, together with whatever else has come in by now.
   *
   * @param frame <code>{"content":"…"}</code>, with nothing else in it; the content goes out as it
   *     came in
   */
  void say(Speaker speaker, ByteBuf frame) {
    int content = frame.readerIndex() + BEGIN.readableBytes();
    int length = frame.readableBytes() - BEGIN.readableBytes() - END.readableBytes();
    if (length < 0
        || !ByteBufUtil.equals(frame, frame.readerIndex(), BEGIN, 0, BEGIN.readableBytes())
        || !ByteBufUtil.equals(frame, content + length, END, 0, END.readableBytes())) {
      throw new IllegalArgumentException("the frame isn't {\"content\":\"...\"}");
    }
    if (batch == null) {
      batch = members.get(0).alloc().directBuffer(EXPECTED_BYTES);
      // Tasks of the event loop have to wait until it has read what is there to be read.
      loop.execute(this::write);
    }
    encode(batch, speaker, frame, content, length);
  }

  private void encode(ByteBuf to, Speaker speaker, ByteBuf frame, int content, int length) {
    seq++;
    var beginning = beginnings.computeIfAbsent(speaker, Room::beginning);
    var end =
        ("\",\"timestamp\":\""
                + Instant.now().truncatedTo(ChronoUnit.MILLIS)
                + "\",\"id\":"
                + seq
                + ",\"room_id\":"
                + id
                + ",\"seq\":"
                + seq
                + "}")
            .getBytes(US_ASCII);
    int payload = beginning.length + length + end.length;
    to.writeByte(FINAL_TEXT);
    if (payload < MEDIUM_PAYLOAD) {
      to.writeByte(payload);
    } else if (payload <= 0xffff) {
      to.writeByte(MEDIUM_PAYLOAD).writeShort(payload);
    } else {
      to.writeByte(LARGE_PAYLOAD).writeLong(payload);
    }
    to.writeBytes(beginning).writeBytes(frame, content, length).writeBytes(end);
  }

  private static byte[] beginning(Speaker speaker) {
    var name = new String(JsonStringEncoder.getInstance().quoteAsString(speaker.name()));
    return ("{\"type\":\"message\",\"user_id\":"
            + speaker.id()
            + ",\"username\":\""
            + name
            + "\",\"content\":\"")
        .getBytes(UTF_8);
  }

  private void write() {
    var frames = batch;
    if (frames == null) {
      return;
    }
    batch = null;
    // A copy: a member that fails to be written to leaves meanwhile.
    for (var member : List.copyOf(members)) {
      if (member.isWritable()) {
        ChannelFuture unused =
            member.writeAndFlush(frames.retainedDuplicate(), member.voidPromise());
      } else {
        ChannelFuture unused = member.close(member.voidPromise());
      }
    }
    frames.release();
  }
}
