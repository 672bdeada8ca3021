package chat.adapter.persistence.presence;

import chat.adapter.persistence.presence.PresenceTables.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which places of this node aren't in the database as they are. Whoever comes and leaves again, or
 * leaves and comes back, before that was written, costs nothing; so it never holds more than those
 * who are here and those who were by what is written. Used under its owner's lock.
 */
final class Outbox {
  /** What the database has of a place; nothing of those that aren't in the map. */
  private enum Written {
    PRESENT,
    /** Being written, or it failed without an answer. */
    UNKNOWN
  }

  private final Map<Place, Written> written = new HashMap<>();

  /** In the order in which they changed first. */
  private final LinkedHashSet<Place> changed = new LinkedHashSet<>();

  /** Somebody came or left. */
  void changed(Place place, boolean present) {
    if (isWritten(place, present)) {
      changed.remove(place);
    } else {
      changed.add(place);
    }
  }

  private boolean isWritten(Place place, boolean present) {
    return written.get(place) == (present ? Written.PRESENT : null);
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  /** How many places are to be written. */
  int size() {
    return changed.size();
  }

  /** Takes the next places to write; {@link #done} or {@link #failed} must follow. */
  List<Place> take(int atMost) {
    var taken = new ArrayList<Place>();
    for (var all = changed.iterator(); all.hasNext() && taken.size() < atMost; ) {
      taken.add(all.next());
      all.remove();
    }
    taken.forEach(place -> written.put(place, Written.UNKNOWN));
    return taken;
  }

  /**
   * They are in the database now; what changed again since {@link #take} is still to be written.
   */
  void done(List<Place> came, List<Place> left) {
    came.forEach(place -> written.put(place, Written.PRESENT));
    left.forEach(written::remove);
  }

  /** They may be in the database or not. */
  void failed(List<Place> places) {
    changed.addAll(places);
  }

  /** The database has nothing of this node. */
  void startOver() {
    written.clear();
    changed.clear();
  }
}
