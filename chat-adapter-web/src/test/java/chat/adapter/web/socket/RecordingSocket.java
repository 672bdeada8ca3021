package chat.adapter.web.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A socket without a network: what was written is kept, and each write ends when a test says so, or
 * at once.
 */
final class RecordingSocket implements Socket {
  private final Consumer<RecordingSocket> onWrite;

  // Guarded by this.
  private final List<String> texts = new ArrayList<>();
  private final List<String> closes = new ArrayList<>();
  private int underWay;
  private boolean overlapped;
  private boolean aborted;

  /**
   * @param onWrite what happens once a write has begun
   */
  RecordingSocket(Consumer<RecordingSocket> onWrite) {
    this.onWrite = onWrite;
  }

  @Override
  public void write(Frames frames) {
    begin(ContractTest.texts(frames));
  }

  @Override
  public void ping() {
    begin(List.of());
  }

  @Override
  public void pong(byte[] payload) {
    begin(List.of());
  }

  private void begin(List<String> frames) {
    synchronized (this) {
      texts.addAll(frames);
      underWay++;
      overlapped |= underWay > 1 || !closes.isEmpty();
    }
    onWrite.accept(this);
  }

  @Override
  public synchronized void close(int code, String reason) {
    overlapped |= underWay > 0 || !closes.isEmpty();
    closes.add(code + " " + reason);
  }

  @Override
  public void demand() {}

  @Override
  public synchronized void abort() {
    aborted = true;
  }

  /** The write under way has ended; to be told to the mailbox then. */
  synchronized boolean end() {
    if (underWay == 0) {
      return false;
    }
    underWay--;
    return true;
  }

  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** The codes and reasons that it was closed with. */
  synchronized List<String> closes() {
    return List.copyOf(closes);
  }

  /** Whether a write began before the one before had ended, or after the close. */
  synchronized boolean overlapped() {
    return overlapped;
  }

  synchronized boolean aborted() {
    return aborted;
  }
}
