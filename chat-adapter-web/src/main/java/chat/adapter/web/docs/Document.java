package chat.adapter.web.docs;

import chat.adapter.web.asset.Jar;
import chat.adapter.web.http.Json;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A contract, written by hand in YAML, and the same in JSON. */
enum Document {
  OPEN_API("openapi"),
  ASYNC_API("asyncapi");

  private final String path;

  Document(String name) {
    path = "/" + name + ".yaml";
  }

  byte[] yaml() {
    return Jar.read(path);
  }

  /** The document in YAML, said in JSON: the same members in the same order. */
  byte[] json() {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object document = yaml.load(new String(yaml(), StandardCharsets.UTF_8));
    return Json.bytes(document);
  }
}
