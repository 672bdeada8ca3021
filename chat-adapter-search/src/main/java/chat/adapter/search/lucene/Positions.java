package chat.adapter.search.lucene;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Up to which {@code seq} each room is in the index. One thread raises them, after the index has
 * what they say; any may ask how far a room is.
 */
final class Positions {
  private final Map<Long, Long> seqs = new ConcurrentHashMap<>();
  private long sum;

  static Positions parse(String text) {
    var positions = new Positions();
    if (!text.isEmpty()) {
      for (var entry : text.split(",", -1)) {
        int colon = entry.indexOf(':');
        positions.put(
            Long.parseLong(entry.substring(0, colon), Character.MAX_RADIX),
            Long.parseLong(entry.substring(colon + 1), Character.MAX_RADIX));
      }
    }
    return positions;
  }

  long of(long room) {
    return seqs.getOrDefault(room, 0L);
  }

  void put(long room, long seq) {
    var before = seqs.put(room, seq);
    sum += seq - (before == null ? 0 : before);
  }

  /** How many events that are. */
  long sum() {
    return sum;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    seqs.forEach(
        (room, seq) ->
            text.append(text.length() == 0 ? "" : ",")
                .append(Long.toString(room, Character.MAX_RADIX))
                .append(':')
                .append(Long.toString(seq, Character.MAX_RADIX)));
    return text.toString();
  }
}
