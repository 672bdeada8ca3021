package chat.adapter.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings the tables of a database up to date. Of several servers that do so at once, one does. */
final class Migrations {
  private Migrations() {}

  /**
   * @param dialect the folder that the migrations are in
   * @param database names it in a line for people
   * @param more those that are no SQL
   * @throws CannotOpenStore when a newer version of this program has changed the tables: what this
   *     one would write, that one may not understand
   * @throws org.flywaydb.core.api.FlywayException when the tables aren't what they should be
   */
  static void run(DataSource source, String dialect, String database, JavaMigration... more) {
    var flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:db/migration/" + dialect)
            .javaMigrations(more)
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .cleanDisabled(true)
            // Flyway's own is to go on after a warning when it finds migrations of a newer version.
            .ignoreMigrationPatterns(new String[0])
            .loggers(MigrationLog.class.getName())
            .load();
    refuseNewer(flyway, database);
    flyway.migrate();
  }

  private static void refuseNewer(Flyway flyway, String database) {
    for (var migration : flyway.info().applied()) {
      var state = migration.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw new CannotOpenStore(
            "Can't use "
                + database
                + ": it belongs to a newer version of chat (migration "
                + migration.getVersion()
                + "); run that version, or restore a backup");
      }
    }
  }
}
