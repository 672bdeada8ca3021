package chat.adapter.nats.message;

import static chat.testkit.message.RoomFeedContract.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.message.Content;
import chat.domain.message.RoomEvent;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.message.RoomFeedContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final int PLENTY = 1 << 20;

  @Test
  void many_events_are_read_from_the_parts_in_their_order() throws IOException {
    var events = RoomFeedContract.events(ROOM, IntStream.range(0, 1_000).toArray());
    var parts = EventCodec.write(ROOM, events, 2_000);
    assertThat(parts).hasSizeGreaterThan(10).allMatch(part -> part.length <= 2_000);
    var read = new ArrayList<RoomEvent>();
    for (var part : parts) {
      read.addAll(EventCodec.read(part));
    }
    assertThat(read).isEqualTo(events);
  }

  @Test
  void the_longest_message_is_read_as_it_was_written() throws IOException {
    var posted = (RoomEvent.Posted) RoomFeedContract.events(ROOM, 1).get(0);
    var longest = new Content("😀".repeat(Content.MAX_CODE_POINTS));
    var event = new RoomEvent.Edited(9, posted.message().edited(longest, posted.message().at()));
    var parts = EventCodec.write(ROOM, List.of(event), PLENTY);
    assertThat(parts).hasSize(1);
    assertThat(EventCodec.read(parts.get(0))).containsExactly(event);
  }

  @Test
  void an_event_that_fits_in_no_part_is_left_out() throws IOException {
    var small = new RoomEvent.Typing(ROOM, new Identity(new UserId(7), new Username("ann")));
    var large = RoomFeedContract.events(ROOM, 1).get(0);
    var parts = EventCodec.write(ROOM, List.of(large, small), 50);
    assertThat(parts).hasSize(1);
    assertThat(EventCodec.read(parts.get(0))).containsExactly(small);
  }

  @Test
  void bytes_that_are_cut_off_or_changed_throw_nothing_but_what_is_expected() {
    var whole = EventCodec.write(ROOM, RoomFeedContract.events(ROOM, 1, 2), PLENTY).get(0);
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      readOrRefuse(cut);
    }
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      var changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      readOrRefuse(changed);
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      assertThat(EventCodec.read(bytes)).isNotEmpty();
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @Test
  void no_event_or_one_of_an_unknown_kind_is_refused() {
    assertThatThrownBy(() -> EventCodec.read(new byte[0])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> EventCodec.read(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> EventCodec.read(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 99}))
        .isInstanceOf(IOException.class);
  }
}
