package chat.adapter.web.socket.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text of a client of chat.v1: something to do or a refusal, never an exception. */
class ClientFrameFuzzTest {
  @FuzzTest
  void any_text_is_a_frame_or_a_refusal(byte[] utf8) {
    var text = new String(utf8, StandardCharsets.UTF_8);

    if (ClientFrame.of(text) instanceof ClientFrame.Invalid invalid) {
      assertThat(V1Encoding.refusal(invalid.refusal(), invalid.subject())).isNotNull();
    } else {
      assertThat(text.strip()).startsWith("{").endsWith("}");
    }
  }
}
