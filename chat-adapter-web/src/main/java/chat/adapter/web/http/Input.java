package chat.adapter.web.http;

import chat.domain.InvalidValue;
import chat.domain.Text;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request gives, without coercing anything, and gathers all that is wrong with it, so
 * that the client learns of everything at once. Serves one request on one thread.
 */
public final class Input {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,32}");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final Context request;
  private final List<Mistake> mistakes = new ArrayList<>();
  private @Nullable Map<String, String> query;
  private Function<String, JsonNode> body = name -> Json.object().path(name);

  public Input(Context request) {
    this.request = request;
  }

  /** An integer in the path. */
  public Given<Long> id(String name) {
    return integer(List.of("path", name), request.pathParam(name), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** An integer of the query within bounds; absent when it isn't given. */
  public Given<Long> number(String name, long min, long max) {
    var given = query().get(name);
    return given == null ? new Given<>(null) : integer(List.of("query", name), given, min, max);
  }

  /** An integer of the query within bounds. */
  public Given<Integer> number(String name, int min, int max, int otherwise) {
    var given = number(name, min, max).orNull();
    return new Given<>(given == null ? otherwise : given.intValue());
  }

  /** Whether the query has a parameter. */
  public boolean asks(String name) {
    return query().containsKey(name);
  }

  /** Text of the query; empty when it isn't given. */
  public Given<String> text(String name, int maxCharacters) {
    var given = query().getOrDefault(name, "");
    var loc = List.of("query", name);
    if (Text.length(given) > maxCharacters) {
      mistake(
          loc, "String should have at most " + maxCharacters + " characters", "string_too_long");
    } else if (given.indexOf('\0') >= 0) {
      mistake(loc, "must not contain the character NUL", "value_error");
    }
    return new Given<>(given);
  }

  /** A parameter of the query that has to be there. */
  public <T> Given<T> requiredQuery(String name, Function<String, T> type) {
    if (!asks(name)) {
      mistake(List.of("query", name), "Field required", "missing");
      return new Given<>(null);
    }
    return optionalQuery(name, type);
  }

  /** A parameter of the query that may be left out. */
  public <T> Given<T> optionalQuery(String name, Function<String, T> type) {
    var given = query().get(name);
    return given == null ? new Given<>(null) : value(List.of("query", name), given, type);
  }

  /** A header that may be given once. */
  public <T> Given<T> header(String name, Function<String, T> type) {
    var loc = List.of("header", name.toLowerCase(Locale.ROOT));
    var values = request.req().getHeaders(name);
    if (!values.hasMoreElements()) {
      return new Given<>(null);
    }
    var value = values.nextElement();
    if (values.hasMoreElements()) {
      mistake(loc, "must be given once", "value_error");
      return new Given<>(null);
    }
    return value(loc, value, type);
  }

  /** Reads the body, an object in JSON. To be called before its members are asked for. */
  public Input json() {
    if (!contentType().equals(JSON)) {
      throw new Refusal(Problem.of(415, "The body must be " + JSON));
    }
    readJson();
    return this;
  }

  /** Reads the body, a form or an object in JSON. */
  public Input formOrJson() {
    switch (contentType()) {
      case FORM -> readForm();
      case JSON -> readJson();
      default -> throw new Refusal(Problem.of(415, "The body must be " + FORM + " or " + JSON));
    }
    return this;
  }

  /** A member of the body that has to be there, a string. */
  public <T> Given<T> required(String name, Function<String, T> type) {
    var loc = List.of("body", name);
    var member = body.apply(name);
    if (member.isMissingNode()) {
      mistake(loc, "Field required", "missing");
      return new Given<>(null);
    }
    return member(loc, member, type);
  }

  /** A member of the body that may be left out or null, a string otherwise. */
  public <T> Given<T> optional(String name, Function<String, T> type) {
    var member = body.apply(name);
    return member.isMissingNode() || member.isNull()
        ? new Given<>(null)
        : member(List.of("body", name), member, type);
  }

  /** Notes that something is wrong with a parameter of the query. */
  public void rejectQuery(String name, String problem) {
    mistake(List.of("query", name), problem, "value_error");
  }

  /** Notes that something is wrong with a member of the body. */
  public void reject(String name, String problem) {
    mistake(List.of("body", name), problem, "value_error");
  }

  /**
   * To be called between reading the inputs and using them.
   *
   * @throws Refusal when anything is wrong
   */
  public void check() {
    if (!mistakes.isEmpty()) {
      throw new Refusal(Problem.invalid(mistakes));
    }
  }

  /** What answers for a member of the body that turned out to be wrong later on. */
  public Refusal refusal(String name, String problem) {
    reject(name, problem);
    return new Refusal(Problem.invalid(mistakes));
  }

  private void readJson() {
    JsonNode node;
    try {
      node = Json.parse(Body.read(request));
    } catch (Json.Malformed e) {
      mistake(List.of("body"), "JSON decode error", "json_invalid");
      throw new Refusal(Problem.invalid(mistakes));
    }
    if (node.isMissingNode()) {
      mistake(List.of("body"), "Field required", "missing");
    } else if (!node.isObject()) {
      mistake(List.of("body"), "Input should be a valid object", "model_attributes_type");
    }
    check();
    body = node::path;
  }

  private void readForm() {
    Map<String, String> fields;
    try {
      fields = UrlEncoded.parse(Body.text(request));
    } catch (UrlEncoded.Malformed e) {
      mistake(List.of("body"), "Form decode error", "form_invalid");
      throw new Refusal(Problem.invalid(mistakes));
    }
    // An empty field of a form is one that nobody filled in.
    fields.values().removeIf(String::isEmpty);
    body = Json.tree(fields)::path;
  }

  private String contentType() {
    // As it came: the servlet's own reading fails for a charset that it doesn't know.
    var type = Objects.requireNonNullElse(request.req().getHeader("Content-Type"), "");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private Map<String, String> query() {
    if (query == null) {
      var encoded = request.queryString();
      try {
        query = encoded == null ? Map.of() : UrlEncoded.parse(encoded);
      } catch (UrlEncoded.Malformed e) {
        mistake(List.of("query"), "Query decode error", "query_invalid");
        query = Map.of();
      }
    }
    return query;
  }

  private Given<Long> integer(List<String> loc, String text, long min, long max) {
    long value;
    try {
      // The pattern first: the JDK also reads digits of other scripts.
      if (!INTEGER.matcher(text).matches()) {
        throw new NumberFormatException();
      }
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      mistake(loc, "Input should be a valid integer of at most 64 bits", "int_parsing");
      return new Given<>(null);
    }
    if (value < min) {
      mistake(loc, "Input should be greater than or equal to " + min, "greater_than_equal");
      return new Given<>(null);
    }
    if (value > max) {
      mistake(loc, "Input should be less than or equal to " + max, "less_than_equal");
      return new Given<>(null);
    }
    return new Given<>(value);
  }

  private <T> Given<T> member(List<String> loc, JsonNode member, Function<String, T> type) {
    if (!member.isTextual()) {
      mistake(loc, "Input should be a valid string", "string_type");
      return new Given<>(null);
    }
    return value(loc, member.textValue(), type);
  }

  private <T> Given<T> value(List<String> loc, String text, Function<String, T> type) {
    try {
      return new Given<>(type.apply(text));
    } catch (InvalidValue e) {
      mistake(loc, e.problem(), "value_error");
      return new Given<>(null);
    }
  }

  private void mistake(List<String> loc, String msg, String type) {
    mistakes.add(new Mistake(loc, msg, type));
  }
}
