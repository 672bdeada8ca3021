package chat.adapter.nats.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.RoomEvent;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;

/** Any bytes: events of one room that are written as they were read, or a refusal. */
class EventCodecFuzzTest {
  @FuzzTest
  void what_can_be_read_is_written_and_read_as_the_same(byte[] input) throws IOException {
    List<RoomEvent> events;
    try {
      events = EventCodec.read(input);
    } catch (IOException refused) {
      return;
    }
    var room = events.get(0).room();
    assertThat(events).allMatch(event -> event.room().equals(room));
    var written = EventCodec.write(room, events, Integer.MAX_VALUE);
    assertThat(written).hasSize(1);
    assertThat(EventCodec.read(written.get(0))).isEqualTo(events);
  }
}
