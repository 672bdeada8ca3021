package chat.bootstrap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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
 * The secret of a server with the embedded database: made once, so that tokens outlive a restart,
 * and kept beside the database for its owner alone.
 */
record SecretFile(Path path) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static SecretFile in(Path dataDirectory) {
    return new SecretFile(dataDirectory.toAbsolutePath().normalize().resolve("jwt-secret"));
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

  /** Whole or not at all: a crash in between must not leave half a secret. */
  private void make() throws IOException {
    var draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
    try {
      write(draft, JwtSecret.random());
      Files.move(draft, path);
    } catch (FileAlreadyExistsException e) {
      // Somebody put one there meanwhile; theirs counts.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void write(Path file, JwtSecret secret) throws IOException {
    FileAttribute<?>[] ownerOnly =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      var text = ByteBuffer.wrap((secret.value() + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
