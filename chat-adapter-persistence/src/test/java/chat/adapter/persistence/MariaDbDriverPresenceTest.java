package chat.adapter.persistence;

import chat.testmysql.TestDatabase;

/** The same through MariaDB's own driver, which speaks to MySQL as well. */
final class MariaDbDriverPresenceTest extends PresenceContracts {
  @Override
  MySqlStore open() {
    return Databases.open(Databases.throughMariaDbDriver(TestDatabase.shared().createDatabase()));
  }
}
