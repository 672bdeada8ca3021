package chat.adapter.search.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;

/**
 * A directory of Lucene that only its owner may enter, and whose files only they may read, whatever
 * the umask: the index holds the words of messages. Thread-safe. Without modes on file systems that
 * have none.
 */
final class OwnerOnlyDirectory extends FilterDirectory {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path path;

  private OwnerOnlyDirectory(Path path, Directory files) {
    super(files);
    this.path = path;
  }

  /** Opens a directory, which is made when it isn't there, and closes it to others. */
  static Directory open(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(path);
      return FSDirectory.open(path);
    }
    FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(FOLDER);
    Files.createDirectories(path, mode);
    if (!Files.getPosixFilePermissions(path).equals(FOLDER)) {
      Files.setPosixFilePermissions(path, FOLDER);
      try (var files = Files.newDirectoryStream(path, Files::isRegularFile)) {
        for (var file : files) {
          Files.setPosixFilePermissions(file, FILE);
        }
      }
    }
    return new OwnerOnlyDirectory(path, FSDirectory.open(path));
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    return closed(super.createOutput(name, context));
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    return closed(super.createTempOutput(prefix, suffix, context));
  }

  private IndexOutput closed(IndexOutput output) throws IOException {
    try {
      Files.setPosixFilePermissions(path.resolve(output.getName()), FILE);
      return output;
    } catch (IOException | RuntimeException e) {
      output.close();
      throw e;
    }
  }

  @Override
  public Lock obtainLock(String name) throws IOException {
    var lock = super.obtainLock(name);
    Files.setPosixFilePermissions(path.resolve(name), FILE);
    return lock;
  }
}
