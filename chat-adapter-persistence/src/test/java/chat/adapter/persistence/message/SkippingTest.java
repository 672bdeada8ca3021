package chat.adapter.persistence.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkippingTest {
  /** Numbers from 1, of which some are messages; counts what is read of them. */
  private static final class Numbers implements Skipping.Room {
    private final List<Long> messages = new ArrayList<>();
    private final List<Long> changes = new ArrayList<>();
    private long head;
    private long statements;
    private long read;

    void add(boolean isMessage, int times) {
      for (int i = 0; i < times; i++) {
        (isMessage ? messages : changes).add(0, ++head);
      }
    }

    @Override
    public long head() {
      statements++;
      return head;
    }

    @Override
    public OptionalLong message(long below, int n) {
      statements++;
      read += n;
      return messages.stream()
          .mapToLong(Long::longValue)
          .filter(seq -> seq < below)
          .skip(n - 1L)
          .findFirst();
    }

    @Override
    public List<Long> changes(long below, int limit) {
      statements++;
      var found = changes.stream().filter(seq -> seq < below).limit(limit).toList();
      read += found.size();
      return found;
    }

    List<Long> left(long below, int count) {
      return messages.stream().filter(seq -> seq < below).skip(count).toList();
    }

    List<Long> below(long position) {
      return messages.stream().filter(seq -> seq < position).toList();
    }
  }

  @Test
  void strides_of_any_length_skip_the_same() {
    var random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      var room = new Numbers();
      for (int stretch = random.nextInt(8); stretch > 0; stretch--) {
        room.add(random.nextBoolean(), 1 + random.nextInt(12));
      }
      var skipping = new Skipping(room, 1 + random.nextInt(6), 1 + random.nextInt(6));
      long seq = random.nextInt(3) == 0 ? Long.MAX_VALUE : 1 + random.nextInt((int) room.head + 2);
      int count = random.nextInt(10) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(40);
      long position = skipping.from(seq, count);
      assertThat(position).isLessThanOrEqualTo(seq);
      assertThat(room.below(position))
          .as("%s before %s, changes %s", count, seq, room.changes)
          .isEqualTo(room.left(seq, count));
    }
  }

  @Test
  void one_message_below_many_edits_is_one_statement() {
    var room = new Numbers();
    room.add(true, 2);
    room.add(false, 50_000);
    assertThat(new Skipping(room).from(Long.MAX_VALUE, 1)).isEqualTo(2);
    assertThat(room.statements).isEqualTo(1);
    assertThat(room.read).isEqualTo(1);
  }

  @Test
  void many_edits_between_few_messages_are_not_read() {
    var room = new Numbers();
    room.add(true, 20);
    room.add(false, 50_000);
    assertThat(new Skipping(room, 10, 5).from(Long.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(1);
    assertThat(room.read).isLessThan(100);
  }

  @Test
  void many_messages_between_few_edits_are_not_read() {
    var room = new Numbers();
    for (int i = 0; i < 10; i++) {
      room.add(true, 1_000);
      room.add(false, 1);
    }
    assertThat(new Skipping(room, 10, 5).from(Long.MAX_VALUE, 9_999)).isEqualTo(2);
    assertThat(room.read).isLessThan(100);
  }
}
