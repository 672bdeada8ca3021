package chat.adapter.web;

import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Problems;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for a host that the server isn't known as. A page whose name its owner points at
 * this server (DNS rebinding) is of the server's own origin for a browser, and could call whatever
 * people can; its name gives it away.
 *
 * <p>An address is no name that anybody could point elsewhere, and neither is a name of one label,
 * such as {@code localhost} or a machine's in its own network: no domain of the internet is called
 * so. They are always allowed.
 */
final class AllowedHosts extends Handler.Wrapper {
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
  private static final Problem REFUSED =
      Problem.of(
          421,
          "host_not_allowed",
          "This server is not known by that host name; CHAT_ALLOWED_HOSTS lists its names");

  private final Set<String> names;
  private final boolean all;
  private final boolean anyFromProxies;
  private final boolean behindProxies;

  /**
   * @param names what the server is called; {@code *} for anything
   * @param listensOn the name or address that it listens on, which is allowed as well
   * @param trustedProxies how many proxies stand in front of it. Without names they decide: what
   *     comes through them is allowed.
   */
  AllowedHosts(Set<String> names, String listensOn, int trustedProxies, Handler handler) {
    super(handler);
    this.names =
        Stream.concat(names.stream(), Stream.of(listensOn))
            .map(AllowedHosts::normal)
            .collect(Collectors.toUnmodifiableSet());
    all = names.contains("*");
    behindProxies = trustedProxies > 0;
    anyFromProxies = behindProxies && names.isEmpty();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (all || allows(request)) {
      return super.handle(request, response, callback);
    }
    Problems.write(response, callback, REFUSED);
    return true;
  }

  private boolean allows(Request request) {
    var headers = request.getHeaders();
    if (!behindProxies || !headers.contains("X-Forwarded-For")) {
      return allows(request.getHttpURI().getHost());
    }
    var forwarded = headers.getCSV("X-Forwarded-Host", false);
    return anyFromProxies
        || allows(
            forwarded.isEmpty()
                ? request.getHttpURI().getHost()
                : withoutPort(forwarded.get(forwarded.size() - 1)));
  }

  private boolean allows(@Nullable String host) {
    // Without one it is HTTP/1.0, which no browser speaks.
    return host == null || isNobodysToPoint(normal(host)) || names.contains(normal(host));
  }

  private static boolean isNobodysToPoint(String host) {
    return host.indexOf('.') < 0
        || host.indexOf(':') >= 0
        || host.endsWith(".localhost")
        || IPV4.matcher(host).matches();
  }

  private static String withoutPort(String host) {
    int bracket = host.indexOf(']');
    int colon = host.indexOf(':', Math.max(0, bracket));
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static String normal(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
