package chat.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of some megabytes under a directory, for one program, until there is to be more room on
 * it. Where the system grants a user a namespace it is a tmpfs of the program's own, which gets
 * full as any disk does. Else the program's files can't grow: it takes that for a disk that fails.
 */
final class SmallDisk {
  private static final List<String> NAMESPACE = List.of("unshare", "--mount", "--map-root-user");
  private static final int MEGABYTES = 10;
  private static final int MEGABYTES_TO_COME = 6;
  private static final String TO_COME = "taken-by-something-else";

  private final Path directory;
  private final boolean isMounted;

  private SmallDisk(Path directory, boolean isMounted) {
    this.directory = directory;
    this.isMounted = isMounted;
  }

  /** A disk that gets full, where that may be; otherwise as {@link #limited}. */
  static SmallDisk under(Path directory) {
    return new SmallDisk(directory, mayMount());
  }

  /** Files that can't grow. */
  static SmallDisk limited(Path directory) {
    return new SmallDisk(directory, false);
  }

  private static boolean mayMount() {
    var mount = new ArrayList<>(NAMESPACE);
    mount.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt"));
    return succeeds(mount);
  }

  /** What the program is started with, before its own name. */
  List<String> launch() {
    if (!isMounted) {
      return List.of("prlimit", "--fsize=" + (MEGABYTES - MEGABYTES_TO_COME) * 1024 * 1024 + ":");
    }
    var launch = new ArrayList<>(NAMESPACE);
    launch.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs -o size=%dm tmpfs '%s' && head -c %dm /dev/zero > '%s' && exec \"$@\""
                .formatted(MEGABYTES, directory, MEGABYTES_TO_COME, directory.resolve(TO_COME)),
            "sh"));
    return launch;
  }

  /** Makes room, for the program of that id. */
  void makeRoom(long program) throws IOException {
    if (isMounted) {
      // The program's own view of its files.
      var root = Path.of("/proc", Long.toString(program), "root");
      Files.delete(root.resolve(Path.of("/").relativize(directory.resolve(TO_COME))));
    } else if (!succeeds(List.of("prlimit", "--pid", "" + program, "--fsize=unlimited:"))) {
      throw new IOException("the files of " + program + " still can't grow");
    }
  }

  /** What a client is told when it is full. */
  String words() {
    return isMounted
        ? "the disk of the database is full"
        : "the disk of the database fails, is read-only or over its quota";
  }

  private static boolean succeeds(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
