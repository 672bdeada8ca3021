package chat.adapter.persistence.presence;

import chat.adapter.persistence.database.Batches;
import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.domain.presence.NodeId;
import chat.domain.presence.ServerVersion;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Nodes and presence in two tables of MySQL or MariaDB. May be used by any thread. */
public final class JdbiPresenceTables implements PresenceTables {
  private static final System.Logger LOG = System.getLogger(JdbiPresenceTables.class.getName());

  private static final int MAX_VERSION = 100;

  /** All of them, and far more than nodes can run on one database. */
  private static final int MAX_NODES = 10_000;

  private final Database database;

  public JdbiPresenceTables(Database database) {
    this.database = database;
  }

  @Override
  public void begin(NodeId node, ServerVersion version) {
    try {
      database.transaction(
          handle ->
              handle.execute(
                  """
                  INSERT INTO nodes (id, version, renewals, renewed_at, changes, purged)
                  VALUES (?, ?, 1, UTC_TIMESTAMP(3), 0, 0)
                  """,
                  node.value(),
                  version.value().substring(0, Math.min(MAX_VERSION, version.value().length()))));
    } catch (Duplicate e) {
      LOG.log(System.Logger.Level.DEBUG, "the row of this node was made before");
    }
  }

  @Override
  public boolean write(NodeId node, long number, List<Place> came, List<Place> left) {
    return database.transaction(
        handle -> {
          // First: it locks the row, so that nobody deletes it and leaves the people behind.
          int renewed =
              handle.execute(
                  """
                  UPDATE nodes
                  SET renewals = renewals + 1, renewed_at = UTC_TIMESTAMP(3), changes = ?
                  WHERE id = ?
                  """,
                  number,
                  node.value());
          if (renewed == 0) {
            return false;
          }
          put(handle, node, number, came, true);
          put(handle, node, number, left, false);
          return true;
        });
  }

  private static void put(
      Handle handle, NodeId node, long number, List<Place> places, boolean present) {
    for (var piece : Batches.padded(places)) {
      var update =
          handle.createUpdate(
              """
              INSERT INTO presence (node_id, room_id, user_id, change_number, present)
              VALUES %s
              ON DUPLICATE KEY UPDATE change_number = ?, present = ?
              """
                  .formatted(Batches.repeat("(?, ?, ?, ?, ?)", ", ", piece.size())));
      int at = 0;
      for (var place : piece) {
        update
            .bind(at++, node.value())
            .bind(at++, place.room().value())
            .bind(at++, place.who().value())
            .bind(at++, number)
            .bind(at++, present);
      }
      update.bind(at++, number).bind(at, present).execute();
    }
  }

  @Override
  public List<NodeRow> nodes() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, version, renewals, changes, purged,
                           TIMESTAMPDIFF(SECOND, renewed_at, UTC_TIMESTAMP(3)) AS age
                    FROM nodes
                    LIMIT ?
                    """)
                .bind(0, MAX_NODES)
                .map(
                    (row, context) ->
                        new NodeRow(
                            new NodeId(row.getLong("id")),
                            new ServerVersion(row.getString("version")),
                            row.getLong("renewals"),
                            Duration.ofSeconds(row.getLong("age")),
                            row.getLong("changes"),
                            row.getLong("purged")))
                .list());
  }

  @Override
  public List<Change> changes(NodeId node, Position from) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT p.change_number, p.room_id, p.user_id, p.present, u.username
                    FROM presence p JOIN users u ON u.id = p.user_id
                    WHERE p.node_id = ? AND p.change_number >= ?
                      AND (p.change_number > ? OR p.room_id > ?
                           OR (p.room_id = ? AND p.user_id > ?))
                    ORDER BY p.change_number, p.room_id, p.user_id
                    LIMIT ?
                    """)
                .bind(0, node.value())
                .bind(1, from.number())
                .bind(2, from.number())
                .bind(3, from.room())
                .bind(4, from.room())
                .bind(5, from.user())
                .bind(6, PAGE)
                .map(
                    (row, context) ->
                        new Change(
                            row.getLong("change_number"),
                            new RoomId(row.getLong("room_id")),
                            new Identity(
                                new UserId(row.getLong("user_id")),
                                new Username(row.getString("username"))),
                            row.getBoolean("present")))
                .list());
  }

  @Override
  public boolean purge(NodeId node, long number) {
    int purged =
        database.transaction(
            handle -> {
              handle.execute("UPDATE nodes SET purged = ? WHERE id = ?", number, node.value());
              return handle.execute(
                  """
                  DELETE FROM presence
                  WHERE node_id = ? AND change_number <= ? AND NOT present
                  LIMIT ?
                  """,
                  node.value(),
                  number,
                  PAGE);
            });
    return purged == PAGE;
  }

  @Override
  public void remove(NodeId node, long renewals) {
    int removed =
        database.transaction(
            handle ->
                handle.execute(
                    "DELETE FROM nodes WHERE id = ? AND renewals = ?", node.value(), renewals));
    LOG.log(System.Logger.Level.DEBUG, "removed {0} nodes that are gone", removed);
  }

  @Override
  public void end(NodeId node) {
    int removed =
        database.transaction(
            handle -> handle.execute("DELETE FROM nodes WHERE id = ?", node.value()));
    LOG.log(System.Logger.Level.DEBUG, "removed {0} node, which ends", removed);
  }

  @Override
  public boolean deleteOrphans() {
    var orphaned =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT DISTINCT p.node_id
                        FROM (SELECT DISTINCT node_id FROM presence) p
                             LEFT JOIN nodes n ON n.id = p.node_id
                        WHERE n.id IS NULL
                        LIMIT 1
                        """)
                    .mapTo(Long.class)
                    .findOne());
    if (orphaned.isEmpty()) {
      return false;
    }
    int deleted =
        database.transaction(
            handle ->
                handle.execute(
                    "DELETE FROM presence WHERE node_id = ? LIMIT ?", orphaned.get(), PAGE));
    LOG.log(System.Logger.Level.DEBUG, "deleted {0} people of a node that is gone", deleted);
    return true;
  }
}
