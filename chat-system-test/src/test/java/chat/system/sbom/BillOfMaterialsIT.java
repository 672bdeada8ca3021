package chat.system.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The bill of materials that the jar carries. */
class BillOfMaterialsIT {
  private static final String PLACE = "META-INF/sbom/application.cdx.json";

  /** SPDX ids, or what the bill calls a licence that has none. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-2.0",
          "LGPL-2.1-or-later",
          "MIT",
          "The GNU General Public License, v2 with Universal FOSS Exception, v1.0",
          "Unicode-3.0");

  private static BillOfMaterials bill() throws IOException {
    try (var jar = new JarFile(Path.of(System.getProperty("chat.jar")).toFile());
        var json = jar.getInputStream(Objects.requireNonNull(jar.getEntry(PLACE), PLACE))) {
      return BillOfMaterials.read(json);
    }
  }

  @Test
  void every_part_of_the_jar_has_a_licence_that_is_allowed_and_one_released_version()
      throws IOException {
    assertThat(bill().violations(ALLOWED)).isEmpty();
  }

  @Test
  void it_names_what_the_jar_has() throws IOException {
    assertThat(bill().components())
        .extracting(BillOfMaterials.Component::coordinates)
        .contains("chat:chat-domain", "org.eclipse.jetty:jetty-server", "org.xerial:sqlite-jdbc")
        .doesNotContain("chat:chat-testkit", "org.junit.jupiter:junit-jupiter-api");
  }
}
