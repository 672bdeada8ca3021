package chat.adapter.feed.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.node.Notice;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SilentNoticesTest {
  @Test
  void nothing_that_is_told_comes_back_and_nobody_is_missed() {
    var notices = new SilentNotices();
    var heard = new ArrayList<Notice>();
    notices.listen(heard::add);
    notices.tell(new Notice.PresenceChanged());
    assertThat(heard).isEmpty();
    assertThat(notices.reachesOthers()).isTrue();
  }
}
