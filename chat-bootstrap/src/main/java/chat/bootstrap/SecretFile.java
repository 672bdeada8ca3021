package chat.bootstrap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * The secret of a server with the embedded database: made once, so that tokens outlive a restart,
 * and kept beside the database for its owner alone. Of several threads or processes that ask first,
 * all get the same secret.
 *
 * @param links how a complete draft gets the file's name
 */
record SecretFile(Path path, Links links) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static SecretFile in(Path dataDirectory) {
    return new SecretFile(
        dataDirectory.toAbsolutePath().normalize().resolve("jwt-secret"), Files::createLink);
  }

  /**
   * What is in the file, which is made when there is none.
   *
   * @throws StartFailure when others than the owner may read it, or it is no secret
   */
  JwtSecret secret() {
    try {
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        make();
      }
      if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
        throw new StartFailure(
            "others than its owner may use the secret in " + path + "; make it mode 600");
      }
      return new JwtSecret(Files.readString(path).strip());
    } catch (IOException e) {
      throw new StartFailure(
          "the secret in " + path + " can't be read or made: " + OneLine.of(e.toString()), e);
    } catch (IllegalArgumentException e) {
      throw new StartFailure("the secret in " + path + " " + e.getMessage(), e);
    }
  }

  /**
   * Makes the file complete or not at all: a crash must not leave half a secret. A hard link fails
   * when the name is taken, in one step; {@code Files.move} looks first and then renames, so two
   * callers could each believe that theirs is the secret.
   */
  private void make() throws IOException {
    var draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, JwtSecret.random());
      try {
        links.link(path, draft);
      } catch (FileAlreadyExistsException e) {
        // Another caller was first; its secret counts.
      } catch (UnsupportedOperationException | FileSystemException e) {
        renameAlone(draft);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * For file systems without hard links: looks and renames while nobody else does. The file of the
   * lock stays, because deleting it would let two owners in.
   */
  private void renameAlone(Path draft) throws IOException {
    // A file lock keeps other processes out, but not this one's other threads.
    synchronized (SecretFile.class) {
      try (var file =
              FileChannel.open(
                  path.resolveSibling(path.getFileName() + ".lock"),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  ownerOnly());
          var lock = file.lock()) {
        if (lock.isValid() && Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private void write(Path file, JwtSecret secret) throws IOException {
    try (var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      var text = ByteBuffer.wrap((secret.value() + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Gives a file a second name, in one step; see {@link Files#createLink}. */
  @FunctionalInterface
  interface Links {
    /**
     * @throws FileAlreadyExistsException when the name is taken
     * @throws UnsupportedOperationException when the file system has no hard links
     * @throws FileSystemException the same, as Linux says it
     */
    void link(Path name, Path existing) throws IOException;
  }
}
