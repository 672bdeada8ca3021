package chat.system.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That what mustn't be in the jar is found, in bills made up for it. */
class BillOfMaterialsTest {
  private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT");

  private static List<String> violations(String components) throws IOException {
    var json = "{\"bomFormat\":\"CycloneDX\",\"components\":[" + components + "]}";
    return BillOfMaterials.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
        .violations(ALLOWED);
  }

  private static String component(String name, String version, String licenses) {
    return """
        {"type":"library","group":"org.example","name":"%s","version":"%s","licenses":[%s]}
        """
        .formatted(name, version, licenses);
  }

  private static String id(String id) {
    return "{\"license\":{\"id\":\"" + id + "\"}}";
  }

  @Test
  void allowed_licences_pass() throws IOException {
    assertThat(
            violations(
                component("one", "1.0", id("MIT"))
                    + ","
                    + component("two", "1.0", "{\"license\":{\"name\":\"GPL\"}}," + id("MIT"))
                    + ","
                    + component("three", "1.0", "{\"expression\":\"Apache-2.0\"}")))
        .isEmpty();
  }

  @Test
  void a_licence_that_is_not_allowed_is_found() throws IOException {
    assertThat(violations(component("one", "1.0", id("AGPL-3.0-only"))))
        .containsExactly("org.example:one has the licences [AGPL-3.0-only]");
    assertThat(violations(component("one", "1.0", "{\"license\":{\"name\":\"Ours\"}}")))
        .containsExactly("org.example:one has the licences [Ours]");
  }

  @Test
  void a_component_without_a_licence_is_found() throws IOException {
    assertThat(violations(component("one", "1.0", "")))
        .containsExactly("org.example:one has the licences []");
  }

  @Test
  void a_snapshot_is_found() throws IOException {
    assertThat(violations(component("one", "1.0-SNAPSHOT", id("MIT"))))
        .containsExactly("org.example:one has the version '1.0-SNAPSHOT'");
  }

  @Test
  void two_versions_of_one_component_are_found() throws IOException {
    assertThat(
            violations(
                component("one", "1.0", id("MIT")) + "," + component("one", "2.0", id("MIT"))))
        .containsExactly("org.example:one has the versions [1.0, 2.0]");
  }

  @Test
  void an_empty_bill_is_found() throws IOException {
    assertThat(violations("")).containsExactly("there are no components");
  }
}
