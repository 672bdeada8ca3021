package chat.adapter.persistence;

import chat.testkit.PlainNameSkeletons;
import chat.testkit.Tag;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreContractsTest extends StoreContracts {
  @TempDir static Path directory;

  @Override
  JdbiStore open() {
    return SqliteStore.open(directory.resolve(Tag.next()), new PlainNameSkeletons());
  }
}
