package chat.adapter.persistence.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts drafts into their rooms' logs, inside a transaction. For one thread, once. */
final class Append {
  private final AppendSql sql;

  /** The last number in each of the rooms that there are, before and after. */
  private final Map<RoomId, Long> heads = new HashMap<>();

  private final Map<RoomId, Long> raised = new TreeMap<>();

  /** What was sent in an earlier batch, and what is sent first in this one. */
  private final Map<Origin, Message> earlier = new HashMap<>();

  private final Map<Origin, Numbered> fresh = new LinkedHashMap<>();

  Append(AppendSql sql) {
    this.sql = sql;
  }

  List<Appended> run(List<Draft> drafts) {
    // The locks come first: what is read under them can't change until the commit.
    heads.putAll(sql.lockRooms(drafts.stream().map(Draft::room).distinct().sorted().toList()));
    var sendable = drafts.stream().filter(draft -> heads.containsKey(draft.room())).toList();
    for (var message : sql.sent(sendable.stream().map(Origin::of).distinct().toList())) {
      earlier.put(Origin.of(message), message);
    }
    sendable.forEach(this::number);
    sql.insert(List.copyOf(fresh.values()));
    sql.raise(raised);
    return outcomes(drafts, sql.ids(fresh.values().stream().map(Numbered::place).toList()));
  }

  private void number(Draft draft) {
    var origin = Origin.of(draft);
    if (earlier.containsKey(origin) || fresh.containsKey(origin)) {
      return;
    }
    long head = raised.getOrDefault(draft.room(), headOf(draft.room()));
    fresh.put(origin, new Numbered(draft, head + 1));
    raised.put(draft.room(), head + 1);
  }

  private List<Appended> outcomes(List<Draft> drafts, Map<Place, MessageId> ids) {
    var stored = new HashMap<Origin, Message>();
    var outcomes = new ArrayList<Appended>(drafts.size());
    for (var draft : drafts) {
      var origin = Origin.of(draft);
      var numbered = fresh.get(origin);
      var before = earlier.getOrDefault(origin, stored.get(origin));
      if (before != null) {
        outcomes.add(new Appended.Repeated(before));
      } else if (numbered != null) {
        var message = numbered.as(idAt(numbered.place(), ids));
        stored.put(origin, message);
        outcomes.add(new Appended.Stored(message));
      } else {
        outcomes.add(new Appended.NoSuchRoom());
      }
    }
    return outcomes;
  }

  private long headOf(RoomId room) {
    return heads.getOrDefault(room, 0L);
  }

  private static MessageId idAt(Place place, Map<Place, MessageId> ids) {
    var id = ids.get(place);
    if (id == null) {
      throw new IllegalStateException("What was inserted isn't there: " + place);
    }
    return id;
  }
}
