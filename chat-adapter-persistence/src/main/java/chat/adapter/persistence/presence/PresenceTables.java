package chat.adapter.persistence.presence;

import chat.domain.StoreUnavailable;
import chat.domain.presence.NodeId;
import chat.domain.presence.ServerVersion;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import java.time.Duration;
import java.util.List;

/**
 * The rows of the nodes that share a database, and of the people on them. Every method blocks until
 * the database has answered, may be called from any thread, and throws {@link StoreUnavailable}
 * when there is none.
 */
public interface PresenceTables {
  /** The most rows that one call writes, reads or deletes. */
  int PAGE = 1_024;

  /** Somebody's place in a room. */
  record Place(RoomId room, UserId who) {}

  /**
   * The row of a node.
   *
   * @param renewals grows as long as the node lives
   * @param age since it was renewed, by the database's clock
   * @param changes the number of the last change of its people
   * @param purged those who left by that number are gone from the changes
   */
  record NodeRow(
      NodeId id, ServerVersion version, long renewals, Duration age, long changes, long purged) {}

  /** That somebody came to a room or left it. */
  record Change(long number, RoomId room, Identity who, boolean present) {
    Place place() {
      return new Place(room, who.id());
    }
  }

  /** Makes the row of a node; one that is there already stays. */
  void begin(NodeId node, ServerVersion version);

  /**
   * Renews the node's row, and writes who came and who left, in one transaction.
   *
   * @param number of this change, higher than any before; the last one when nobody came or left
   * @param came and {@code left} have at most {@link #PAGE} together
   * @return whether the node's row is there; nothing was written otherwise
   */
  boolean write(NodeId node, long number, List<Place> came, List<Place> left);

  /** Every node's row. */
  List<NodeRow> nodes();

  /**
   * The changes of a node above a number, each place once with its last one, in the order of
   * number, room and user; at most {@link #PAGE}.
   *
   * @param from where to go on: the last one of the page before
   */
  List<Change> changes(NodeId node, Position from);

  /** A position among the changes of a node; {@code room} and {@code user} may be 0. */
  record Position(long number, long room, long user) {
    /** Above a number. */
    static Position above(long number) {
      return new Position(number, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static Position of(Change change) {
      return new Position(change.number(), change.room().value(), change.who().id().value());
    }
  }

  /**
   * Deletes the node's rows of those who left by that number.
   *
   * @return whether there may be more of them
   */
  boolean purge(NodeId node, long number);

  /** Deletes a node's row, unless it was renewed since it was read. */
  void remove(NodeId node, long renewals);

  /** Deletes a node's row, because it ends. */
  void end(NodeId node);

  /**
   * Deletes the people of nodes that have no row.
   *
   * @return whether there may be more of them
   */
  boolean deleteOrphans();
}
