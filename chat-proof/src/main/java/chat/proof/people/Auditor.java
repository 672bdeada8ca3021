package chat.proof.people;

import chat.proof.check.Entry;
import chat.proof.check.History;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Looks at everything when everybody else has gone quiet: joins each room from its beginning, and
 * reads the history by plain REST, page by page, in both directions. For one thread.
 */
public final class Auditor {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"(\\w+)\"");
  private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int QUIET_MS = 500;
  private static final int PAGE = 100;

  private final Rest user;
  private final List<Long> rooms;
  private final History history;

  /**
   * @param user reaches the server with nothing between
   */
  public Auditor(Rest user, List<Long> rooms, History history) {
    this.user = user;
    this.rooms = List.copyOf(rooms);
    this.history = history;
  }

  /**
   * Reads it all and writes it down.
   *
   * @return who follows the rooms from their beginnings
   * @throws IllegalStateException when the rooms can't be read, or don't become quiet
   */
  public WireListener audit() {
    Map<Long, Long> heads = heads("quiet");
    List<Entry.Stored> found = List.of();
    for (int attempt = 1; ; attempt++) {
      found = read();
      var now = heads("quiet-" + attempt);
      if (now.equals(heads)) {
        break;
      }
      // A request that nobody waits for any more was still on its way.
      heads = now;
      if (attempt == 20) {
        throw new IllegalStateException("the rooms don't become quiet");
      }
    }
    heads.forEach((room, head) -> history.add(new Entry.Head(room, head)));
    found.forEach(history::add);
    return listen("auditor", WireListener.From.THE_BEGINNING, history);
  }

  private WireListener listen(String name, WireListener.From from, History into) {
    return WireListener.listen(name, user, rooms, from, into, new SplittableRandom(0));
  }

  /** Where the rooms stand, asked by one whose own story doesn't count. */
  private Map<Long, Long> heads(String name) {
    Pause.millis(QUIET_MS);
    long end = System.nanoTime() + JOIN_NANOS;
    try (var visitor = listen(name, WireListener.From.NOW, new History())) {
      while (rooms.stream().anyMatch(room -> visitor.head(room) < 0)) {
        if (end - System.nanoTime() < 0) {
          throw new IllegalStateException("the rooms can't be joined");
        }
        Pause.millis(20);
      }
      var heads = new HashMap<Long, Long>();
      rooms.forEach(room -> heads.put(room, visitor.head(room)));
      return heads;
    }
  }

  private List<Entry.Stored> read() {
    var found = new ArrayList<Entry.Stored>();
    for (long room : rooms) {
      read(room, "limit=" + PAGE, "next", Entry.Reading.BACKWARDS, found);
      read(room, "after_seq=0&limit=" + PAGE, "prev", Entry.Reading.FORWARDS, found);
    }
    return found;
  }

  private void read(
      long room, String first, String rel, Entry.Reading reading, List<Entry.Stored> into) {
    Optional<String> query = Optional.of(first);
    while (query.isPresent()) {
      var answer = user.page(room, query.get());
      var page = new ArrayList<Entry.Stored>();
      for (var message : answer.body()) {
        page.add(stored(reading, message));
      }
      if (reading == Entry.Reading.FORWARDS) {
        // A page is the newest first, whichever way they are read.
        Collections.reverse(page);
      }
      into.addAll(page);
      query = link(answer.link(), rel);
    }
  }

  private static Entry.Stored stored(Entry.Reading reading, JsonNode message) {
    return new Entry.Stored(
        reading,
        message.path("room_id").asLong(),
        message.path("id").asLong(),
        message.path("seq").asLong(),
        message.path("username").asText(),
        message.path("content").asText(),
        message.has("edited_at"),
        message.path("deleted").asBoolean());
  }

  private static Optional<String> link(String header, String rel) {
    for (var link = LINK.matcher(header); link.find(); ) {
      if (link.group(2).equals(rel)) {
        return Optional.of(link.group(1).substring(link.group(1).indexOf('?') + 1));
      }
    }
    return Optional.empty();
  }
}
