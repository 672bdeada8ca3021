package chat.testkit.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Presence;
import chat.domain.presence.Presence.Present;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Presence} promises on the node on which something is said. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface PresenceContract {
  /** The presence of a new node, with nobody on any. */
  Presence presence(Presence.Listener listener);

  /** Rooms and people that the presence's store knows, where it has one. */
  default RoomId room(int number) {
    return new RoomId(number);
  }

  /** Somebody, the same one for the same number. */
  default Identity person(int number) {
    return new Identity(new UserId(number), new Username("person-" + number));
  }

  @Test
  default void who_enters_is_present_at_once_and_joins_once() {
    var heard = new Heard();
    var presence = presence(heard);
    assertThat(presence.enter(room(1), person(1))).isTrue();
    assertThat(presence.enter(room(1), person(1))).isFalse();
    assertThat(presence.present(room(1), 10)).isEqualTo(new Present(List.of(person(1)), 1));
    assertThat(heard.all()).containsExactly(Heard.joinedLine(room(1), person(1)));
  }

  @Test
  default void who_leaves_is_gone_at_once_and_leaves_once() {
    var heard = new Heard();
    var presence = presence(heard);
    presence.leave(room(1), person(1));
    presence.enter(room(1), person(1));
    presence.leave(room(1), person(1));
    presence.leave(room(1), person(1));
    assertThat(presence.present(room(1), 10)).isEqualTo(new Present(List.of(), 0));
    assertThat(heard.all())
        .containsExactly(Heard.joinedLine(room(1), person(1)), Heard.leftLine(room(1), person(1)));
  }

  @Test
  default void people_and_rooms_are_apart() {
    var heard = new Heard();
    var presence = presence(heard);
    presence.enter(room(1), person(1));
    presence.enter(room(1), person(2));
    presence.enter(room(2), person(1));
    presence.leave(room(1), person(1));
    assertThat(presence.present(room(1), 10)).isEqualTo(new Present(List.of(person(2)), 1));
    assertThat(presence.present(room(2), 10)).isEqualTo(new Present(List.of(person(1)), 1));
    assertThat(presence.present(room(3), 10)).isEqualTo(new Present(List.of(), 0));
    assertThat(heard.all())
        .containsExactly(
            Heard.joinedLine(room(1), person(1)),
            Heard.joinedLine(room(1), person(2)),
            Heard.joinedLine(room(2), person(1)),
            Heard.leftLine(room(1), person(1)));
  }

  @Test
  default void of_many_people_some_are_named_and_all_are_counted() {
    var presence = presence(new Heard());
    var people = IntStream.rangeClosed(1, 30).mapToObj(this::person).toList();
    people.forEach(who -> presence.enter(room(1), who));
    var present = presence.present(room(1), 20);
    assertThat(present.count()).isEqualTo(30);
    assertThat(present.people()).hasSize(20).doesNotHaveDuplicates().isSubsetOf(people);
  }

  @Test
  default void what_is_notified_is_so_already() {
    var counts = new CopyOnWriteArrayList<Integer>();
    var itself = new CompletableFuture<Presence>();
    var presence =
        presence(
            new Presence.Listener() {
              @Override
              public void joined(RoomId room, Identity who) {
                counts.add(itself.join().present(room, 10).count());
              }

              @Override
              public void left(RoomId room, Identity who) {
                counts.add(itself.join().present(room, 10).count());
              }
            });
    itself.complete(presence);
    presence.enter(room(1), person(1));
    presence.enter(room(1), person(2));
    presence.leave(room(1), person(1));
    presence.leave(room(1), person(2));
    assertThat(counts).containsExactly(1, 2, 1, 0);
  }

  @Test
  default void coming_and_going_takes_turns_whatever_eight_threads_do() {
    var heard = new Heard();
    var presence = presence(heard);
    Race.of(
        8,
        thread -> {
          for (int i = 0; i < 500; i++) {
            // Each by four threads at once.
            var who = person(1 + thread % 2);
            presence.enter(room(1), who);
            presence.leave(room(1), who);
          }
          return thread;
        });
    heard.assertTakesTurns();
    var last = new ArrayList<Identity>();
    heard.present().forEach(entry -> last.add(entry.who()));
    assertThat(presence.present(room(1), 10).people()).containsExactlyInAnyOrderElementsOf(last);
    assertThat(last).isEmpty();
  }
}
