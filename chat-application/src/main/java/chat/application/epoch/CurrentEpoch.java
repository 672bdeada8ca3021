package chat.application.epoch;

import chat.domain.StoreUnavailable;
import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import java.util.function.Supplier;

/** The epoch of the database as this server last read it. May be used by any thread. */
public final class CurrentEpoch implements Supplier<Epoch> {
  private final Epochs epochs;
  private volatile Epoch current;

  /**
   * Blocks on the store.
   *
   * @throws StoreUnavailable when there is none
   */
  public CurrentEpoch(Epochs epochs) {
    this.epochs = epochs;
    current = epochs.current();
  }

  /** Never blocks. */
  @Override
  public Epoch get() {
    return current;
  }

  /**
   * Reads it again; blocks on the store.
   *
   * @return whether it is another one than before
   * @throws StoreUnavailable then nothing has changed
   */
  synchronized boolean refresh() {
    var now = epochs.current();
    boolean another = !now.equals(current);
    current = now;
    return another;
  }
}
