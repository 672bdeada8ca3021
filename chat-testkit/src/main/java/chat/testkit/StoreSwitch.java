package chat.testkit;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.util.Optional;

/**
 * Takes the store away from the in-memory adapters that share it, and gives it back. Safe to use
 * from any thread.
 */
public final class StoreSwitch implements StoreCondition {
  private enum State {
    UP,
    STALLED,
    DOWN
  }

  private State state = State.UP;
  private Reason whyDown = Reason.AWAY;
  private boolean losesNextCommit;

  /** From now on every call throws {@link StoreUnavailable}, those that wait as well. */
  public void down() {
    down(Reason.AWAY);
  }

  /** The same, for that reason. */
  public synchronized void down(Reason reason) {
    state = State.DOWN;
    whyDown = reason;
    notifyAll();
  }

  /** From now on every call waits, as for a store that is slow to answer. */
  public synchronized void stall() {
    state = State.STALLED;
  }

  /** From now on every call is answered, those that wait as well. */
  public synchronized void up() {
    state = State.UP;
    notifyAll();
  }

  /**
   * The next write is done and then throws {@link StoreUnavailable}, as when the connection dies
   * during the commit.
   */
  public synchronized void failAfterCommit() {
    losesNextCommit = true;
  }

  @Override
  public synchronized Optional<Reason> impediment() {
    return state == State.DOWN ? Optional.of(whyDown) : Optional.empty();
  }

  /** To be called by an adapter before it does anything. */
  public synchronized void check() {
    while (state == State.STALLED) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailable("interrupted while waiting for the store", e);
      }
    }
    if (state == State.DOWN) {
      throw new StoreUnavailable(whyDown, "the store is switched off");
    }
  }

  /** To be called by an adapter after a write. */
  public synchronized void committed() {
    if (losesNextCommit) {
      losesNextCommit = false;
      throw new StoreUnavailable("the connection died during the commit");
    }
  }
}
