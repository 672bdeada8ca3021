package chat.adapter.persistence.message;

import java.util.List;
import java.util.OptionalLong;

/**
 * Finds where a room's messages go on when the newest are left out. A few are walked along the
 * index of the messages, in one statement, however many edits lie between them. More are passed in
 * strides: the log never changes below its head, so statements one after the other see the same. A
 * stride jumps over everything between two edits where these are rare, and walks along the messages
 * where they aren't. So the cost is that of the edits or of the messages that are passed, whichever
 * are fewer.
 */
final class Skipping {
  /** Entries of an index that one statement reads at most: about a millisecond. */
  static final int STRIDE = 10_000;

  private static final int CHANGES = 1_000;

  /** The statements. */
  interface Room {
    /** The highest {@code seq}; 0 in an empty or unknown room. */
    long head();

    /** The {@code seq} of the n-th message below a position, counted downwards from 1. */
    OptionalLong message(long below, int n);

    /** The numbers below a position that are no messages, the highest first. */
    List<Long> changes(long below, int limit);
  }

  private final Room room;
  private final int stride;
  private final int changes;

  Skipping(Room room) {
    this(room, STRIDE, CHANGES);
  }

  /**
   * @param stride how many messages one statement walks along at most
   * @param changes how many edits and deletions one statement reads at most
   */
  Skipping(Room room, int stride, int changes) {
    this.room = room;
    this.stride = stride;
    this.changes = changes;
  }

  /**
   * As {@link chat.domain.message.MessageLog#skip}.
   *
   * @param count 1 or more
   */
  long from(long seq, int count) {
    if (count <= stride) {
      return room.message(seq, count).orElse(1);
    }
    long position = Math.min(seq, room.head() + 1);
    int left = count;
    while (left > stride) {
      var passed = room.changes(position, changes);
      for (int i = 0; i < passed.size(); i++) {
        long messages = position - passed.get(i) - i - 1;
        if (messages >= left) {
          return position - left - i;
        }
      }
      if (passed.size() < changes) {
        return Math.max(1, position - left - passed.size());
      }
      long lowest = passed.get(changes - 1);
      int messages = (int) (position - lowest - changes);
      if (messages >= changes) {
        position = lowest;
        left -= messages;
      } else {
        var walked = room.message(position, stride);
        if (walked.isEmpty()) {
          return 1;
        }
        position = walked.getAsLong();
        left -= stride;
      }
    }
    return left == 0 ? position : room.message(position, left).orElse(1);
  }
}
