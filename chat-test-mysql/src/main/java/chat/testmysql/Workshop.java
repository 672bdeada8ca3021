package chat.testmysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The folder where servers are unpacked, once for all JVMs that build this project, and where each
 * running server has a folder of its own. Safe to use from several threads and JVMs at a time.
 */
final class Workshop {
  private static final String LOCKED = ".lock";

  /**
   * Closing a second channel on a file would drop this JVM's lock on it, so these are never probed.
   */
  private static final Set<String> OWN = new HashSet<>();

  private final Path installations;
  private final Path running;

  private Workshop(Path folder) throws IOException {
    installations = Files.createDirectories(folder.resolve("installed"));
    running = Files.createDirectories(folder.resolve("running"));
  }

  /**
   * In this module's {@code target}, whichever module the tests run in; elsewhere in the temp
   * folder.
   */
  static Workshop open() {
    try {
      return new Workshop(place());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path place() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var module = at.resolve("chat-test-mysql");
      if (Files.exists(module.resolve("pom.xml")))
        return module.resolve("target").resolve("servers");
    }
    return Path.of(
        System.getProperty("java.io.tmpdir"), "chat-test-mysql-" + System.getProperty("user.name"));
  }

  /**
   * The folder of that name, made by {@code recipe} if no JVM has done so before: whole, or not at
   * all.
   */
  Path installed(String name, Recipe recipe) throws IOException {
    var home = installations.resolve(name);
    synchronized (Workshop.class) {
      try (var guard = guard()) {
        if (Files.isDirectory(home)) return home;
        var staging = installations.resolve(name + ".staging");
        Folders.delete(staging);
        recipe.make(Files.createDirectories(staging));
        return Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** A new empty folder, deleted on close, or by a later run if this JVM doesn't live to do so. */
  Room room() throws IOException {
    synchronized (Workshop.class) {
      try (var guard = guard()) {
        sweep();
        return new Room(UUID.randomUUID().toString());
      }
    }
  }

  private static synchronized void leave(Room room) throws IOException {
    Folders.delete(room.folder());
    Files.deleteIfExists(room.lockFile);
    room.lock.close();
    OWN.remove(room.name);
  }

  private FileChannel guard() throws IOException {
    var channel = openLockFile(installations.resolveSibling("guard" + LOCKED));
    var unused = channel.lock();
    return channel;
  }

  private void sweep() throws IOException {
    try (var rooms = Files.newDirectoryStream(running, "*" + LOCKED)) {
      for (Path lockFile : rooms) {
        var fileName = lockFile.getFileName().toString();
        var name = fileName.substring(0, fileName.length() - LOCKED.length());
        if (!OWN.contains(name)) sweep(name, lockFile);
      }
    }
  }

  private void sweep(String name, Path lockFile) throws IOException {
    try (var channel = openLockFile(lockFile);
        FileLock lock = channel.tryLock()) {
      if (lock == null) return;
      Folders.delete(running.resolve(name));
      Files.deleteIfExists(lockFile);
    }
  }

  private static FileChannel openLockFile(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Fills an empty folder. */
  interface Recipe {
    void make(Path folder) throws IOException;
  }

  /** One running server's folder; the lock on a file beside it says that its JVM is alive. */
  final class Room implements AutoCloseable {
    private final String name;
    private final Path lockFile;
    private final FileChannel lock;

    private Room(String name) throws IOException {
      this.name = name;
      lockFile = running.resolve(name + LOCKED);
      lock = openLockFile(lockFile);
      var unused = lock.lock();
      OWN.add(name);
      Files.createDirectory(folder());
    }

    Path folder() {
      return running.resolve(name);
    }

    @Override
    public void close() throws IOException {
      leave(this);
    }
  }
}
