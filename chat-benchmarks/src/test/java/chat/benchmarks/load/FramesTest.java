package chat.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final String HEAD = "HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n";

  /** Remembers what was read. */
  private static final class Heard implements FrameReader.Sink {
    private final List<String> words = new ArrayList<>();

    @Override
    public void opened() {
      words.add("opened");
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
      words.add(new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      words.add("ping " + new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void closed(int code, String reason) {
      words.add("closed " + code + " " + reason);
    }
  }

  private static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(payload.length);
    } else if (payload.length < 65_536) {
      out.write(126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static List<String> read(byte[] all, int piece) {
    var reader = new FrameReader();
    var heard = new Heard();
    var buffer = new byte[256 * 1024];
    for (int at = 0; at < all.length; at += piece) {
      int length = reader.restore(buffer);
      int count = Math.min(piece, all.length - at);
      System.arraycopy(all, at, buffer, length, count);
      reader.read(buffer, length + count, heard);
    }
    return heard.words;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1_000_000})
  void frames_are_read_however_they_are_cut(int piece) {
    var long1 = "x".repeat(200);
    var long2 = "y".repeat(70_000);
    var all =
        joined(
            HEAD.getBytes(UTF_8),
            frame(0x81, "é".getBytes(UTF_8)),
            frame(0x81, long1.getBytes(UTF_8)),
            frame(0x89, "are you there".getBytes(UTF_8)),
            frame(0x81, new byte[0]),
            frame(0x81, long2.getBytes(UTF_8)),
            frame(0x88, new byte[] {0x0F, (byte) 0xA8, 's'}));
    assertThat(read(all, piece))
        .containsExactly("opened", "é", long1, "ping are you there", "", long2, "closed 4008 s");
  }

  @Test
  void a_refusal_is_a_mistake() {
    assertThatThrownBy(() -> read("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(UTF_8), 100))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("403");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80, 0xC1, 0x82})
  void a_frame_in_parts_compressed_or_binary_is_a_mistake(int first) {
    var all = joined(HEAD.getBytes(UTF_8), frame(first, new byte[] {'x'}));
    assertThatThrownBy(() -> read(all, 1_000)).isInstanceOf(Mistake.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
  void what_is_written_is_masked_and_whole(int length) throws IOException {
    var writer = new FrameWriter(0);
    var payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) i;
    }
    writer.text(payload, 0, length);
    var out = new ByteArrayOutputStream();
    assertThat(writer.writeTo(Channels.newChannel(out))).isTrue();
    assertThat(writer.isEmpty()).isTrue();
    assertThat(unmasked(out.toByteArray())).isEqualTo(payload);
  }

  private static byte[] unmasked(byte[] frame) {
    var in = ByteBuffer.wrap(frame);
    assertThat(in.get() & 0xFF).isEqualTo(0x81);
    int second = in.get() & 0xFF;
    assertThat(second).isGreaterThanOrEqualTo(0x80);
    long length = second & 0x7F;
    if (length == 126) {
      length = in.getShort() & 0xFFFF;
    } else if (length == 127) {
      length = in.getLong();
    }
    var mask = new byte[4];
    in.get(mask);
    assertThat(mask).isNotEqualTo(new byte[4]);
    assertThat(in.remaining()).isEqualTo((int) length);
    var payload = new byte[in.remaining()];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (in.get() ^ mask[i % 4]);
    }
    return payload;
  }

  @Test
  void what_a_socket_does_not_take_at_once_is_written_later() throws IOException {
    var out = new ByteArrayOutputStream();
    var narrow = new Narrow(out);
    var writer = new FrameWriter(1);
    var expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      var text = "message " + i;
      expected.append(text);
      writer.text(text.getBytes(UTF_8), 0, text.length());
      writer.writeTo(narrow);
    }
    while (!writer.isEmpty()) {
      writer.writeTo(narrow);
    }
    var all = out.toByteArray();
    var heard = new StringBuilder();
    for (int at = 0; at < all.length; ) {
      int size = 6 + (all[at + 1] & 0x7F);
      heard.append(new String(unmasked(Arrays.copyOfRange(all, at, at + size)), UTF_8));
      at += size;
    }
    assertThat(heard.toString()).isEqualTo(expected.toString());
  }

  /** Takes a few bytes at a time. */
  private record Narrow(ByteArrayOutputStream out) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) {
      int count = Math.min(5, from.remaining());
      for (int i = 0; i < count; i++) {
        out.write(from.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
