package chat.adapter.persistence;

import chat.testmysql.TestDatabase;

final class MySqlPresenceTest extends PresenceContracts {
  @Override
  MySqlStore open() {
    return Databases.open(TestDatabase.shared().createDatabase());
  }
}
