package chat.adapter.web.limit;

import java.util.ArrayList;
import java.util.List;

/** Tells where a request comes from, in front of or behind proxies. Thread-safe. */
final class ClientAddresses {
  /** Whoever has no address that could be told apart, such as a client on a UNIX socket. */
  private static final ClientAddress UNKNOWN = new ClientAddress(true, 0);

  private final int trustedProxies;

  /**
   * @param trustedProxies how many proxies every request goes through, each of which adds whom it
   *     was called by at the end of {@code X-Forwarded-For}
   */
  ClientAddresses(int trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  /**
   * The address that the outermost trusted proxy was called by. What stands before it in the header
   * was written by the client, who may write anything. When the trusted ones wrote less than they
   * should have, or no address, it is the address that the connection comes from.
   *
   * @param connection where the connection comes from
   * @param forwardedFor the lines of the header, in the order in which they came
   */
  ClientAddress of(String connection, List<String> forwardedFor) {
    if (trustedProxies > 0) {
      var hops = new ArrayList<String>();
      for (var line : forwardedFor) {
        hops.addAll(List.of(line.split(",", -1)));
      }
      if (hops.size() >= trustedProxies) {
        var client = ClientAddress.parse(hops.get(hops.size() - trustedProxies));
        if (client.isPresent()) {
          return client.get();
        }
      }
    }
    return ClientAddress.parse(connection).orElse(UNKNOWN);
  }
}
