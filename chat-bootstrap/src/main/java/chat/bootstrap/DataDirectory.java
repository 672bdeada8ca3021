package chat.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * The directory where a server with the embedded database keeps everything. While it is open no
 * other server can have it. Safe for use by several threads.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String SECRET = "jwt-secret";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory if there is none, for its owner only, and takes it.
   *
   * @throws StartFailure when it can't be written to, or another server has it
   */
  public static DataDirectory open(Path path) {
    var directory = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory, forOwner(directory, "rwx------"));
      var lock =
          FileChannel.open(
              directory.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              forOwner(directory, "rw-------"));
      if (!taken(lock)) {
        lock.close();
        throw new StartFailure(
            "another server is using the data directory " + OneLine.of(directory.toString()));
      }
      return new DataDirectory(directory, lock);
    } catch (IOException e) {
      throw new StartFailure(
          "the data directory "
              + OneLine.of(directory.toString())
              + " can't be written to: "
              + reason(e),
          e);
    }
  }

  private static boolean taken(FileChannel file) throws IOException {
    try {
      // Released by the system when the process ends, however it does.
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** A file of that name in the directory, absolute; it need not be there. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * The directory's own secret. It is made when there is none, so that tokens outlive a restart.
   *
   * @throws StartFailure when others than the owner may read it, or it is no secret
   */
  public JwtSecret jwtSecret() {
    var file = file(SECRET);
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        make(file);
      }
      if (isPosix(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new StartFailure(
            "others than its owner may use the secret in " + file + "; make it mode 600");
      }
      return new JwtSecret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new StartFailure("the secret in " + file + " can't be read: " + reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new StartFailure("the secret in " + file + " " + e.getMessage(), e);
    }
  }

  /** Whole or not at all: a crash in between must not leave half a secret. */
  private void make(Path file) throws IOException {
    var draft = path.resolve(SECRET + "." + UUID.randomUUID());
    try {
      try (var channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              forOwner(path, "rw-------"))) {
        var text =
            ByteBuffer.wrap((JwtSecret.random().value() + "\n").getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      Files.move(draft, file);
    } catch (FileAlreadyExistsException e) {
      // Somebody put one there meanwhile; theirs counts.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static FileAttribute<?>[] forOwner(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it is no directory";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return OneLine.of(String.valueOf(e.getMessage()));
  }

  /** Lets other servers have the directory. Idempotent. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
