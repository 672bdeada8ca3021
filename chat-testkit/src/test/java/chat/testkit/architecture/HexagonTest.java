package chat.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HexagonTest {
  private static final String FIXTURES = "chat.testkit.architecture.fixture.";

  @Test
  void x() {
    for (var e :
        List.<java.util.Map.Entry<String, Function<Hexagon, ArchRule>>>of(
            java.util.Map.entry("hex0", Hexagon::everyClassHasALayer),
            java.util.Map.entry("hex1", Hexagon::domainIsPlainJava),
            java.util.Map.entry("hex2", Hexagon::applicationIsPlainJava),
            java.util.Map.entry("hex3", Hexagon::adaptersKeepToTheirSide),
            java.util.Map.entry("hex4", Hexagon::adaptersNeverMeet),
            java.util.Map.entry("hex5", Hexagon::featuresHaveNoCycle),
            java.util.Map.entry("hex6", Hexagon::onlyBootstrapConstructs),
            java.util.Map.entry("hex7", Hexagon::everyDrivenPortHasAContract))) {
      System.out.println("=== " + e.getKey());
      violations(e.getKey(), e.getValue()).forEach(System.out::println);
    }
  }

  private static List<String> violations(String fixture, Function<Hexagon, ArchRule> rule) {
    var root = FIXTURES + fixture;
    return rule
        .apply(new Hexagon(root))
        .evaluate(classes(root))
        .getFailureReport()
        .getDetails()
        .stream()
        .map(violation -> violation.replace(root + ".", ""))
        .toList();
  }

  private static JavaClasses classes(String root) {
    return new ClassFileImporter().importPackages(root);
  }
}
