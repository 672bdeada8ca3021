package chat.adapter.web.socket;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may open sockets. Browsers let every page open one to anywhere and only tell the
 * server where the page is from ({@code Origin}, RFC 6454); what is no browser needn't say. Schemes
 * and hosts are compared without case, and a scheme's own port is as good as none. Immutable.
 */
final class Origins {
  private static final String ALL = "*";
  private static final String AUTHORITY =
      "(\\[[0-9a-fA-F:.]+\\]|[^\\s:/?#@,\\[\\]]+)(?::([0-9]{1,5}))?";
  private static final Pattern ORIGIN = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://" + AUTHORITY);
  private static final Pattern HOST = Pattern.compile(AUTHORITY);
  private static final Map<String, String> USUAL_PORTS = Map.of("http", "80", "https", "443");

  private final Set<String> allowed;

  /**
   * @param allowed the origins beside the server's own, as in {@code https://chat.example}, or
   *     {@code *} for all
   */
  Origins(Set<String> allowed) {
    this.allowed = allowed.stream().map(Origins::normal).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a handshake may go on.
   *
   * @param origins the values of all its {@code Origin} headers
   * @param host the value of its {@code Host} header
   */
  boolean allow(List<String> origins, @Nullable String host) {
    if (origins.isEmpty() || allowed.contains(ALL)) {
      return true;
    }
    if (origins.size() > 1) {
      return false;
    }
    var origin = origins.get(0);
    return allowed.contains(normal(origin)) || (host != null && isSame(origin, host));
  }

  /**
   * Whether a page of that origin was served from where the handshake goes to. The scheme isn't
   * compared: behind a proxy that ends TLS the server doesn't know its own.
   */
  private static boolean isSame(String origin, String host) {
    var page = ORIGIN.matcher(origin);
    var server = HOST.matcher(host);
    if (!page.matches() || !server.matches()) {
      return false;
    }
    var usual = USUAL_PORTS.get(page.group(1).toLowerCase(Locale.ROOT));
    return usual != null
        && page.group(2).equalsIgnoreCase(server.group(1))
        && port(page.group(3), usual).equals(port(server.group(2), usual));
  }

  /** What is no origin stays as it is: {@code null}, say, is equal to none that is allowed. */
  private static String normal(String origin) {
    var parts = ORIGIN.matcher(origin);
    if (!parts.matches()) {
      return origin;
    }
    var scheme = parts.group(1).toLowerCase(Locale.ROOT);
    var port = port(parts.group(3), "");
    return scheme
        + "://"
        + parts.group(2).toLowerCase(Locale.ROOT)
        + (port.isEmpty() || port.equals(USUAL_PORTS.get(scheme)) ? "" : ":" + port);
  }

  private static String port(@Nullable String given, String otherwise) {
    return given == null ? otherwise : Integer.toString(Integer.parseInt(given));
  }
}
