package chat.proof.check;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done or seen. Entries stand in the order in which they were recorded: what is
 * about to be done is recorded before it is done, what was seen after it was seen, so that an ack
 * recorded before a send really came before it.
 */
public sealed interface Entry {
  /**
   * Somebody is about to send a message, or to send it once more.
   *
   * @param attempt this try's number in the run
   * @param clientId the sender's name for the message, used for no other message of the run
   * @param content said under no other {@code clientId} of the run
   */
  record Sent(long attempt, String sender, long room, String clientId, String content)
      implements Entry {}

  /** A try was acknowledged: the message is stored, says the server, under this id and number. */
  record Acked(long attempt, long id, long seq, boolean duplicate) implements Entry {}

  /** A try was refused for good: it has stored nothing. */
  record Refused(long attempt, String code) implements Entry {}

  /**
   * A message's author is about to edit it, or to delete it.
   *
   * @param change this change's number in the run
   * @param content what the message is to say, found nowhere else in the run; null deletes
   */
  record ChangeTried(long change, String sender, long room, long id, @Nullable String content)
      implements Entry {}

  /** A change was acknowledged. */
  record ChangeAcked(long change) implements Entry {}

  /** A change was refused for good: it has changed nothing. */
  record ChangeRefused(long change, String code) implements Entry {}

  /** A subscriber follows a room from here on: the first event that it is to see is the next. */
  record Started(String subscriber, long room, long seq) implements Entry {}

  /** A subscriber was shown an event. */
  record Seen(String subscriber, Event event) implements Entry {}

  /** A subscriber was told that its position is of no use, and goes on after this number. */
  record WasReset(String subscriber, long room, String reason, long seq) implements Entry {}

  /** The last number of a room when everything was over. */
  record Head(long room, long seq) implements Entry {}

  /**
   * A message in the history as it was read when everything was over.
   *
   * @param reading which reading of it
   */
  record Stored(
      Reading reading,
      long room,
      long id,
      long seq,
      String author,
      String content,
      boolean edited,
      boolean deleted)
      implements Entry {
    Stored withContent(String other) {
      return new Stored(reading, room, id, seq, author, other, edited, deleted);
    }
  }

  /**
   * Who was in a room when nobody came or went any more.
   *
   * @param observer who was notified
   * @param there who was there
   * @param shown who was there as far as the observer was notified
   */
  record Present(String observer, long room, Set<String> there, Set<String> shown)
      implements Entry {
    public Present {
      there = Set.copyOf(there);
      shown = Set.copyOf(shown);
    }
  }

  /**
   * Somebody had logged out, says the server.
   *
   * @param mostMillis how long a socket of that token might go on after that
   * @param millis how long it did
   * @param cameBack whether the token opened another socket after that
   */
  record LoggedOut(String who, long mostMillis, long millis, boolean cameBack) implements Entry {}

  /** The ways to read a history. */
  enum Reading {
    /** From the newest message to the oldest. */
    BACKWARDS,
    /** From the oldest message to the newest. */
    FORWARDS
  }
}
