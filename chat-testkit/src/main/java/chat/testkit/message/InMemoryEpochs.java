package chat.testkit.message;

import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import chat.testkit.StoreSwitch;
import chat.testkit.Tag;

/** The epoch of a store in memory. Thread-safe. */
public final class InMemoryEpochs implements Epochs {
  private static final class Kept {
    private volatile Epoch current = neverSeen();
  }

  private final StoreSwitch store;
  private final Kept kept;

  public InMemoryEpochs() {
    this(new StoreSwitch());
  }

  public InMemoryEpochs(StoreSwitch store) {
    this(store, new Kept());
  }

  private InMemoryEpochs(StoreSwitch store, Kept kept) {
    this.store = store;
    this.kept = kept;
  }

  /** Another server's, on the same store. */
  public InMemoryEpochs elsewhere() {
    return new InMemoryEpochs(store, kept);
  }

  @Override
  public Epoch current() {
    store.check();
    return kept.current;
  }

  @Override
  public Epoch renew() {
    store.check();
    var next = neverSeen();
    kept.current = next;
    store.committed();
    return next;
  }

  private static Epoch neverSeen() {
    return new Epoch(Tag.next());
  }
}
