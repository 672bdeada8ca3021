package chat.adapter.search.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * Where the index is.
 *
 * @param behaviour may have the directory behave differently
 */
record IndexFolder(Path path, UnaryOperator<Directory> behaviour) {
  /** What is taken for nothing: less than the smallest segment wants while it is written. */
  private static final long NO_ROOM = 1024 * 1024;

  static IndexFolder at(Path path) {
    return new IndexFolder(path, directory -> directory);
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  /** Opens it for its owner alone; it is made when it isn't there. */
  Directory open() throws IOException {
    return behaviour.apply(OwnerOnlyDirectory.open(path));
  }

  /**
   * Whether something failed for want of room on the disk. Then what was committed is as good as it
   * was.
   */
  boolean isOutOfRoom(Throwable failure) {
    boolean isOfFiles = false;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        isOfFiles = true;
        if (saysSo(cause)) {
          return true;
        }
      }
    }
    // The system may say it in any language.
    return isOfFiles && hasNoRoom();
  }

  private static boolean saysSo(Throwable cause) {
    var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("not enough space")
        || text.contains("quota exceeded")
        || text.contains("file too large");
  }

  private boolean hasNoRoom() {
    try {
      return Files.getFileStore(path).getUsableSpace() < NO_ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }
}
