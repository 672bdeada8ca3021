package chat.application.log;

import chat.domain.message.MessageLog;
import chat.domain.message.MessageLog.Head;
import chat.domain.room.RoomId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the rooms in which other processes wrote. The cost of a look depends on how much was posted
 * lately, not on how many rooms there are. For one thread.
 *
 * <p>A look sees the rooms of all messages posted since the look before the last one, the heads of
 * the rooms that were active lately, and the next part of a round through all rooms. Overlapping
 * transactions may make a message visible after one with a higher id; so every tenth look begins
 * where the one twenty looks ago ended. What is visible even later is found by the round.
 */
final class Sweep {
  private static final int POSTS = 10_000;
  private static final int ACTIVE_ROOMS = 1_000;
  private static final int ROOMS_OF_A_ROUND = 1_000;
  private static final int LATE_EVERY = 10;
  private static final int LATE_LOOKS = 20;

  /** How far before the newest message it begins, for transactions that are not over yet. */
  private static final int OVERLAP = 1_000;

  private final MessageLog log;

  /** The least recently active room first. */
  private final Map<RoomId, Boolean> active =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Boolean> eldest) {
          return size() > ACTIVE_ROOMS;
        }
      };

  /** The marks at which the last looks ended, the oldest first. */
  private final Deque<Long> ends = new ArrayDeque<>();

  private long beforeLast;
  private long looks;
  private long round;

  /** Reads where the log ends. To be called before all rooms are compared. */
  Sweep(MessageLog log) {
    this.log = log;
    begin();
  }

  private void begin() {
    beforeLast = Math.max(0, log.newestMessage() - OVERLAP);
    ends.clear();
    ends.add(beforeLast);
  }

  /** A room has a new event. */
  void active(RoomId room) {
    active.put(room, true);
  }

  /** Looks once and reports the heads that it sees; the same room may be among them repeatedly. */
  void look(Consumer<Head> seen) {
    boolean isWhole = lookAtNextOfRound(seen);
    if (isWhole) {
      // Nothing is left to look for.
      begin();
      return;
    }
    lookAtPosts(seen);
    if (!active.isEmpty()) {
      log.heads(active.keySet()).forEach(seen);
    }
  }

  private void lookAtPosts(Consumer<Head> seen) {
    looks++;
    long mark = looks % LATE_EVERY == 0 ? ends.getFirst() : beforeLast;
    MessageLog.Posts posts;
    do {
      posts = log.postedAfter(mark, POSTS);
      mark = posts.mark();
      posts.rooms().forEach(seen);
    } while (posts.more());
    beforeLast = ends.getLast();
    ends.add(mark);
    if (ends.size() > LATE_LOOKS) {
      ends.removeFirst();
    }
  }

  /** Returns whether those were all rooms that there are. */
  private boolean lookAtNextOfRound(Consumer<Head> seen) {
    var heads = log.heads(round, ROOMS_OF_A_ROUND);
    heads.forEach(seen);
    boolean isEnd = heads.size() < ROOMS_OF_A_ROUND;
    boolean isWhole = isEnd && round == 0;
    round = isEnd ? 0 : heads.get(heads.size() - 1).room().value();
    return isWhole;
  }
}
