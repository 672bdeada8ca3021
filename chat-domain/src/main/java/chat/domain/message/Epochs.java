package chat.domain.message;

import chat.domain.StoreUnavailable;

/**
 * Keeps which history of the database this is, beside the {@link MessageLog} that it is about.
 * Every method blocks until the store has answered, may be called from any thread, and throws
 * {@link StoreUnavailable} when there is no store.
 */
public interface Epochs {
  /** The epoch of now: the same for ever, and for everybody who shares the store, until renewed. */
  Epoch current();

  /**
   * Begins another history, because the database was put back to an earlier day: numbers that were
   * given since may be given again. It survives a crash and is seen by every later read.
   *
   * @return the new epoch, which was never one before
   */
  Epoch renew();
}
