package chat.adapter.persistence.presence;

import java.time.Duration;

/**
 * How often a node does what. A node that was killed is given up {@code goneAfter} and at most two
 * looks after it renewed its row for the last time: with the defaults, 14 seconds.
 *
 * @param look how often it looks whether others changed
 * @param soonest the least time between two looks, however often notices come
 * @param renew how often it renews its row
 * @param goneAfter how long another node's row may stand still
 * @param write how long changes are collected before they are written
 * @param sweep how often rows are deleted that nobody needs any more
 */
public record Timings(
    Duration look,
    Duration soonest,
    Duration renew,
    Duration goneAfter,
    Duration write,
    Duration sweep) {
  public static final Timings DEFAULTS =
      new Timings(
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofSeconds(3),
          Duration.ofSeconds(12),
          Duration.ofMillis(100),
          Duration.ofSeconds(60));
}
