package chat.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A class is constructed where everything is put together, or, unless it is a service, in its own
 * module. A reference such as {@code Some::new} is a construction.
 */
final class BeConstructedAtHomeAlone extends ArchCondition<JavaClass> {
  /** Benchmarks measure what they put together themselves, and the testkit its own adapters. */
  private static final Set<String> BUILDERS = Set.of("bootstrap", "benchmarks", "testkit");

  private final Hexagon hexagon;

  BeConstructedAtHomeAlone(Hexagon hexagon) {
    super("be constructed in bootstrap or in their own adapter");
    this.hexagon = hexagon;
  }

  @Override
  public void check(JavaClass constructed, ConditionEvents events) {
    Stream.<JavaCodeUnitAccess<?>>concat(
            constructed.getConstructorCallsToSelf().stream(),
            constructed.getConstructorReferencesToSelf().stream())
        .filter(access -> !allows(access.getOriginOwner(), constructed))
        .map(access -> SimpleConditionEvent.violated(constructed, access.getDescription()))
        .forEach(events::add);
  }

  private boolean allows(JavaClass builder, JavaClass constructed) {
    if (!hexagon.isOurs(builder)) {
      return false;
    }
    var module = hexagon.module(builder);
    return BUILDERS.contains(module)
        || (!hexagon.isService(constructed) && module.equals(hexagon.module(constructed)));
  }
}
