package chat.adapter.web.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The server's {@code openapi.yaml}, held against responses: each must have a documented status,
 * the documented headers, and a body of the documented type that matches its schema and has no
 * member besides. Thread-safe.
 */
public final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private OpenApi(JsonNode document) {
    this.document = document;
    closeObjects(document.path("components").path("schemas"));
    closeObjects(document.path("paths"));
  }

  /** The document that the server's jar carries. */
  public static OpenApi published() {
    try (var in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return new OpenApi(new YAMLMapper().readTree(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the document names, as in {@code GET /api/health}. */
  public Set<String> operations() {
    var operations = new LinkedHashSet<String>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /**
   * Holds a response to the contract of what was asked for. For a path that isn't in the document
   * that is a 404, for another method of one that is, a 405 with {@code Allow}.
   *
   * @param method as it was sent; {@code HEAD} is held to the contract of {@code GET}, without a
   *     body
   * @param path as it was sent; a query doesn't matter
   * @param headers as they came, whatever the case of their names
   * @throws AssertionError when the response isn't what the document says
   */
  public void check(
      String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
    var call = method + " " + path + " -> " + status;
    var template = template(path);
    if (template == null) {
      require(status == 404, call + ": the path is not in the document, so this should be 404");
      checkProblem(status, headers, body, method.equals("HEAD"));
      return;
    }
    var documented = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    var operation = document.path("paths").path(template).path(documented);
    if (operation.isMissingNode()) {
      require(status == 405, call + ": the method is not in the document, so this should be 405");
      require(header(headers, "Allow") != null, call + ": lacks Allow");
      checkProblem(status, headers, body, false);
      return;
    }
    var response = resolved(operation.path("responses").path(Integer.toString(status)));
    require(!response.isMissingNode(), call + ": the status is not in the document");
    checkHeaders(call, response, headers);
    checkBody(call, status, response, headers, body, method.equals("HEAD"));
  }

  /**
   * Holds a refusal to the form that all of them have.
   *
   * @throws AssertionError when it isn't a problem of that status
   */
  public void checkProblem(int status, Map<String, List<String>> headers, byte[] body) {
    checkProblem(status, headers, body, false);
  }

  private void checkProblem(
      int status, Map<String, List<String>> headers, byte[] body, boolean withoutBody) {
    var call = "a refusal with " + status;
    var type = header(headers, "Content-Type");
    require(
        "application/problem+json".equals(type), call + ": has the type " + type + ", no problem");
    if (!withoutBody) {
      var json = json(call, body);
      validate(call, "#/components/schemas/Problem", json);
      require(json.path("status").asInt() == status, call + ": has another status in its body");
    }
  }

  private void checkHeaders(String call, JsonNode response, Map<String, List<String>> headers) {
    for (var documented : response.path("headers").properties()) {
      var rule = resolved(documented.getValue());
      var value = header(headers, documented.getKey());
      require(
          value != null || !rule.path("required").asBoolean(false),
          call + ": lacks the header " + documented.getKey());
      if (value != null) {
        var errors = schema(rule.path("schema")).validate(JSON.getNodeFactory().stringNode(value));
        require(
            errors.isEmpty(), call + ": the header " + documented.getKey() + " breaks " + errors);
      }
    }
  }

  private void checkBody(
      String call,
      int status,
      JsonNode response,
      Map<String, List<String>> headers,
      byte[] body,
      boolean withoutBody) {
    var content = response.path("content");
    if (content.isMissingNode() || withoutBody) {
      require(body.length == 0, call + ": has a body, and the document says none");
      return;
    }
    var given = header(headers, "Content-Type");
    var type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    var media = content.path(type);
    require(!media.isMissingNode(), call + ": the document has no content of type '" + type + "'");
    if (type.endsWith("json")) {
      var json = json(call, body);
      var errors = schema(media.path("schema")).validate(json);
      require(errors.isEmpty(), call + ": breaks the schema: " + errors + "\n" + json);
      if (type.startsWith("application/problem")) {
        require(json.path("status").asInt() == status, call + ": has another status in its body");
      }
    }
  }

  private void validate(String call, String ref, JsonNode json) {
    var errors = schema(JSON.createObjectNode().put("$ref", ref)).validate(json);
    require(errors.isEmpty(), call + ": breaks the schema: " + errors + "\n" + json);
  }

  private Schema schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        text -> {
          // With the components in it, so that references into them resolve.
          var whole = (ObjectNode) schema.deepCopy();
          whole.set("components", document.path("components"));
          return registry.getSchema(whole);
        });
  }

  private @Nullable String template(String path) {
    var plain = path.split("\\?", 2)[0];
    String found = null;
    for (var candidate : document.path("paths").propertyNames()) {
      var pattern =
          Pattern.compile("\\{([^}]+)}")
              .matcher(Pattern.quote(candidate))
              .replaceAll(name -> "\\\\E" + values(candidate, name.group(1)) + "\\\\Q");
      if (plain.equals(candidate)) {
        return candidate;
      }
      if (plain.matches(pattern)) {
        found = candidate;
      }
    }
    return found;
  }

  /** What may stand for a parameter of a path; OpenAPI has no word for one with slashes. */
  private String values(String template, String name) {
    for (var parameter : document.path("paths").path(template).path("get").path("parameters")) {
      if (parameter.path("name").asString("").equals(name)
          && parameter.path("x-slashes").asBoolean(false)) {
        return ".+";
      }
    }
    return "[^/]+";
  }

  private JsonNode resolved(JsonNode node) {
    var ref = node.path("$ref");
    return ref.isMissingNode() ? node : document.at(ref.asString().substring(1));
  }

  private static @Nullable String header(Map<String, List<String>> headers, String name) {
    var lenient = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (key, values) -> {
          // The JDK's clients keep a status line under null or ":status".
          if (key != null) {
            lenient.put(key, values);
          }
        });
    var values = lenient.get(name);
    return values == null || values.isEmpty() ? null : String.join(", ", values);
  }

  private static JsonNode json(String call, byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (RuntimeException e) {
      throw new AssertionError(
          call + ": the body is not JSON: " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  /** A member that nobody wrote down is a mistake of the server or of the document. */
  private static void closeObjects(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(OpenApi::closeObjects);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
