package chat.adapter.web.connection;

import java.time.Duration;

/**
 * How long the server waits for a client.
 *
 * @param firstByte for a new connection to ask for something
 * @param head from a request's first byte to the end of its head
 * @param body for the whole body, from the end of the head
 * @param betweenRequests for another request on a connection that had one
 * @param answer for a client that takes nothing; from then on it has to take {@code bytesPerSecond}
 * @param bytesPerSecond counted from the moment at which an answer had to wait for the client
 */
public record Patience(
    Duration firstByte,
    Duration head,
    Duration body,
    Duration betweenRequests,
    Duration answer,
    int bytesPerSecond) {
  public static final Patience DEFAULTS =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          2_048);

  /** The same while connections are scarce: those without a request are for others. */
  Patience whenCrowded() {
    return new Patience(
        Duration.ofSeconds(5), head, body, Duration.ofSeconds(5), answer, bytesPerSecond);
  }

  /** Whether so few bytes in such a time are too few. */
  boolean tooSlow(long nanos, long bytes) {
    long late = nanos - answer.toNanos();
    return late > 0 && bytes < late / 1_000_000 * bytesPerSecond / 1_000;
  }
}
