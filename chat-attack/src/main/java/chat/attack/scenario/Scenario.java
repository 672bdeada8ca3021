package chat.attack.scenario;

import chat.attack.witness.Act;
import java.io.IOException;
import java.util.Set;

/** One attack. Has no state: a scenario may run several times. */
public interface Scenario {
  About about();

  /** By which it is called on the command line. */
  default String name() {
    return about().name();
  }

  /** Rooms that must exist before, beside those with messages. */
  default int rooms() {
    return 0;
  }

  /** How the server runs. */
  default Host host() {
    return Host.USUAL;
  }

  /** What the witness may fail at, because the attack takes away what it needs. */
  default Set<Act> mayFail() {
    return Set.of();
  }

  /**
   * Attacks until {@link Target#isOver()} or until there is nothing left to try; blocks meanwhile.
   * An expectation that doesn't hold is reported by {@link Target#expect}.
   *
   * @throws IOException when the attack couldn't be carried out; what the server refuses is none
   */
  void run(Target target) throws IOException, InterruptedException;

  /**
   * Judges by what a bystander of the seed's dialect got.
   *
   * @param notices how many people came and went in the witness's room
   */
  default void afterwards(Target target, long notices) {}
}
