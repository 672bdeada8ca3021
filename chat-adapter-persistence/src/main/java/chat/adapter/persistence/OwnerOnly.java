package chat.adapter.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what is in a data directory from everybody but its owner, whatever the umask: mode 700 for
 * the directory, 600 for its files. Does nothing on file systems without such modes.
 */
final class OwnerOnly {
  private static final System.Logger LOG = System.getLogger(OwnerOnly.class.getName());

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** For a directory that is made. */
  static FileAttribute<?>[] directory(Path path) {
    return attributes(path, DIRECTORY);
  }

  /** For a file that is made. */
  static FileAttribute<?>[] file(Path path) {
    return attributes(path, FILE);
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }

  /**
   * Closes a directory and those of its files to others, where they are open, and says so in one
   * line of the log.
   *
   * @throws CannotOpenStore when that isn't allowed and others may write to the directory, who
   *     could put a database of theirs in place of ours
   * @throws IOException when the modes can't be read, or those of a file can't be changed
   */
  static void mend(Path directory, List<String> files) throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    var mended = new ArrayList<String>();
    var mode = Files.getPosixFilePermissions(directory);
    if (isOpen(mode, DIRECTORY)) {
      try {
        Files.setPosixFilePermissions(directory, DIRECTORY);
        mended.add(PosixFilePermissions.toString(mode));
      } catch (IOException notOurs) {
        if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
          throw new CannotOpenStore(
              "Everybody may write to the data directory "
                  + directory
                  + ", and it isn't ours to close: make it mode 700, owned by the server's user",
              notOurs);
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "The data directory {0} is open to others ({1}) and isn''t ours to close",
            directory,
            PosixFilePermissions.toString(mode));
      }
    }
    for (var name : files) {
      var file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && isOpen(Files.getPosixFilePermissions(file), FILE)) {
        Files.setPosixFilePermissions(file, FILE);
        mended.add(name);
      }
    }
    if (!mended.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The data directory {0} was open to others ({1}); now its owner alone may use it",
          directory,
          String.join(", ", mended));
    }
  }

  private static boolean isOpen(Set<PosixFilePermission> mode, Set<PosixFilePermission> allowed) {
    var beyond = EnumSet.noneOf(PosixFilePermission.class);
    beyond.addAll(mode);
    beyond.removeAll(allowed);
    // Only what others may do is a reason to change anything.
    beyond.remove(PosixFilePermission.OWNER_EXECUTE);
    return !beyond.isEmpty();
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
