package chat.application.epoch;

import chat.application.message.FollowRoomService;
import chat.application.room.KnownRooms;
import chat.domain.token.LiveSessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Makes this server forget what it knew of the epoch before. A session that begins while this ends
 * all others compares its token's epoch with the current one by itself. Used by one thread at a
 * time.
 */
public final class NoticeNewEpochService implements NoticeNewEpoch {
  private static final Logger LOG = System.getLogger(NoticeNewEpochService.class.getName());

  private final CurrentEpoch epoch;
  private final KnownRooms rooms;
  private final FollowRoomService followers;
  private final LiveSessions sessions;

  public NoticeNewEpochService(
      CurrentEpoch epoch, KnownRooms rooms, FollowRoomService followers, LiveSessions sessions) {
    this.epoch = epoch;
    this.rooms = rooms;
    this.followers = followers;
    this.sessions = sessions;
  }

  @Override
  public boolean look() {
    if (!epoch.refresh()) {
      return false;
    }
    LOG.log(
        Level.WARNING,
        "the database is in another epoch, {0}: all sockets end, and clients start over",
        epoch.get().value());
    // Before rooms go on: what is said from now on means nothing to those who are connected.
    sessions.end(sessions.tokens());
    rooms.forget();
    followers.restart();
    return true;
  }
}
