package chat.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String, String> queue = new FairQueue<>();

  private List<String> pollAll() {
    var polled = new ArrayList<String>();
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      polled.add(next);
    }
    return polled;
  }

  private void add(String source, String... elements) {
    for (var element : elements) {
      queue.add(source, element);
    }
  }

  @Test
  void sources_take_turns_and_each_has_an_order_of_its_own() {
    add("mallory", "m1", "m2", "m3");
    add("ann", "a1");
    add("bob", "b1", "b2");
    assertThat(queue.size()).isEqualTo(6);
    assertThat(pollAll()).containsExactly("m1", "a1", "b1", "m2", "b2", "m3");
    assertThat(queue.size()).isZero();
  }

  @Test
  void who_had_a_turn_long_ago_comes_before_those_who_never_stop() {
    add("ann", "a1");
    assertThat(queue.poll()).isEqualTo("a1");
    for (int i = 1; i <= 3; i++) {
      add("mallory " + i, "m" + i, "again");
    }
    for (int i = 1; i <= 3; i++) {
      assertThat(queue.poll()).isEqualTo("m" + i);
    }
    add("ann", "a2");
    assertThat(queue.poll()).isEqualTo("a2");
  }

  @Test
  void sources_that_are_ever_new_overtake_nobody() {
    add("bob", "b1");
    for (int i = 0; i < 10; i++) {
      add("new " + i, "n" + i);
    }
    assertThat(queue.poll()).isEqualTo("b1");
    add("bob", "b2");
    for (int i = 10; i < 20; i++) {
      add("new " + i, "n" + i);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(queue.poll()).isEqualTo("n" + i);
    }
    assertThat(queue.poll()).isEqualTo("b2");
  }

  @Test
  void ever_new_sources_are_forgotten_and_their_elements_are_not() {
    for (int i = 0; i < 5_000; i++) {
      add("new " + i, "n" + i);
      assertThat(queue.poll()).isEqualTo("n" + i);
    }
    for (int i = 0; i < 5_000; i++) {
      add("new " + i, "n" + i);
    }
    assertThat(pollAll()).hasSize(5_000).doesNotHaveDuplicates();
  }

  @Test
  void the_newest_of_the_source_that_has_most_makes_room_for_one_that_has_less() {
    add("mallory", "m1", "m2", "m3");
    add("ann", "a1");
    assertThat(queue.displaceFor("bob")).isEqualTo("m3");
    assertThat(queue.displaceFor("ann")).isNull();
    assertThat(queue.displaceFor("mallory")).isNull();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(pollAll()).containsExactly("m1", "a1", "m2");
  }
}
