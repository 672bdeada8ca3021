package chat.adapter.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory, for its owner alone, that one process has to itself from {@link #take} to {@link
 * #close}, or to its death. A lock on a file in it says so; the file itself stays.
 */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "chat.lock";

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory unless it is there, and closes it to others.
   *
   * @param files those that may be in it, to be closed to others as well
   */
  static DataDirectory take(Path path, List<String> files) {
    @Nullable FileChannel lock = null;
    try {
      Files.createDirectories(path, OwnerOnly.directory(path));
      OwnerOnly.mend(path, List.of(LOCK));
      lock =
          FileChannel.open(
              path.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(path));
      if (isTaken(lock)) {
        lock.close();
        throw new CannotOpenStore(
            "The data directory " + path + " is in use by another chat server");
      }
      OwnerOnly.mend(path, files);
      return new DataDirectory(path, lock);
    } catch (IOException e) {
      throw new CannotOpenStore("The data directory " + path + " can't be used: " + e, e);
    }
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /**
   * A file in it. Made empty, unless it is there, for its owner alone: SQLite gives its other files
   * the mode of this one.
   */
  Path file(String name) {
    var file = path.resolve(name);
    try {
      FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(path))
          .close();
    } catch (IOException e) {
      throw new CannotOpenStore("The data directory " + path + " can't be used: " + e, e);
    }
    return file;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
