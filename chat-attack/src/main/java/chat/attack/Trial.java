package chat.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * How attacks are tried.
 *
 * @param jar the server's
 * @param flags more flags for its Java
 * @param heapMegabytes how much heap it gets
 * @param seconds how long each attack lasts
 * @param scale how large the attacks are, 1 for their full size
 * @param shared whether attacks that can do so share a server, one after the other
 * @param bcryptCost what passwords cost; empty for the server's default
 */
record Trial(
    Path jar,
    List<String> flags,
    int heapMegabytes,
    long seed,
    int seconds,
    double scale,
    boolean shared,
    OptionalInt bcryptCost,
    Bounds bounds) {
  Trial {
    flags = List.copyOf(flags);
  }
}
