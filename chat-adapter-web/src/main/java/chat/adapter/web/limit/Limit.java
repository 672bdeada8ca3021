package chat.adapter.web.limit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is limited, for whom, and how much of it is granted unless the settings say otherwise. To
 * add a limit, add a constant here and its setting.
 */
public enum Limit {
  /** Messages, edits and deletions of a user. */
  MESSAGES(Unit.PER_SECOND, 100),
  /** Frames of a socket. */
  FRAMES(Unit.PER_SECOND, 200),
  /** Rooms that a user joins. */
  JOINS(Unit.PER_SECOND, 100),
  /** Searches of a user for messages and rooms. */
  SEARCHES(Unit.PER_SECOND, 10),
  /** Pages of history and lists of rooms that a user reads without searching. */
  READS(Unit.PER_SECOND, 50),
  /** Rooms that a user opens. */
  ROOMS(Unit.PER_HOUR, 100),
  /** WebSocket handshakes from a client's address, whether they succeed or not. */
  HANDSHAKES(Unit.PER_SECOND, 200),
  /** Sockets that a user has open. */
  SOCKETS(Unit.AT_ONCE, 100),
  /** Registrations from a client's address. */
  REGISTRATIONS(Unit.PER_HOUR, 1_000),
  /** Wrong passwords from a client's address. */
  FAILED_LOGINS_OF_ADDRESS(Unit.PER_HOUR, 300),
  /** Wrong passwords for a user name. */
  FAILED_LOGINS_OF_NAME(Unit.PER_HOUR, 30),
  /** Connections of all clients. */
  CONNECTIONS(Unit.AT_ONCE, 20_000),
  /** Connections of a client's address, unless it is this machine's own. */
  CONNECTIONS_OF_ADDRESS(Unit.AT_ONCE, 2_000);

  /** What a limit's number counts. */
  enum Unit {
    /** Grants per second, saved up for {@value LimitSettings#SAVED_SECONDS} seconds. */
    PER_SECOND,
    /** Grants per hour, saved up for one hour. */
    PER_HOUR,
    /** Things that exist at the same time. */
    AT_ONCE
  }

  private final Unit unit;
  private final int usual;

  Limit(Unit unit, int usual) {
    this.unit = unit;
    this.usual = usual;
  }

  /** How much is granted unless the settings say otherwise. */
  int usual() {
    return usual;
  }

  /**
   * The rate at which so much is granted; null for no limit.
   *
   * @param each how much, 0 for no limit
   */
  @Nullable Rate rate(int each) {
    if (each == 0) {
      return null;
    }
    return switch (unit) {
      case PER_SECOND -> Rate.perSecond(policy(), each);
      case PER_HOUR -> Rate.perHour(policy(), each);
      case AT_ONCE -> throw new IllegalStateException(this + " has no rate");
    };
  }

  /** What the limit is called in headers. */
  private String policy() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
