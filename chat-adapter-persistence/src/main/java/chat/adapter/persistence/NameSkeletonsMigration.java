package chat.adapter.persistence;

import chat.adapter.persistence.database.Look;
import chat.domain.NameSkeletons;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Gives the names that are there their skeletons: at the first start with this migration, and again
 * whenever skeletons change ({@link NameSkeletons#version()}). Of names that look alike the first
 * one has the skeleton, and the others have none; nobody is renamed. One transaction.
 */
final class NameSkeletonsMigration implements JavaMigration {
  private static final int BATCH = 1_000;

  private final NameSkeletons skeletons;
  private final String updateOrIgnore;

  /**
   * @param updateOrIgnore how the dialect begins an update that leaves out rows whose unique key
   *     another one has
   */
  NameSkeletonsMigration(NameSkeletons skeletons, String updateOrIgnore) {
    this.skeletons = skeletons;
    this.updateOrIgnore = updateOrIgnore;
  }

  /** None: it runs after all that have one, each time its checksum has changed. */
  @Override
  @SuppressWarnings("NullAway") // Flyway isn't annotated: null stands for a repeatable migration.
  public MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "name skeletons";
  }

  @Override
  public Integer getChecksum() {
    return skeletons.version().hashCode();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    for (var name : List.of(new Name("users", "username"), new Name("chat_rooms", "name"))) {
      fill(context, name);
    }
  }

  private record Name(String table, String column) {}

  private void fill(Context context, Name name) throws SQLException {
    var connection = context.getConnection();
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE " + name.table() + " SET skeleton = NULL");
    }
    var page =
        "SELECT id, %s FROM %s WHERE id > ? ORDER BY id LIMIT %d"
            .formatted(name.column(), name.table(), BATCH);
    var update = updateOrIgnore + " " + name.table() + " SET skeleton = ? WHERE id = ?";
    try (var read = connection.prepareStatement(page);
        var write = connection.prepareStatement(update)) {
      long last = 0;
      while (true) {
        read.setLong(1, last);
        int rows = 0;
        try (var row = read.executeQuery()) {
          while (row.next()) {
            last = row.getLong(1);
            write.setBytes(1, new Look(skeletons.of(row.getString(2))).bytes());
            write.setLong(2, last);
            write.addBatch();
            rows++;
          }
        }
        if (rows == 0) {
          return;
        }
        write.executeBatch();
      }
    }
  }
}
