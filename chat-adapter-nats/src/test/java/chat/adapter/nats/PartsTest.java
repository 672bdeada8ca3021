package chat.adapter.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void items_fill_parts_that_each_have_the_beginning() {
    var parts = new Parts(5, out -> out.writeByte(9));
    for (int i = 1; i <= 5; i++) {
      int item = i;
      parts.add(out -> out.writeShort(item));
    }
    assertThat(parts.all())
        .containsExactly(
            new byte[] {9, 0, 1, 0, 2}, new byte[] {9, 0, 3, 0, 4}, new byte[] {9, 0, 5});
  }

  @Test
  void an_item_that_fits_in_no_part_is_left_out() {
    var parts = new Parts(5, out -> out.writeByte(9));
    parts.add(out -> out.writeInt(1));
    parts.add(out -> out.writeLong(2));
    parts.add(out -> out.writeByte(3));
    assertThat(parts.all()).containsExactly(new byte[] {9, 0, 0, 0, 1}, new byte[] {9, 3});
  }

  @Test
  void no_item_makes_no_part() {
    assertThat(new Parts(5, out -> out.writeByte(9)).all()).isEmpty();
  }
}
