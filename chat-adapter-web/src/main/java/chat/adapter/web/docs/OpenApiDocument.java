package chat.adapter.web.docs;

import chat.adapter.web.http.Json;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract, written by hand in YAML, and the same in JSON. */
final class OpenApiDocument {
  private OpenApiDocument() {}

  static byte[] yaml() {
    return Jar.read("/openapi.yaml");
  }

  /** The document in YAML, said in JSON: the same members in the same order. */
  static byte[] json() {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object document = yaml.load(new String(yaml(), StandardCharsets.UTF_8));
    return Json.bytes(document);
  }
}
