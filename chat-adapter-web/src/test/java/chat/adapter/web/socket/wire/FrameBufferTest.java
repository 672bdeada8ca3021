package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBufferTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
  void a_frame_of_any_length_says_how_long_it_is(int length) throws IOException {
    var buffer = new FrameBuffer(8);
    for (int i = 0; i < 2; i++) {
      buffer.begin();
      buffer.write(new byte[length], 0, length);
      buffer.end(i);
    }
    var frames = buffer.take();
    assertThat(payloads(frames))
        .hasSize(2)
        .allSatisfy(payload -> assertThat(payload.length).isEqualTo(length));
    int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    assertThat(frames.bytes()).hasSize(2 * (header + length));
  }

  private static List<byte[]> payloads(Frames frames) {
    var payloads = new ArrayList<byte[]>();
    var bytes = ByteBuffer.wrap(frames.bytes());
    while (bytes.hasRemaining()) {
      assertThat(bytes.get() & 0xff).isEqualTo(0x81);
      int length = bytes.get();
      if (length == 126) {
        length = bytes.getShort() & 0xffff;
      } else if (length == 127) {
        length = (int) bytes.getLong();
      }
      var payload = new byte[length];
      bytes.get(payload);
      payloads.add(payload);
    }
    return payloads;
  }
}
