package chat.proof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who judges must have no part in what is judged. */
class IndependenceTest {
  private static final JavaClasses PROOF =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("chat.proof");

  @Test
  void the_checker_knows_nothing_but_the_jdk() {
    classes()
        .that()
        .resideInAPackage("chat.proof.check")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "chat.proof.check",
            "java.lang..",
            "java.nio.charset",
            "java.security",
            "java.util..",
            "org.jspecify.annotations")
        .check(PROOF);
  }

  @Test
  void the_proof_knows_the_server_only_by_its_jar() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "chat.proof..",
            "chat.client..",
            "chat.testmysql",
            "chat.testnats",
            "com.fasterxml.jackson..",
            "java..",
            "org.jspecify.annotations",
            "picocli")
        .check(PROOF);
  }
}
