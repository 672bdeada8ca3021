package chat.adapter.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which modules import which. Immutable. */
final class Modules {
  /**
   * {@code import 'x'}, {@code import … from 'x'}, {@code export … from 'x'}; not {@code
   * import('x')}.
   */
  private static final Pattern IMPORT =
      Pattern.compile("\\b(?:import|export)\\s*(?:[\\w*${}\\s,]*from\\s*)?[\"']([^\"']+)[\"']");

  private final String address;
  private final Map<String, String> names;
  private final Map<String, byte[]> files;

  /**
   * @param address where the files are, with a slash at its end
   * @param importMap as browsers read it
   * @param files by their path from there
   */
  Modules(String address, String importMap, Map<String, byte[]> files) {
    this.address = address;
    this.names = names(importMap);
    this.files = files;
  }

  /** The addresses of a module and of all that it imports, the nearest first. */
  Set<String> neededBy(String start) {
    var found = new LinkedHashSet<String>();
    var next = new ArrayDeque<String>();
    next.add(start);
    while (!next.isEmpty()) {
      var module = next.remove();
      var content =
          module.startsWith(address) ? files.get(module.substring(address.length())) : null;
      if (content != null && found.add(module)) {
        IMPORT
            .matcher(new String(content, UTF_8))
            .results()
            .map(match -> resolve(match.group(1), module))
            .forEach(next::add);
      }
    }
    return found;
  }

  private static Map<String, String> names(String importMap) {
    try {
      return Map.copyOf(new JsonMapper().readValue(importMap, ImportMap.class).imports());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no import map: " + importMap, e);
    }
  }

  private record ImportMap(Map<String, String> imports) {}

  private String resolve(String name, String from) {
    if (name.startsWith(".")) {
      return URI.create(from).resolve(name).toString();
    }
    var exact = names.get(name);
    if (exact != null) {
      return exact;
    }
    var prefix = longestPrefix(name);
    return prefix == null ? name : names.get(prefix) + name.substring(prefix.length());
  }

  private @Nullable String longestPrefix(String name) {
    String longest = null;
    for (var key : names.keySet()) {
      if (key.endsWith("/")
          && name.startsWith(key)
          && (longest == null || key.length() > longest.length())) {
        longest = key;
      }
    }
    return longest;
  }
}
