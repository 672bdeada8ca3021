package chat.adapter.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of a database up to date. Of several servers that do so at once, one does. */
final class Migrations {
  private Migrations() {}

  /**
   * @param dialect the folder that the migrations are in
   * @throws org.flywaydb.core.api.FlywayException when the tables aren't what they should be
   */
  static void run(DataSource source, String dialect) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration/" + dialect)
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .loggers(MigrationLog.class.getName())
        .load()
        .migrate();
  }
}
