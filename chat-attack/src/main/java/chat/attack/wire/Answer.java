package chat.attack.wire;

import java.util.Map;

/**
 * An answer over HTTP.
 *
 * @param headers by their names in lower case; of several with one name the last
 */
public record Answer(int status, Map<String, String> headers, String body) {
  /** The header's value, empty when there is none. */
  public String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }
}
