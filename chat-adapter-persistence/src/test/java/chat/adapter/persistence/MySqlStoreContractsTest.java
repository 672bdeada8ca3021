package chat.adapter.persistence;

import chat.testmysql.TestDatabase;

final class MySqlStoreContractsTest extends StoreContracts {
  @Override
  JdbiStore open() {
    return Databases.open(TestDatabase.shared().createDatabase());
  }
}
