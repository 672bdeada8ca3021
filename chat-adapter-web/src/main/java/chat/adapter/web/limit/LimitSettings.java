package chat.adapter.web.limit;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much one caller may ask for; 0 stands for no limit. What is granted per second may be saved
 * up for {@value #SAVED_SECONDS} seconds, what is granted per hour for one hour, so that a burst is
 * let through. Immutable: {@code LimitSettings.OFF.with(Limit.MESSAGES, 10)}.
 *
 * @param granted how much of each; a limit that isn't named is off
 * @param trustedProxies how many proxies stand in front of the server and add to {@code
 *     X-Forwarded-For}; not a limit: 0 when clients connect directly
 */
public record LimitSettings(Map<Limit, Integer> granted, int trustedProxies) {
  /** For how long what is granted per second may be saved up. */
  public static final int SAVED_SECONDS = 5;

  /** No limit at all. */
  public static final LimitSettings OFF = new LimitSettings(Map.of(), 0);

  /** More than people need, less than a program that runs wild takes. */
  public static final LimitSettings DEFAULTS = defaults();

  public LimitSettings {
    var limited = new EnumMap<Limit, Integer>(Limit.class);
    granted.forEach(
        (limit, each) -> {
          if (each < 0) {
            throw new IllegalArgumentException("limits must not be negative");
          }
          if (each > 0) {
            limited.put(limit, each);
          }
        });
    if (trustedProxies < 0) {
      throw new IllegalArgumentException("there are no fewer than 0 proxies");
    }
    granted = Map.copyOf(limited);
  }

  private static LimitSettings defaults() {
    var limits = OFF;
    for (var limit : Limit.values()) {
      limits = limits.with(limit, limit.usual());
    }
    return limits;
  }

  /** How much of it is granted; 0 for no limit. */
  public int of(Limit limit) {
    return granted.getOrDefault(limit, 0);
  }

  /** The same but for one limit. */
  public LimitSettings with(Limit limit, int each) {
    var changed = new EnumMap<Limit, Integer>(Limit.class);
    changed.putAll(granted);
    changed.put(limit, each);
    return new LimitSettings(changed, trustedProxies);
  }

  /** The same behind so many proxies. */
  public LimitSettings behind(int proxies) {
    return new LimitSettings(granted, proxies);
  }
}
