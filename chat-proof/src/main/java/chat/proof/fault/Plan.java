package chat.proof.fault;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What goes wrong and when, all of it from one seed. Endless. Not safe for use by several threads.
 */
public final class Plan {
  private static final int MOST_QUIET_MS = 800;
  private static final int MOST_DOWN_MS = 1_500;
  private static final int MOST_BYTES = 6_000;

  private final SplittableRandom random;
  private final List<Fault.Kind> kinds;

  /**
   * @param random its own, made from the seed
   * @param possible what can go wrong here
   */
  public Plan(SplittableRandom random, Set<Fault.Kind> possible) {
    this.random = random;
    // By weight; in the order of the enum, because a set has none.
    kinds =
        List.of(Fault.Kind.values()).stream()
            .filter(possible::contains)
            .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
            .toList();
  }

  /** What goes wrong next. */
  public Fault next() {
    return new Fault(
        kinds.get(random.nextInt(kinds.size())),
        random.nextInt(MOST_QUIET_MS),
        random.nextInt(MOST_DOWN_MS),
        random.nextInt(Integer.MAX_VALUE),
        random.nextInt(MOST_BYTES),
        random.nextBoolean() ? Network.Direction.TO_CLIENT : Network.Direction.TO_SERVER,
        random.nextBoolean());
  }
}
