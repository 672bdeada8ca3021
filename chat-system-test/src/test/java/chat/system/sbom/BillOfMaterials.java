package chat.system.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * The components of a program and their licences, as a CycloneDX document lists them.
 *
 * @param components in the order of the document
 */
record BillOfMaterials(List<Component> components) {
  private static final ObjectMapper JSON = new ObjectMapper();

  BillOfMaterials {
    components = List.copyOf(components);
  }

  /**
   * One component.
   *
   * @param licenses SPDX ids or expressions where the document has them, else names; a user of the
   *     component chooses one of them
   */
  record Component(String group, String name, String version, List<String> licenses) {
    Component {
      licenses = List.copyOf(licenses);
    }

    String coordinates() {
      return group + ":" + name;
    }
  }

  static BillOfMaterials read(InputStream json) throws IOException {
    var components =
        StreamSupport.stream(JSON.readTree(json).path("components").spliterator(), false)
            .map(BillOfMaterials::component)
            .toList();
    return new BillOfMaterials(components);
  }

  private static Component component(JsonNode component) {
    var licenses = new ArrayList<String>();
    for (var choice : component.path("licenses")) {
      var license = choice.path("license");
      licenses.add(
          choice.has("expression")
              ? choice.path("expression").asText()
              : license.path("id").asText(license.path("name").asText()));
    }
    return new Component(
        component.path("group").asText(),
        component.path("name").asText(),
        component.path("version").asText(),
        licenses);
  }

  /**
   * What is wrong with it, in a sentence each: no component at all, one without any of the allowed
   * licences, a snapshot, or two versions of one component.
   */
  List<String> violations(Set<String> allowed) {
    var wrong = new ArrayList<String>();
    if (components.isEmpty()) {
      wrong.add("there are no components");
    }
    var versions = new TreeMap<String, Set<String>>();
    for (var component : components) {
      versions
          .computeIfAbsent(component.coordinates(), none -> new TreeSet<>())
          .add(component.version());
      if (component.licenses().stream().noneMatch(allowed::contains)) {
        wrong.add(component.coordinates() + " has the licences " + component.licenses());
      }
      if (component.version().isEmpty() || component.version().endsWith("-SNAPSHOT")) {
        wrong.add(component.coordinates() + " has the version '" + component.version() + "'");
      }
    }
    versions.forEach(
        (coordinates, some) -> {
          if (some.size() > 1) {
            wrong.add(coordinates + " has the versions " + some);
          }
        });
    return wrong;
  }
}
