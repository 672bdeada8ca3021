package chat.proof.check;

/**
 * A promise that was broken.
 *
 * @param what what is wrong and where, for a person
 */
public record Violation(Kind kind, String what) {
  /** How a promise can be broken. */
  public enum Kind {
    /** An acknowledged message or change is missing, or one that somebody was shown. */
    LOST,
    /** What happened once is there twice, or was shown twice. */
    DOUBLED,
    /**
     * Shown after what comes after it, or stored before what was acknowledged before it was sent.
     */
    OUT_OF_ORDER,
    /** Nobody sent it, or what was sent was refused. */
    INVENTED,
    /** It doesn't say what was sent. */
    ALTERED,
    /** It isn't what its acknowledgement said. */
    WRONGLY_ACKED,
    /** Numbers were left out: in what a subscriber was shown, or in the room. */
    GAP,
    /** Two observers were told different things. */
    DISAGREEMENT,
    /** A subscriber was told that its position is of no use, for no reason. */
    RESET,
    /** A subscriber wasn't shown everything although it had the time. */
    BEHIND,
    /** Somebody was shown to be in a room who wasn't, or not shown who was. */
    WRONG_PRESENCE,
    /** What somebody had logged out of went on, or began anew. */
    STILL_OPEN
  }

  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
