package chat.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be tried.
 *
 * @param jar the server
 * @param seed where all choices come from
 * @param duration how long people talk while things break
 * @param rate how many things all talkers together do in a second, at most
 * @param servers that share the store
 * @param rooms in each of which everybody talks and listens
 * @param talkers each of whom also listens by a bare socket
 * @param listeners who use the client library
 * @param record where everything that was done and seen is to be written, as lines of JSON
 */
public record Trial(
    Path jar,
    long seed,
    Duration duration,
    int rate,
    int servers,
    int rooms,
    int talkers,
    int listeners,
    Optional<Path> record) {
  static final int RATE = 100;
  static final int ROOMS = 4;
  static final int TALKERS = 6;
  static final int LISTENERS = 4;

  public Trial {
    if (duration.toMillis() < 1
        || rate < 1
        || servers < 1
        || rooms < 1
        || talkers < 1
        || listeners < 1) {
      throw new IllegalArgumentException("times and numbers must be positive");
    }
  }

  /** With the usual number of people. */
  public static Trial of(Path jar, long seed, Duration duration, int servers) {
    return new Trial(
        jar, seed, duration, RATE, servers, ROOMS, TALKERS, LISTENERS, Optional.empty());
  }
}
