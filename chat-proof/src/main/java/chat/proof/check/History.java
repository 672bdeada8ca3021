package chat.proof.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that was done and seen in a run, in one order. It only grows. Safe for use by several
 * threads.
 *
 * <p>Kept small, because all of it stays in memory: subscribers that were shown the same event
 * share it, and of a long content it keeps the beginning, the length and a SHA-256.
 */
public final class History {
  /** What is at most this long is kept as it is. */
  private static final int LONG = 160;

  private static final int BEGINNING = 80;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Event, Event> events = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Consumer<Entry> follower;

  /** A history that nobody follows. */
  public History() {
    this(entry -> {});
  }

  /**
   * @param follower told of every entry, one at a time and in their order
   */
  public History(Consumer<Entry> follower) {
    this.follower = follower;
  }

  /** Adds it as the newest entry. */
  public void add(Entry entry) {
    // Before the lock: the hash of a long content takes a while.
    var brief = brief(entry);
    synchronized (this) {
      var kept = shared(brief);
      entries.add(kept);
      follower.accept(kept);
    }
  }

  private static Entry brief(Entry entry) {
    if (entry instanceof Entry.Sent sent && sent.content().length() > LONG) {
      return new Entry.Sent(
          sent.attempt(), sent.sender(), sent.room(), sent.clientId(), brief(sent.content()));
    }
    if (entry instanceof Entry.ChangeTried tried
        && tried.content() != null
        && tried.content().length() > LONG) {
      return new Entry.ChangeTried(
          tried.change(), tried.sender(), tried.room(), tried.id(), brief(tried.content()));
    }
    if (entry instanceof Entry.Seen seen && seen.event().content().length() > LONG) {
      var event = seen.event();
      return new Entry.Seen(seen.subscriber(), event.withContent(brief(event.content())));
    }
    if (entry instanceof Entry.Stored stored && stored.content().length() > LONG) {
      return stored.withContent(brief(stored.content()));
    }
    return entry;
  }

  static String brief(String content) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_16BE));
      int end =
          Character.isHighSurrogate(content.charAt(BEGINNING - 1)) ? BEGINNING - 1 : BEGINNING;
      return content.substring(0, end)
          + "... ("
          + content.length()
          + " chars, SHA-256 "
          + HexFormat.of().formatHex(hash)
          + ")";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Entry shared(Entry entry) {
    if (entry instanceof Entry.Seen seen) {
      var event = seen.event();
      var known = events.putIfAbsent(event, event);
      return known == null ? seen : new Entry.Seen(seen.subscriber(), known);
    }
    if (entry instanceof Entry.Sent sent) {
      texts.put(sent.content(), sent.content());
    } else if (entry instanceof Entry.Stored stored) {
      return stored.withContent(texts.getOrDefault(stored.content(), stored.content()));
    }
    return entry;
  }

  /** What has been added so far, in order. */
  public synchronized List<Entry> entries() {
    return Collections.unmodifiableList(new ArrayList<>(entries));
  }
}
