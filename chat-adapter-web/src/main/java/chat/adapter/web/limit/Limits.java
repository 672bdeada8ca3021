package chat.adapter.web.limit;

import chat.domain.user.UserId;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each caller to what the settings grant, on this server alone. Its memory is bounded however
 * many callers there are, and needs no closing. Thread-safe, never blocks; asking costs some 100 ns
 * and no lock that other users share, and without a limit nothing.
 */
public final class Limits {
  /** After what time a user with too many sockets may try again: nobody knows when one closes. */
  public static final Duration SOCKET_PAUSE = Duration.ofSeconds(10);

  /** Of an address, when the server is behind: some pages and their sockets. */
  private static final int CONNECTIONS_WHEN_BEHIND = 16;

  /** For each kind of limit; some 20 MB, should anybody ever make so many. */
  private static final int MAX_KEYS = 65_536;

  private final TimeMeter clock;
  private final @Nullable Allowances<UserId> messages;
  private final @Nullable Allowances<UserId> joins;
  private final @Nullable Allowances<UserId> searches;
  private final @Nullable Allowances<UserId> reads;
  private final @Nullable Allowances<UserId> rooms;
  private final @Nullable Allowances<ClientAddress> handshakes;
  private final ClientAddresses addresses;
  private final @Nullable Rate frames;
  private final SocketPlaces<UserId> sockets;
  private final SocketPlaces<ClientAddress> connections;
  private final boolean behindProxies;
  private final @Nullable Allowances<ClientAddress> registrations;
  private final @Nullable Allowances<ClientAddress> failedLoginsOfAddress;
  private final @Nullable Allowances<String> failedLoginsOfName;
  private final @Nullable Allowances<KnownCaller> failedLoginsOfKnownCaller;
  private final KnownAddresses knownAddresses = new KnownAddresses();

  public Limits(LimitSettings settings) {
    this(settings, TimeMeter.SYSTEM_NANOTIME, MAX_KEYS);
  }

  Limits(LimitSettings settings, TimeMeter clock, int maxKeys) {
    this.clock = clock;
    messages = allowances(settings, Limit.MESSAGES, clock, maxKeys);
    joins = allowances(settings, Limit.JOINS, clock, maxKeys);
    searches = allowances(settings, Limit.SEARCHES, clock, maxKeys);
    reads = allowances(settings, Limit.READS, clock, maxKeys);
    rooms = allowances(settings, Limit.ROOMS, clock, maxKeys);
    handshakes = allowances(settings, Limit.HANDSHAKES, clock, maxKeys);
    addresses = new ClientAddresses(settings.trustedProxies());
    frames = Limit.FRAMES.rate(settings.of(Limit.FRAMES));
    sockets = new SocketPlaces<>(settings.of(Limit.SOCKETS));
    connections = new SocketPlaces<>(settings.of(Limit.CONNECTIONS_OF_ADDRESS));
    behindProxies = settings.trustedProxies() > 0;
    registrations = allowances(settings, Limit.REGISTRATIONS, clock, maxKeys);
    failedLoginsOfAddress = allowances(settings, Limit.FAILED_LOGINS_OF_ADDRESS, clock, maxKeys);
    failedLoginsOfName = allowances(settings, Limit.FAILED_LOGINS_OF_NAME, clock, maxKeys);
    failedLoginsOfKnownCaller = allowances(settings, Limit.FAILED_LOGINS_OF_NAME, clock, maxKeys);
  }

  /** The user sends, edits or deletes a message. */
  public Permit messages(UserId user) {
    return messages == null ? Permit.GRANTED : messages.take(user);
  }

  /** The user joins a room. */
  public Permit joins(UserId user) {
    return joins == null ? Permit.GRANTED : joins.take(user);
  }

  /** A client asks for a socket, before its token is known. */
  public Permit handshakes(ClientAddress address) {
    return handshakes == null ? Permit.GRANTED : handshakes.take(address);
  }

  /**
   * Where a call comes from.
   *
   * @param connection where the connection comes from
   * @param forwardedFor the lines of {@code X-Forwarded-For}
   */
  public ClientAddress address(String connection, List<String> forwardedFor) {
    return addresses.of(connection, forwardedFor);
  }

  /** The limit of one socket's frames, for that socket to keep. */
  public FrameLimit frames() {
    return new FrameLimit(frames, clock);
  }

  /**
   * The user opens a socket; empty when there are as many as may be. The place has to be closed
   * when the socket has ended, or didn't come to be.
   */
  public Optional<SocketPlace> sockets(UserId user) {
    return sockets.take(user);
  }

  /**
   * A client connects; empty when its address has as many connections as may be. Those of proxies,
   * which are many clients', aren't counted. The place has to be closed when the connection has
   * ended.
   *
   * @param behind whether the server is behind with its work: then addresses with more than a few
   *     connections get no other, whereas this machine's own has no limit otherwise
   */
  public Optional<SocketPlace> connection(InetAddress client, boolean behind) {
    if (behindProxies) {
      return Optional.of(new SocketPlace(() -> {}));
    }
    int most = client.isLoopbackAddress() ? Integer.MAX_VALUE : connections.most();
    return connections.take(
        ClientAddress.of(client), behind ? Math.min(most, CONNECTIONS_WHEN_BEHIND) : most);
  }

  @Nullable Allowances<UserId> messages() {
    return messages;
  }

  @Nullable Allowances<UserId> reads() {
    return reads;
  }

  @Nullable Allowances<UserId> rooms() {
    return rooms;
  }

  @Nullable Allowances<UserId> searches() {
    return searches;
  }

  @Nullable Allowances<ClientAddress> registrations() {
    return registrations;
  }

  @Nullable Allowances<ClientAddress> failedLoginsOfAddress() {
    return failedLoginsOfAddress;
  }

  /** Those who may guess a name's password from where it has logged in before. */
  private record KnownCaller(String name, ClientAddress address) {}

  /**
   * Takes one of the wrong passwords that a name is granted: of an allowance of its own for an
   * address that the name has logged in from, of one that all others share. Null without a limit.
   */
  @Nullable Reservation failedLogin(String name, ClientAddress address) {
    if (failedLoginsOfName == null || failedLoginsOfKnownCaller == null) {
      return null;
    }
    return knownAddresses.contains(name, address)
        ? failedLoginsOfKnownCaller.reserve(new KnownCaller(name, address))
        : failedLoginsOfName.reserve(name);
  }

  KnownAddresses knownAddresses() {
    return knownAddresses;
  }

  @Nullable Allowances<String> failedLoginsOfName() {
    return failedLoginsOfName;
  }

  private static <K> @Nullable Allowances<K> allowances(
      LimitSettings settings, Limit limit, TimeMeter clock, int maxKeys) {
    var rate = limit.rate(settings.of(limit));
    return rate == null ? null : new Allowances<>(rate, clock, maxKeys);
  }
}
