package chat.adapter.web.socket.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What the samples are good for. */
class SampleEventsTest {
  @Test
  void the_samples_are_of_every_kind_of_event() {
    var kinds = new HashSet<Class<?>>();
    SampleEvents.LOGGED.forEach(event -> kinds.add(event.getClass()));
    SampleEvents.NEWS.forEach(event -> kinds.add(event.getClass()));

    assertThat(kinds)
        .hasSize(
            RoomEvent.class.getPermittedSubclasses().length
                - 1
                + RoomEvent.Logged.class.getPermittedSubclasses().length);
  }
}
