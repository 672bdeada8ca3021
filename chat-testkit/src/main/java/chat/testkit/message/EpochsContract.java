package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import chat.testkit.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link Epochs} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface EpochsContract {
  /**
   * The store under test, through an instance of its own at each call, as a server has that has
   * just started. Nobody else renews its epoch meanwhile.
   */
  Epochs epochs();

  /** The same for a store of its own, which nobody has asked for its epoch yet. */
  Supplier<Epochs> untouched();

  @Test
  default void the_epoch_stays_the_same_whoever_asks() {
    var epochs = epochs();
    var first = epochs.current();
    assertThat(epochs.current()).isEqualTo(first);
    assertThat(epochs().current()).isEqualTo(first);
    assertThat(Race.of(8, i -> epochs().current())).containsOnly(first);
    assertThat(epochs.current()).isEqualTo(first);
  }

  @Test
  default void eight_who_ask_first_at_once_are_told_the_same() {
    for (int round = 0; round < 3; round++) {
      var store = untouched();
      var servers = Stream.generate(store).limit(8).toList();
      var told = Race.of(8, i -> servers.get(i).current());
      assertThat(told).containsOnly(told.get(0));
      assertThat(store.get().current()).isEqualTo(told.get(0));
    }
  }

  @Test
  default void stores_differ_in_their_epochs() {
    assertThat(untouched().get().current())
        .isNotEqualTo(untouched().get().current())
        .isNotEqualTo(epochs().current());
  }

  @Test
  default void a_renewed_epoch_was_never_one_before() {
    var epochs = epochs();
    var seen = new ArrayList<>(List.of(epochs.current()));
    for (int i = 0; i < 10; i++) {
      seen.add(epochs.renew());
    }
    assertThat(seen).doesNotHaveDuplicates();
  }

  @Test
  default void every_later_read_sees_the_renewed_epoch() {
    var epochs = epochs();
    var other = epochs();
    var before = other.current();
    var renewed = epochs.renew();
    assertThat(renewed).isNotEqualTo(before);
    assertThat(epochs.current()).isEqualTo(renewed);
    assertThat(other.current()).isEqualTo(renewed);
    assertThat(epochs().current()).isEqualTo(renewed);
    assertThat(Race.of(8, i -> other.current())).containsOnly(renewed);
  }

  @Test
  default void a_store_may_be_renewed_before_it_was_asked() {
    var store = untouched();
    var renewed = store.get().renew();
    assertThat(store.get().current()).isEqualTo(renewed);
    assertThat(store.get().current()).isEqualTo(renewed);
  }

  @Test
  default void eight_who_renew_at_once_begin_eight_histories_and_agree_on_the_last() {
    var before = epochs().current();
    var servers = Stream.generate(this::epochs).limit(8).toList();
    var renewed = Race.of(8, i -> servers.get(i).renew());
    assertThat(renewed).doesNotHaveDuplicates().doesNotContain(before);
    var last = epochs().current();
    assertThat(renewed).contains(last);
    assertThat(servers).extracting(Epochs::current).containsOnly(last);
  }

  @Test
  default void nobody_sees_an_earlier_epoch_after_a_later_one() {
    var histories = new ArrayList<Epoch>(List.of(epochs().current()));
    var seen =
        Race.of(
            4,
            i -> {
              var epochs = epochs();
              var mine = new ArrayList<Epoch>();
              for (int n = 0; n < 20; n++) {
                mine.add(i == 0 ? epochs.renew() : epochs.current());
              }
              return mine;
            });
    histories.addAll(seen.get(0));
    for (var mine : seen.subList(1, 4)) {
      assertThat(mine.stream().map(histories::indexOf)).isSorted().doesNotContain(-1);
    }
  }
}
