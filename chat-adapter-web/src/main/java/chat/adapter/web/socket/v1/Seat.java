package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.fanout.Listener;
import chat.adapter.web.socket.fanout.RoomFrames;
import chat.application.message.JoinRoom;
import chat.application.message.ResumeRoom;
import chat.application.room.ReadableRoom;
import chat.domain.StoreUnavailable;
import chat.domain.room.RoomId;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place in a room, in chat.v1. It knows up to which number its client was sent
 * everything. While the client resumes, live events are not kept but read from the log, until the
 * last one that went by has been sent. So nothing is buffered however far behind a client is, and
 * nothing is sent twice or left out. After that live events follow one another without a gap. May
 * be used by any thread.
 */
final class Seat implements Listener.Numbered {
  /** More of a crowd isn't listed to everybody who joins it. */
  static final int LISTED_MEMBERS = 1_000;

  private final RoomId room;
  private final Connection connection;
  private final Hub hub;
  private final V1Dialect dialect;
  private final Consumer<Seat> onBehind;

  // Guarded by this.
  private @Nullable ReadableRoom readable;
  private JoinRoom.@Nullable Membership membership;

  /** Whether the client was told that it is in, so that the room's frames may follow. */
  private boolean announced;

  private boolean closed;

  /** The last number that the client was told. */
  private long position;

  /** The highest number that is known to be there, told or not. */
  private long head;

  /** Whether the next live event is the next one to tell. */
  private boolean live;

  /**
   * @param onBehind has it {@link #catchUp} soon; must be quick
   */
  Seat(RoomId room, Consumer<Seat> onBehind, Connection connection, Hub hub, V1Dialect dialect) {
    this.room = room;
    this.onBehind = onBehind;
    this.connection = connection;
    this.hub = hub;
    this.dialect = dialect;
  }

  /** What became of an attempt to enter. */
  enum Entry {
    /** In, and told everything. */
    LIVE,
    /** In, and something must be told from the log ({@link #catchUp}). */
    BEHIND,
    NO_SUCH_ROOM,
    /** It was left again meanwhile. */
    LEFT
  }

  /**
   * Takes the place and tells the client. Blocks on the store.
   *
   * @param from what the client has, or null for what comes from now on
   * @throws StoreUnavailable then the place isn't taken
   */
  Entry enter(ResumeRoom.@Nullable Position from) {
    var found = dialect.useCases().roomAccess().readable(connection.who(), room);
    return found.isPresent() ? enter(found.get(), from) : Entry.NO_SUCH_ROOM;
  }

  private Entry enter(ReadableRoom found, ResumeRoom.@Nullable Position from) {
    var place = dialect.useCases().joinRoom().join(found);
    try {
      // Followed before the position is compared: what happens in between is noticed.
      long followed = hub.enter(found, this);
      var resume = dialect.useCases().resumeRoom().resume(found, from, followed);
      var entry = settle(found, place, resume);
      if (entry == Entry.LEFT) {
        giveUp(place);
      }
      return entry;
    } catch (RuntimeException failed) {
      giveUp(place);
      throw failed;
    }
  }

  private synchronized Entry settle(
      ReadableRoom found, JoinRoom.Membership place, ResumeRoom.Outcome resume) {
    if (closed) {
      return Entry.LEFT;
    }
    readable = found;
    membership = place;
    position = resume.fold(ResumeRoom.Outcome.GoOn::afterSeq, this::startOver);
    head = Math.max(head, resume.head());
    connection.deliver(V1Encoding.joined(room, resume.head(), place.present(LISTED_MEMBERS)));
    announced = true;
    live = position >= head;
    return live ? Entry.LIVE : Entry.BEHIND;
  }

  private long startOver(ResumeRoom.Outcome.StartOver outcome) {
    connection.deliver(V1Encoding.reset(room, outcome.reason(), outcome.head()));
    return outcome.head();
  }

  /**
   * Tells the next of what the client missed. Blocks on the store; called again while it says so,
   * one at a time.
   *
   * @param pageBytes how many bytes it tells at once, but for one event at least
   * @return whether there is more to tell
   * @throws StoreUnavailable then nothing has changed
   */
  boolean catchUp(int pageBytes) {
    ReadableRoom found;
    long from;
    synchronized (this) {
      found = readable;
      if (closed || live || found == null) {
        return false;
      }
      from = position;
    }
    var missed = dialect.useCases().resumeRoom().missed(found, from);
    var frames = missed.isEmpty() ? null : V1Encoding.page(missed, pageBytes);
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (frames != null) {
        position = frames.last();
        deliver(frames);
      }
      live = position >= head;
      return !live;
    }
  }

  /** Hands on what happened, unless it is or will be read from the log. */
  @Override
  public void told(RoomFrames frames) {
    synchronized (this) {
      head = Math.max(head, frames.last());
      if (closed || !live || frames.last() <= position) {
        return;
      }
      if (frames.first() == position + 1) {
        position = frames.last();
        deliver(frames);
        return;
      }
      // The client joined while these were on their way, and has had the first of them: the bytes
      // can't be cut, so the others are read from the log.
      live = false;
    }
    onBehind.accept(this);
  }

  /** Who came, went and types: what a client can do without. */
  @Override
  public void toldNews(RoomFrames frames) {
    synchronized (this) {
      if (announced && !closed) {
        deliver(frames);
      }
    }
  }

  /** Guarded by this, so that the room's frames keep their order. */
  private void deliver(RoomFrames frames) {
    var theirs = frames.to(connection.who().id());
    if (theirs != null) {
      connection.deliver(theirs);
    }
  }

  /** Tells the room that this one is typing. */
  void type() {
    JoinRoom.Membership place;
    synchronized (this) {
      place = membership;
    }
    if (place != null) {
      place.typing();
    }
  }

  /** The highest number in the room as far as is known here; empty until the client is in. */
  synchronized OptionalLong head() {
    return announced ? OptionalLong.of(Math.max(position, head)) : OptionalLong.empty();
  }

  /** Gives the place up and tells the client so; nothing of the room comes after that. */
  void leave() {
    if (close()) {
      connection.deliver(V1Encoding.left(room));
    }
  }

  /** Gives the place up. Idempotent; not for an event loop's thread. */
  boolean close() {
    JoinRoom.Membership place;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      place = membership;
      membership = null;
    }
    // Without a membership it is still being taken; whoever does that gives it up.
    if (place != null) {
      giveUp(place);
    }
    return true;
  }

  private void giveUp(JoinRoom.Membership place) {
    try {
      hub.leave(room, this);
    } finally {
      place.leave();
    }
  }

  @Override
  public void abort() {
    connection.abort();
  }
}
