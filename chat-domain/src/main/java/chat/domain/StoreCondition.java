package chat.domain;

import chat.domain.StoreUnavailable.Reason;
import java.util.Optional;

/**
 * Tells what keeps a store from storing. May be called from any thread.
 *
 * <p>A store that refuses a write for a reason other than {@link Reason#AWAY} tells that reason
 * from then on, until it stores again. It finds out by itself within seconds that it can, and,
 * where it can look, that its files are gone. It is logged once when it begins and once when it is
 * over. Reads go on wherever what is stored can still be read.
 */
public interface StoreCondition {
  /** Why nothing can be stored now; empty when nothing is known to be wrong. Never blocks. */
  Optional<Reason> impediment();
}
