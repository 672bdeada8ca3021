package chat.adapter.web.socket.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A socket without a network: what was written is kept, and each write ends when a test says so, or
 * at once.
 */
public final class RecordingSocket implements Socket {
  private final IntPredicate takesAllAtOnce;

  // Guarded by this.
  private final List<String> texts = new ArrayList<>();
  private final List<String> closes = new ArrayList<>();
  private int begun;
  private int underWay;
  private boolean overlapped;
  private int unwritten;
  private boolean aborted;
  private int pings;
  private int demands;
  private Runnable arriving = () -> {};

  /** One whose writes end when a test says so. */
  public RecordingSocket() {
    this(write -> false);
  }

  /**
   * @param takesAllAtOnce which writes, counted from 1, end as they begin
   */
  public RecordingSocket(IntPredicate takesAllAtOnce) {
    this.takesAllAtOnce = takesAllAtOnce;
  }

  @Override
  public boolean write(Frames frames) {
    return begin(FrameTexts.texts(frames));
  }

  @Override
  public boolean ping() {
    synchronized (this) {
      pings++;
    }
    return begin(List.of());
  }

  @Override
  public boolean pong(byte[] payload) {
    return begin(List.of());
  }

  private synchronized boolean begin(List<String> frames) {
    texts.addAll(frames);
    begun++;
    underWay++;
    overlapped |= underWay > 1 || !closes.isEmpty();
    return takesAllAtOnce.test(begun) && end();
  }

  @Override
  public synchronized void close(int code, String reason) {
    overlapped |= underWay > 0 || !closes.isEmpty();
    closes.add(code + " " + reason);
  }

  @Override
  public synchronized int unwritten() {
    return unwritten;
  }

  /** So much of the write under way hasn't been taken. */
  public synchronized void unwritten(int bytes) {
    unwritten = bytes;
  }

  @Override
  public synchronized void demand() {
    demands++;
  }

  /** How often more was asked for. */
  public synchronized int demands() {
    return demands;
  }

  @Override
  public synchronized void abort() {
    aborted = true;
  }

  /** The write under way has ended; to be told to the mailbox then. */
  public synchronized boolean end() {
    if (underWay == 0) {
      return false;
    }
    underWay--;
    return true;
  }

  public synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** The codes and reasons that it was closed with. */
  public synchronized List<String> closes() {
    return List.copyOf(closes);
  }

  /** Whether a write began before the one before had ended, or after the close. */
  public synchronized boolean overlapped() {
    return overlapped;
  }

  public synchronized boolean aborted() {
    return aborted;
  }

  @Override
  public void afterReading(Runnable action) {
    arriving.run();
    action.run();
  }

  /** What happens when all that has arrived is read. */
  public void arrives(Runnable reading) {
    arriving = reading;
  }

  public synchronized int pings() {
    return pings;
  }
}
