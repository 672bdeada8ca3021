package chat.adapter.web.socket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages lie behind one another, as the way of a frame goes. */
class PackagesTest {
  private static final String SOCKET = PackagesTest.class.getPackageName();
  private static final JavaClasses WEB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("chat.adapter.web");

  @Test
  void arrows_point_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("endpoint")
        .definedBy(SOCKET)
        .layer("v1")
        .definedBy(SOCKET + ".v1..")
        .layer("plain")
        .definedBy(SOCKET + ".plain..")
        .layer("fanout")
        .definedBy(SOCKET + ".fanout..")
        .layer("connection")
        .definedBy(SOCKET + ".connection..")
        .layer("wire")
        .definedBy(SOCKET + ".wire..")
        .whereLayer("endpoint")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("v1")
        .mayOnlyBeAccessedByLayers("endpoint")
        .whereLayer("plain")
        .mayOnlyBeAccessedByLayers("endpoint")
        .whereLayer("fanout")
        .mayOnlyBeAccessedByLayers("endpoint", "v1", "plain")
        .whereLayer("connection")
        .mayOnlyBeAccessedByLayers("endpoint", "v1", "plain", "fanout")
        .ensureAllClassesAreContainedInArchitectureIgnoring(
            DescribedPredicate.describe(
                "outside of sockets", c -> !c.getPackageName().startsWith(SOCKET)))
        .check(WEB);
  }

  @Test
  void the_wire_knows_bytes_alone() {
    classes()
        .that()
        .resideInAPackage(SOCKET + ".wire..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SOCKET + ".wire..",
            "java..",
            "org.eclipse.jetty.io..",
            "org.eclipse.jetty.util..",
            "com.fasterxml.jackson.core..",
            "org.jspecify.annotations")
        .check(WEB);
  }

  @Test
  void a_class_is_public_only_where_another_package_needs_it() {
    classes()
        .that()
        .resideInAPackage(SOCKET + ".*..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(
            new ArchCondition<JavaClass>("be used by another package") {
              @Override
              public void check(JavaClass c, ConditionEvents events) {
                boolean used =
                    withNested(c)
                        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                        .anyMatch(use -> isElsewhere(use.getOriginClass(), c));
                events.add(new SimpleConditionEvent(c, used, c.getName()));
              }
            })
        .check(WEB);
  }

  @Test
  void a_method_is_public_only_where_another_package_needs_it() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(SOCKET + ".*..")
        .and()
        .areDeclaredInClassesThat()
        .areNotInterfaces()
        .and()
        .areDeclaredInClassesThat()
        .areNotRecords()
        .and()
        .areDeclaredInClassesThat()
        .areNotEnums()
        .and()
        .arePublic()
        .should(
            new ArchCondition<JavaMethod>("be called by another package") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean used =
                    isInherited(method)
                        || Stream.concat(
                                method.getCallsOfSelf().stream(),
                                method.getReferencesToSelf().stream())
                            .anyMatch(use -> isElsewhere(use.getOriginOwner(), method.getOwner()));
                events.add(new SimpleConditionEvent(method, used, method.getFullName()));
              }
            })
        .check(WEB);
  }

  private static Stream<JavaClass> withNested(JavaClass c) {
    var nested = c.getName() + "$";
    return WEB.stream().filter(other -> other.equals(c) || other.getName().startsWith(nested));
  }

  private static boolean isElsewhere(JavaClass user, JavaClass c) {
    return !user.getPackageName().equals(c.getPackageName());
  }

  /** Whether an interface or a superclass says that there is one, and that it is public. */
  private static boolean isInherited(JavaMethod method) {
    var owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
        .flatMap(c -> c.getMethods().stream())
        .map(JavaMember::getName)
        .anyMatch(method.getName()::equals);
  }
}
