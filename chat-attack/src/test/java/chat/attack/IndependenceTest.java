package chat.attack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class IndependenceTest {
  @Test
  void the_attacks_know_the_server_only_by_its_jar() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "chat.attack..",
            "chat.proof",
            "chat.proof.fault",
            "chat.testmysql",
            "com.fasterxml.jackson..",
            "java..",
            "javax.crypto..",
            "org.jspecify.annotations",
            "picocli")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("chat.attack"));
  }
}
