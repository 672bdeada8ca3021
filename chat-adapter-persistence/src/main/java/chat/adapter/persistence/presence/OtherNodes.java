package chat.adapter.persistence.presence;

import chat.adapter.persistence.presence.PresenceTables.Change;
import chat.adapter.persistence.presence.PresenceTables.NodeRow;
import chat.adapter.persistence.presence.PresenceTables.Place;
import chat.adapter.persistence.presence.PresenceTables.Position;
import chat.domain.presence.NodeId;
import chat.domain.presence.Roster;
import chat.domain.presence.ServerVersion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The other nodes, as their rows in the database show them: which of them live, and who is on them.
 * No clock of a node is compared with another's. Used by one thread.
 */
final class OtherNodes {
  private static final Logger LOG = System.getLogger(OtherNodes.class.getName());

  /** Of another node nothing was read yet. */
  private static final long NOTHING = -1;

  private final PresenceTables tables;
  private final Roster roster;
  private final ServerVersion version;
  private final Timings timings;
  private final Map<NodeId, Other> others = new HashMap<>();

  OtherNodes(PresenceTables tables, Roster roster, ServerVersion version, Timings timings) {
    this.tables = tables;
    this.roster = roster;
    this.version = version;
    this.timings = timings;
  }

  /** One of them. */
  private static final class Other {
    private long renewals;

    /** How long it has not been renewed, in looks that succeeded one after another. */
    private Duration stoodStill = Duration.ZERO;

    /** By the database's clock. */
    private Duration age;

    private boolean lives;

    /** The number up to which its changes are in the roster. */
    private long read = NOTHING;

    Other(NodeRow row, boolean lives) {
      renewals = row.renewals();
      age = row.age();
      this.lives = lives;
    }
  }

  /**
   * Looks at all of them once, and reads what has changed.
   *
   * @param self isn't one of them
   * @param passed since the last look that succeeded, zero when there was none
   */
  void look(NodeId self, Duration passed) {
    // More than two pauses were no looking: this process or this machine stood still.
    var most = timings.look().multipliedBy(2);
    var counted = passed.compareTo(most) > 0 ? most : passed;
    var rows = tables.nodes();
    var present = new HashSet<NodeId>();
    for (var row : rows) {
      if (!row.id().equals(self)) {
        present.add(row.id());
        judge(row, counted);
      }
    }
    for (var known : List.copyOf(others.keySet())) {
      if (!present.contains(known)) {
        others.remove(known);
        roster.forget(known);
      }
    }
    // After all are judged: reading may fail.
    for (var row : rows) {
      var other = others.get(row.id());
      if (other != null && other.lives && other.read != row.changes()) {
        read(row, other);
      }
    }
  }

  private void judge(NodeRow row, Duration passed) {
    var other = others.get(row.id());
    if (other == null) {
      // The first look sees no row stand still; the database says since when it has.
      boolean lives = row.age().compareTo(timings.goneAfter()) <= 0;
      others.put(row.id(), new Other(row, lives));
      if (lives) {
        compareVersions(row);
      }
      return;
    }
    other.age = row.age();
    if (other.renewals != row.renewals()) {
      other.renewals = row.renewals();
      other.stoodStill = Duration.ZERO;
      if (!other.lives) {
        other.lives = true;
        other.read = NOTHING;
        compareVersions(row);
      }
      return;
    }
    other.stoodStill = other.stoodStill.plus(passed);
    if (other.lives && other.stoodStill.compareTo(timings.goneAfter()) >= 0) {
      LOG.log(Level.INFO, "a node is gone: it said nothing for {0}", other.stoodStill);
      other.lives = false;
      roster.forget(row.id());
    }
  }

  private void compareVersions(NodeRow row) {
    if (row.version().isOlderThan(version)) {
      LOG.log(
          Level.INFO,
          "another server on this database is of version {0}, older than this one, {1}",
          row.version().value(),
          version.value());
    }
  }

  private void read(NodeRow row, Other other) {
    if (other.read < row.purged() || other.read == NOTHING) {
      roster.replace(row.id(), everybody(row.id()));
    } else {
      forEachChange(
          row.id(),
          other.read,
          change -> {
            if (change.present()) {
              roster.enter(row.id(), change.room(), change.who());
            } else {
              roster.leave(row.id(), change.room(), change.who().id());
            }
          });
    }
    other.read = row.changes();
  }

  private List<Roster.Entry> everybody(NodeId node) {
    var people = new LinkedHashMap<Place, Roster.Entry>();
    forEachChange(
        node,
        NOTHING,
        change -> {
          // Who changes meanwhile comes once more, further down.
          if (change.present()) {
            people.put(change.place(), new Roster.Entry(change.room(), change.who()));
          } else {
            people.remove(change.place());
          }
        });
    return List.copyOf(people.values());
  }

  private void forEachChange(NodeId node, long above, Consumer<Change> consumer) {
    var from = Position.above(above);
    List<Change> page;
    do {
      page = tables.changes(node, from);
      page.forEach(consumer);
      if (!page.isEmpty()) {
        from = Position.of(page.get(page.size() - 1));
      }
    } while (page.size() == PresenceTables.PAGE);
  }

  /** A look failed, so that the time since doesn't count as silence of theirs. */
  void lookFailed() {
    others.values().forEach(other -> other.stoodStill = Duration.ZERO);
  }

  /** Deletes the rows of those that have been gone for long. */
  void sweep() {
    others.forEach(
        (node, other) -> {
          if (!other.lives && (isLong(other.age) || isLong(other.stoodStill))) {
            tables.remove(node, other.renewals);
          }
        });
  }

  private boolean isLong(Duration silence) {
    return silence.compareTo(timings.sweep()) >= 0;
  }
}
