package chat.adapter.web.limit;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From which addresses a name has logged in, since this server started. Its memory is bounded: it
 * keeps the {@value #ADDRESSES} latest addresses of each of the {@value #NAMES} names that logged
 * in last, some 20 MB should anybody ever make so many. Thread-safe, never blocks for long.
 */
final class KnownAddresses {
  static final int NAMES = 32_768;
  static final int ADDRESSES = 8;

  /** Those that logged in last come last. Guarded by this. */
  private final LinkedHashMap<String, ArrayDeque<ClientAddress>> addresses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<ClientAddress>> eldest) {
          return size() > NAMES;
        }
      };

  synchronized boolean contains(String name, ClientAddress address) {
    var known = addresses.get(name);
    return known != null && known.contains(address);
  }

  /** The name has logged in from there. */
  synchronized void add(String name, ClientAddress address) {
    var known = addresses.remove(name);
    if (known == null) {
      known = new ArrayDeque<>(2);
    }
    known.remove(address);
    known.addLast(address);
    if (known.size() > ADDRESSES) {
      known.removeFirst();
    }
    addresses.put(name, known);
  }
}
