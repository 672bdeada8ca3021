package chat.adapter.web.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One channel of the server's {@code asyncapi.yaml}, held against what goes over a WebSocket, as a
 * client sees it. Each frame must be one that the document describes there, without a member
 * besides where it allows none; so must the code and the reason of a close, and the status of a
 * refused handshake. A frame of another dialect is none of this one. Thread-safe.
 */
public final class AsyncApi {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          // The schemas of AsyncAPI are a superset of this draft's.
          SpecificationVersion.DRAFT_7,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /** A way to open a socket, with a dialect of its own. */
  public enum Channel {
    /** {@code /ws/{room_id}} without a subprotocol. */
    ROOM("room"),
    /** {@code /ws/{room_id}} with {@code chat.v1}. */
    ROOM_V1("roomV1"),
    /** {@code /ws}, which speaks {@code chat.v1} alone. */
    MANY("many");

    private final String key;

    Channel(String key) {
      this.key = key;
    }
  }

  private final JsonNode document;
  private final Map<String, Schema> sentJson = new LinkedHashMap<>();
  private final Map<String, Schema> sentText = new LinkedHashMap<>();
  private final Map<String, Schema> received = new LinkedHashMap<>();
  private final Map<Integer, JsonNode> closes = new TreeMap<>();
  private final Map<Integer, Schema> reasons = new TreeMap<>();
  private final Map<Integer, Schema> jsonReasons = new TreeMap<>();
  private final Set<Integer> refusals = new TreeSet<>();
  private final Set<String> errorCodes = new TreeSet<>();

  private AsyncApi(JsonNode document, Channel which) {
    this.document = document;
    var channel = document.path("channels").path(which.key);
    for (var operation : document.path("operations")) {
      if (!operation.path("channel").path("$ref").asString().equals("#/channels/" + which.key)) {
        continue;
      }
      for (var reference : operation.path("messages")) {
        var message = resolved(reference);
        var name = message.path("name").asString();
        var payload = schema(message.path("payload"));
        // The document speaks for the server: what it receives, a client sends.
        if (operation.path("action").asString().equals("send")) {
          received.put(name, payload);
          if (name.equals("error")) {
            resolved(message.path("payload"))
                .at("/properties/code/oneOf")
                .forEach(code -> errorCodes.add(code.path("const").asString()));
          }
        } else if (message.path("contentType").asString().equals("application/json")) {
          sentJson.put(name, payload);
        } else {
          sentText.put(name, payload);
        }
      }
    }
    resolved(channel.path("x-handshake-refusals"))
        .forEach(each -> refusals.add(each.path("status").asInt()));
    resolved(channel.path("x-close-codes")).forEach(each -> close(resolved(each)));
  }

  private void close(JsonNode close) {
    int code = close.path("code").asInt();
    closes.put(code, close);
    if (close.has("reason")) {
      reasons.put(code, schema(close.path("reason")));
      if (close.path("reason").has("contentSchema")) {
        jsonReasons.put(code, schema(close.path("reason").path("contentSchema")));
      }
    }
  }

  /**
   * Sockets without a subprotocol, as the document that the server's jar carries describes them.
   */
  public static AsyncApi published() {
    return published(Channel.ROOM);
  }

  /** A channel of the document that the server's jar carries. */
  public static AsyncApi published(Channel channel) {
    try (var in = AsyncApi.class.getResourceAsStream("/asyncapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("asyncapi.yaml is not on the class path");
      }
      return new AsyncApi(new YAMLMapper().readTree(in.readAllBytes()), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds a text that a client sent to the contract.
   *
   * @throws AssertionError when the document names no such frame, so that the server may refuse it
   */
  public void checkSent(String frame) {
    var json = json(frame);
    check(
        "sent",
        frame,
        json == null ? JSON.getNodeFactory().stringNode(frame) : json,
        json == null ? sentText : sentJson);
  }

  /**
   * Holds a text that a client was sent to the contract.
   *
   * @throws AssertionError when the document names no such frame
   */
  public void checkReceived(String frame) {
    var json = json(frame);
    if (json == null) {
      throw new AssertionError("received what is not JSON: " + frame);
    }
    check("received", frame, json, received);
  }

  private static void check(
      String direction, String frame, JsonNode json, Map<String, Schema> messages) {
    var mismatches = new ArrayList<String>();
    for (var message : messages.entrySet()) {
      var errors = message.getValue().validate(json);
      if (errors.isEmpty()) {
        return;
      }
      mismatches.add("it is no '" + message.getKey() + "': " + errors);
    }
    throw new AssertionError(
        direction + " what the document doesn't describe: " + frame + "\n" + lines(mismatches));
  }

  /**
   * Holds a close frame of the server to the contract; one that answers a client's own is that
   * client's.
   *
   * @throws AssertionError when the document names no such code, or another reason for it
   */
  public void checkClosed(int code, String reason) {
    if (!closes.containsKey(code)) {
      throw new AssertionError("closed with " + code + ", which the document doesn't name");
    }
    var errors = new ArrayList<String>();
    var text = reasons.get(code);
    if (text != null) {
      text.validate(JSON.getNodeFactory().stringNode(reason))
          .forEach(error -> errors.add(error.toString()));
    }
    var content = jsonReasons.get(code);
    if (content != null) {
      var json = json(reason);
      if (json == null) {
        errors.add("it is not JSON");
      } else {
        content.validate(json).forEach(error -> errors.add(error.toString()));
      }
    }
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "closed with " + code + " and the reason '" + reason + "'\n" + lines(errors));
    }
  }

  /**
   * Holds the status of a refused handshake to the contract.
   *
   * @throws AssertionError when the document names no such status
   */
  public void checkRefused(int status) {
    if (!refusals.contains(status)) {
      throw new AssertionError("refused with " + status + ", which the document doesn't name");
    }
  }

  /** The types of the frames that a server sends. */
  public Set<String> receivedTypes() {
    return Set.copyOf(received.keySet());
  }

  /** The types of the frames that a client sends, where they have one. */
  public Set<String> sentTypes() {
    return Set.copyOf(sentJson.keySet());
  }

  /** The codes of the frames of type {@code error}. */
  public Set<String> errorCodes() {
    return Set.copyOf(errorCodes);
  }

  /** The codes that a server closes with. */
  public Set<Integer> closeCodes() {
    return Set.copyOf(closes.keySet());
  }

  /** The statuses that a handshake is refused with. */
  public Set<Integer> refusals() {
    return Set.copyOf(refusals);
  }

  private Schema schema(JsonNode schema) {
    // Beside what the schema refers to, so that its references resolve; around it, because this
    // draft overlooks all that stands beside a reference.
    var whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole);
  }

  private JsonNode resolved(JsonNode node) {
    var found = node;
    while (found instanceof ObjectNode && found.has("$ref")) {
      found = document.at(found.path("$ref").asString().substring(1));
    }
    if (found.isMissingNode()) {
      throw new IllegalStateException("asyncapi.yaml refers to nothing with " + node);
    }
    return found;
  }

  private static @Nullable JsonNode json(String text) {
    try {
      var json = JSON.readTree(text);
      return json.isMissingNode() ? null : json;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static String lines(List<String> errors) {
    return String.join("\n", errors);
  }
}
