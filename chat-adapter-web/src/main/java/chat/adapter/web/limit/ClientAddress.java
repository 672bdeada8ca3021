package chat.adapter.web.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a client calls from, as far as limits tell clients apart: an IPv4 address, or the first 64
 * bits of an IPv6 address, since whoever has one of a network of 64 bits has all of them.
 *
 * <p>Comparable, so that a map stays fast when somebody chooses addresses with one hash.
 */
public record ClientAddress(boolean isIpv6, long bits) implements Comparable<ClientAddress> {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Comparator<ClientAddress> ORDER =
      Comparator.comparing(ClientAddress::isIpv6).thenComparing(ClientAddress::bits);

  /** Of a connection; an IPv4 address within an IPv6 address is that IPv4 address. */
  public static ClientAddress of(InetAddress address) {
    var bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new ClientAddress(false, Integer.toUnsignedLong(bytes.getInt()))
        : new ClientAddress(true, bytes.getLong());
  }

  /**
   * An address as text, such as {@code 192.0.2.1}, {@code 2001:db8::1}, or either with a port: IPv6
   * in brackets then. Empty for any other text; no name is ever looked up.
   */
  static Optional<ClientAddress> parse(String text) {
    var host = text.strip();
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? Optional.empty() : ipv6(host.substring(1, end));
    }
    int colon = host.indexOf(':');
    if (colon < 0) {
      return ipv4(host);
    }
    return colon == host.lastIndexOf(':') ? ipv4(host.substring(0, colon)) : ipv6(host);
  }

  private static Optional<ClientAddress> ipv4(String text) {
    var matcher = IPV4.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(matcher.group(i));
      if (octet > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new ClientAddress(false, bits));
  }

  private static Optional<ClientAddress> ipv6(String text) {
    int zone = text.indexOf('%');
    var address = zone < 0 ? text : text.substring(0, zone);
    // Without a colon the JDK would ask the name service.
    if (!IPV6.matcher(address).matches() || address.indexOf(':') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(InetAddress.getByName(address)));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ClientAddress other) {
    return ORDER.compare(this, other);
  }
}
