package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.message.Epoch;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what was missed from the log, which keeps it all: nothing is remembered. Thread-safe. */
public final class ResumeRoomService implements ResumeRoom {
  private final MessageLog log;
  private final Supplier<Epoch> epoch;
  private final long furthest;

  /**
   * @param epoch of the log
   * @param furthest how many events behind the head somebody may be and still be told all of them
   */
  public ResumeRoomService(MessageLog log, Supplier<Epoch> epoch, long furthest) {
    this.log = log;
    this.epoch = epoch;
    this.furthest = furthest;
  }

  @Override
  public Epoch epoch() {
    return epoch.get();
  }

  @Override
  public Outcome resume(ReadableRoom room, @Nullable Position position, long followed) {
    if (position == null) {
      return new Outcome.GoOn(followed, followed);
    }
    if (position.epoch() != null && !position.epoch().equals(epoch.get())) {
      return new Outcome.StartOver(Reason.EPOCH, followed);
    }
    long head = followed;
    if (position.afterSeq() > followed) {
      head = Math.max(followed, log.head(room.id()));
    }
    if (position.afterSeq() > head) {
      return new Outcome.StartOver(Reason.AHEAD, head);
    }
    if (head - position.afterSeq() > furthest) {
      return new Outcome.StartOver(Reason.TOO_FAR, head);
    }
    return new Outcome.GoOn(position.afterSeq(), head);
  }

  @Override
  public List<RoomEvent.Logged> missed(ReadableRoom room, long afterSeq) {
    return log.after(room.id(), afterSeq, PAGE);
  }
}
