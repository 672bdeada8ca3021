package chat.application.message;

import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.testkit.message.ForwardingMessageLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what followers read. Thread-safe. */
final class ReadCountingLog extends ForwardingMessageLog {
  final AtomicInteger heads = new AtomicInteger();
  final AtomicInteger pages = new AtomicInteger();

  /** Runs in the middle of the next read of a head, or of a page. */
  volatile Runnable meanwhile = () -> {};

  ReadCountingLog(MessageLog log) {
    super(log);
  }

  @Override
  public long head(RoomId room) {
    heads.incrementAndGet();
    long head = log.head(room);
    interrupt();
    return head;
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    pages.incrementAndGet();
    var page = log.after(room, seq, limit);
    interrupt();
    return page;
  }

  private void interrupt() {
    var now = meanwhile;
    meanwhile = () -> {};
    now.run();
  }
}
