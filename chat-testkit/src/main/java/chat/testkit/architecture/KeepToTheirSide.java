package chat.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Of the hexagon's own classes, an adapter names those that its side allows. */
final class KeepToTheirSide extends ArchCondition<JavaClass> {
  private final Hexagon hexagon;

  KeepToTheirSide(Hexagon hexagon) {
    super("keep to their side of the ports");
    this.hexagon = hexagon;
  }

  @Override
  public void check(JavaClass adapter, ConditionEvents events) {
    for (var dependency : adapter.getDirectDependenciesFromSelf()) {
      var named = dependency.getTargetClass().getBaseComponentType();
      if (hexagon.isOurs(named) && !allows(adapter, named)) {
        events.add(SimpleConditionEvent.violated(adapter, dependency.getDescription()));
      }
    }
  }

  private boolean allows(JavaClass adapter, JavaClass named) {
    // Which adapter it is, is another rule's affair.
    if (hexagon.isIn("domain", named) || hexagon.isInAnAdapter(named)) {
      return true;
    }
    return isDriving(adapter) && hexagon.isIn("application", named) && !hexagon.isService(named);
  }

  private boolean isDriving(JavaClass adapter) {
    return hexagon.driving().stream().anyMatch(name -> hexagon.isIn("adapter." + name, adapter));
  }
}
