package chat.application.message;

import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Finds what other processes put into the log of followed rooms and no feed delivered: compares the
 * heads of the followed rooms with what their subscribers have, once a second. Only for stores that
 * several processes may use at once. May be used by any thread.
 */
public final class Backstop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Backstop.class.getName());

  /** How many rooms one statement asks for. */
  static final int ROOMS_AT_ONCE = 1_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** It pauses so many times longer than it works: a twentieth of the time is for work. */
  private static final int PAUSES = 19;

  private final FollowRoomService followers;
  private final MessageLog log;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var looking = new Thread(task, "backstop");
            looking.setDaemon(true);
            return looking;
          });

  public Backstop(FollowRoomService followers, MessageLog log) {
    this.followers = followers;
    this.log = log;
  }

  /** Begins to look, until it is closed. */
  public void start() {
    lookAfter(PAUSE);
  }

  private void lookAfter(Duration pause) {
    try {
      var unused = thread.schedule(this::lookAndGoOn, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "the backstop is closed");
    }
  }

  private void lookAndGoOn() {
    long begun = System.nanoTime();
    try {
      look();
    } catch (RuntimeException later) {
      // Health tells that the store is away; once a second would be too often.
      LOG.log(Level.DEBUG, "couldn''t read the heads of rooms: {0}", later.getMessage());
    } finally {
      lookAfter(pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  /** How long it pauses when a look took so long. */
  static Duration pauseAfter(Duration look) {
    var fair = look.multipliedBy(PAUSES);
    return fair.compareTo(PAUSE) > 0 ? fair : PAUSE;
  }

  /** Looks once. */
  void look() {
    var positions = followers.positions();
    var followed = new ArrayList<>(positions.keySet());
    for (int from = 0; from < followed.size(); from += ROOMS_AT_ONCE) {
      look(followed.subList(from, Math.min(followed.size(), from + ROOMS_AT_ONCE)), positions);
    }
  }

  private void look(List<RoomId> some, Map<RoomId, Long> positions) {
    var heads =
        log.heads(Set.copyOf(some)).stream()
            .collect(Collectors.toMap(MessageLog.Head::room, MessageLog.Head::seq));
    for (var room : some) {
      // A room that isn't there any more was opened after the day to which the database was put.
      followers.compare(room, positions.getOrDefault(room, 0L), heads.getOrDefault(room, 0L));
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
