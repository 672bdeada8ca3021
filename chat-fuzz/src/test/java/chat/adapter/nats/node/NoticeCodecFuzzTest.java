package chat.adapter.nats.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.node.Notice;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Set;

/** Any bytes: a notice that is written as it was read, or a refusal. */
class NoticeCodecFuzzTest {
  @FuzzTest
  void what_can_be_read_is_written_and_read_as_the_same(byte[] input) throws IOException {
    Notice notice;
    try {
      notice = NoticeCodec.read(input);
    } catch (IOException refused) {
      return;
    }
    var written = NoticeCodec.write(notice, Integer.MAX_VALUE);
    if (!notice.equals(new Notice.TokensEnded(Set.of()))) {
      assertThat(written).hasSize(1);
      assertThat(NoticeCodec.read(written.get(0))).isEqualTo(notice);
    }
  }
}
