package chat.adapter.web.http;

import chat.domain.StoreUnavailable;
import java.time.Duration;
import java.util.Locale;

/**
 * What clients get to know of a store that can't do its work, over REST and over sockets alike.
 *
 * @param words a clause without a full stop that says why, in lower case
 * @param retryAfter when doing the same again is sensible
 */
public record StoreOutage(String words, Duration retryAfter) {
  private static final Duration SHORTLY = Duration.ofSeconds(1);

  /** Somebody has to do something about it first. */
  private static final Duration LATER = Duration.ofSeconds(5);

  public static StoreOutage of(StoreUnavailable why) {
    return switch (why.reason()) {
      case AWAY -> new StoreOutage("the database is away", SHORTLY);
      case FAILING ->
          new StoreOutage("the disk of the database fails, is read-only or over its quota", LATER);
      case FULL -> new StoreOutage("the disk of the database is full", LATER);
      case GONE -> new StoreOutage("the files of the database are gone", LATER);
    };
  }

  String sentence() {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
