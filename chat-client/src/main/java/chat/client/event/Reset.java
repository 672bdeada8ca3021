package chat.client.event;

/**
 * The listener's position is of no use any more: what it has seen of the room may not be what is
 * there now. It throws away what it has and reads the history over REST; logged events go on after
 * {@code seq}.
 *
 * @param seq where the room stands: the next logged event has the number after it
 */
public record Reset(long roomId, Reason reason, long seq) implements RoomEvent {
  /** Why a position is of no use. */
  public enum Reason {
    /** The server's database has another history now, from a backup for example. */
    EPOCH,
    /** More happened since than the server tells one by one. */
    TOO_FAR,
    /** The room has no such number yet. */
    AHEAD,
    /** One that this version of the client doesn't know. */
    OTHER
  }
}
