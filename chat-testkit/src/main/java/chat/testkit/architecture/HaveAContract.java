package chat.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The contract of {@code Rooms} is the interface {@code RoomsContract}, which names the port. */
final class HaveAContract extends ArchCondition<JavaClass> {
  private final Hexagon hexagon;

  HaveAContract(Hexagon hexagon) {
    super("have a contract in the testkit");
    this.hexagon = hexagon;
  }

  @Override
  public void check(JavaClass port, ConditionEvents events) {
    var contract = port.getSimpleName() + "Contract";
    boolean has =
        port.getDirectDependenciesToSelf().stream()
            .map(dependency -> dependency.getOriginClass())
            .anyMatch(
                c ->
                    c.isInterface()
                        && hexagon.isIn("testkit", c)
                        && c.getSimpleName().equals(contract));
    if (!has) {
      events.add(
          SimpleConditionEvent.violated(
              port,
              "The port <%s> has no %s in %s.testkit"
                  .formatted(port.getName(), contract, hexagon.root())));
    }
  }
}
