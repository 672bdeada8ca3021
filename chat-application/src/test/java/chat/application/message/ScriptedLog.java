package chat.application.message;

import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.MessageLog;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A log whose appends each wait to be told how they end. Thread-safe. */
final class ScriptedLog implements MessageLog {
  /** How an append ends. */
  enum End {
    DONE(true, null),
    AWAY(false, "away"),
    ANSWER_LOST(true, "the connection died during the commit"),
    REFUSED(false, null),
    REFUSED_THOUGH_DONE(true, null);

    private final boolean done;
    private final @Nullable String away;

    End(boolean done, @Nullable String away) {
      this.done = done;
      this.away = away;
    }
  }

  private final MessageLog log;
  private final Predicate<Draft> indigestible;
  private @Nullable End end;
  private boolean waiting;
  private boolean readsFail;

  /**
   * @param indigestible drafts that no append succeeds with
   */
  ScriptedLog(MessageLog log, Predicate<Draft> indigestible) {
    this.log = log;
    this.indigestible = indigestible;
  }

  /** Ends the append that waits; from then on reads fail or don't. */
  synchronized void end(End how, boolean readsFailFromNowOn) {
    if (!waiting) {
      throw new IllegalStateException("nothing waits for its end");
    }
    waiting = false;
    end = how;
    readsFail = readsFailFromNowOn;
    notifyAll();
  }

  synchronized boolean readsFail() {
    return readsFail;
  }

  synchronized void letReadsSucceed() {
    readsFail = false;
  }

  /** Returns whether an append waits, once one does or the condition holds. */
  synchronized boolean awaitAppendUnless(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!waiting && !condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("nothing was appended for ten seconds");
      }
      wait(1_000);
    }
    return waiting;
  }

  /** To be called when a condition may have come true. */
  synchronized void lookAgain() {
    notifyAll();
  }

  @Override
  public List<Appended> append(List<Draft> drafts) {
    var how = awaitEnd();
    if (drafts.stream().anyMatch(indigestible)) {
      throw new IllegalStateException("one of them is indigestible");
    }
    var outcomes = how.done ? log.append(drafts) : List.<Appended>of();
    if (how.away != null) {
      throw new StoreUnavailable(how.away);
    }
    if (how != End.DONE) {
      throw new IllegalStateException("refused");
    }
    return outcomes;
  }

  private synchronized End awaitEnd() {
    waiting = true;
    notifyAll();
    while (end == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    var how = end;
    end = null;
    return how;
  }

  private MessageLog read() {
    if (readsFail()) {
      throw new StoreUnavailable("reads fail");
    }
    return log;
  }

  @Override
  public long head(RoomId room) {
    return read().head(room);
  }

  @Override
  public List<Message> before(RoomId room, long seq, int limit) {
    return read().before(room, seq, limit);
  }

  @Override
  public List<Message> messagesAfter(RoomId room, long seq, int limit) {
    return read().messagesAfter(room, seq, limit);
  }

  @Override
  public List<RoomEvent.Logged> after(RoomId room, long seq, int limit) {
    return read().after(room, seq, limit);
  }

  @Override
  public List<Message> messages(Set<MessageId> ids) {
    return read().messages(ids);
  }

  @Override
  public List<Head> heads(long after, int limit) {
    return read().heads(after, limit);
  }

  @Override
  public List<Head> heads(Set<RoomId> rooms) {
    return read().heads(rooms);
  }

  @Override
  public long newestMessage() {
    return read().newestMessage();
  }

  @Override
  public Posts postedAfter(long mark, int limit) {
    return read().postedAfter(mark, limit);
  }

  @Override
  public long skip(RoomId room, long seq, int count) {
    return read().skip(room, seq, count);
  }
}
