package chat.adapter.web.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any text of a client without a subprotocol: something to say or a refusal, never an exception.
 */
class UtteranceFuzzTest {
  @FuzzTest
  void any_text_is_said_or_refused(byte[] utf8) {
    if (Utterance.of(new String(utf8, StandardCharsets.UTF_8)) instanceof Utterance.Say say) {
      assertThat(say.content().text()).isNotBlank();
    }
  }
}
