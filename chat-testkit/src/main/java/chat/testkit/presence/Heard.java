package chat.testkit.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Presence;
import chat.domain.presence.Roster.Entry;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A listener that remembers what it was notified of. It finds out when somebody joins who is there,
 * or leaves who isn't. May be used by any thread.
 */
public final class Heard implements Presence.Listener {
  private final List<String> all = new ArrayList<>();
  private final Set<Entry> present = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();

  @Override
  public synchronized void joined(RoomId room, Identity who) {
    all.add(joinedLine(room, who));
    if (!present.add(new Entry(room, who))) {
      wrong.add(joinedLine(room, who));
    }
  }

  @Override
  public synchronized void left(RoomId room, Identity who) {
    all.add(leftLine(room, who));
    if (!present.remove(new Entry(room, who))) {
      wrong.add(leftLine(room, who));
    }
  }

  static String joinedLine(RoomId room, Identity who) {
    return who.username().value() + " joined " + room.value();
  }

  static String leftLine(RoomId room, Identity who) {
    return who.username().value() + " left " + room.value();
  }

  /** All of it, in order. */
  public synchronized List<String> all() {
    return List.copyOf(all);
  }

  /** What was notified of one person. */
  synchronized List<String> of(Identity who) {
    return all.stream().filter(line -> line.startsWith(who.username().value() + " ")).toList();
  }

  /** Who is in which room, by what was notified. */
  synchronized Set<Entry> present() {
    return Set.copyOf(present);
  }

  /** Fails when somebody joined who was there, or left who wasn't. */
  public synchronized void assertTakesTurns() {
    assertThat(wrong).as("notified again of what was so, in %s", all).isEmpty();
  }
}
