package chat.application.log;

import java.time.Duration;

/**
 * How often a follower does things.
 *
 * @param look how long after a look for events of other processes the next one follows, at least
 * @param retry how long after a failure the consumer is opened again
 * @param longestRetry to which that grows while a disk stays full
 */
record Pace(Duration look, Duration retry, Duration longestRetry) {
  static final Pace NORMAL =
      new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30));
}
