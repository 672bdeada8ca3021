package chat.adapter.web.connection;

import chat.adapter.web.limit.ClientAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The addresses of clients that were evicted from a {@link Backlog} within the last second: those
 * that fill a budget. Of so many addresses it remembers the latest. Thread-safe, never blocks.
 */
final class Evictions {
  private static final int REMEMBERED = 4_096;
  private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;

  /** When each was last evicted. Guarded by this. */
  private final LinkedHashMap<ClientAddress, Long> times =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientAddress, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  Evictions() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  Evictions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A client of this address was evicted; one that isn't on the internet isn't remembered. */
  synchronized void add(SocketAddress client) {
    if (client instanceof InetSocketAddress internet) {
      times.put(ClientAddress.of(internet.getAddress()), nanoTime.getAsLong());
    }
  }

  /** Whether a client of this address was evicted lately. */
  synchronized boolean isRecent(InetAddress client) {
    var time = times.isEmpty() ? null : times.get(ClientAddress.of(client));
    return time != null && nanoTime.getAsLong() - time < RECENT_NANOS;
  }
}
