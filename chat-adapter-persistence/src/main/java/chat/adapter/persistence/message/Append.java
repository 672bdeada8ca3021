package chat.adapter.persistence.message;

import chat.domain.message.Appended;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts drafts into their rooms' logs, inside a transaction. For one thread, once. */
final class Append {
  private final AppendSql sql;
  private final boolean lookForRepeats;

  /** The last number in each of the rooms that there are, before. */
  private final Map<RoomId, Long> heads = new HashMap<>();

  /** How many events each room gets. */
  private final Map<RoomId, Long> added = new TreeMap<>();

  /** Messages of earlier batches that the drafts are about, as they are by now. */
  private final Map<MessageId, Kept> rows = new HashMap<>();

  private final Map<Origin, MessageId> earlier = new HashMap<>();

  /** What this batch brings: messages, changes, and the rows that these leave. */
  private final Map<Origin, Numbered> fresh = new LinkedHashMap<>();

  private final List<RoomEvent.Logged> changes = new ArrayList<>();
  private final Map<MessageId, Kept> changed = new LinkedHashMap<>();

  /**
   * @param lookForRepeats whether earlier messages with the drafts' client ids are looked for;
   *     without that look, inserting one that is there again fails as a duplicate
   */
  Append(AppendSql sql, boolean lookForRepeats) {
    this.sql = sql;
    this.lookForRepeats = lookForRepeats;
  }

  List<Appended> run(List<Draft> drafts) {
    // The locks come first: what is read under them can't change until the commit.
    var rooms = drafts.stream().map(Draft::room).distinct().sorted().toList();
    boolean raised = rooms.size() == 1 && sql.raisesAsItLocks() && areNew(drafts);
    heads.putAll(raised ? sql.lockAndRaise(rooms.get(0), drafts.size()) : sql.lockRooms(rooms));
    read(drafts.stream().filter(draft -> heads.containsKey(draft.room())).toList());
    var answers = drafts.stream().map(this::answer).toList();
    var ids = sql.insert(List.copyOf(fresh.values()));
    sql.log(changes);
    sql.update(List.copyOf(changed.values()));
    if (!raised) {
      sql.raise(added);
    }
    return answers.stream().map(answer -> answer.apply(ids)).toList();
  }

  /** Whether all of them will be events, if there is their room. */
  private boolean areNew(List<Draft> drafts) {
    var origins = new HashSet<Origin>();
    return !lookForRepeats
        && drafts.stream()
            .allMatch(draft -> draft.fold(post -> origins.add(Origin.of(post)), change -> false));
  }

  /** Reads the messages that the drafts are about, as earlier batches left them. */
  private void read(List<Draft> drafts) {
    var origins = new LinkedHashSet<Origin>();
    var messages = new LinkedHashSet<MessageId>();
    for (var draft : drafts) {
      boolean unused =
          draft.fold(
              post -> lookForRepeats && origins.add(Origin.of(post)),
              change -> messages.add(change.message()));
    }
    for (var row : sql.sent(List.copyOf(origins))) {
      rows.put(row.message().id(), row);
      earlier.put(Origin.of(row.message()), row.message().id());
    }
    sql.rows(List.copyOf(messages)).forEach(row -> rows.put(row.message().id(), row));
  }

  /** Decides on a draft; the answer wants the ids of the new messages. */
  private Function<Map<Place, MessageId>, Appended> answer(Draft draft) {
    if (!heads.containsKey(draft.room())) {
      return ids -> new Appended.Refused(Appended.Reason.NO_SUCH_ROOM);
    }
    return draft.fold(
        this::answer,
        change -> {
          var outcome = change(change);
          return ids -> outcome;
        });
  }

  private Function<Map<Place, MessageId>, Appended> answer(Draft.Post draft) {
    var origin = Origin.of(draft);
    var row = rows.get(earlier.get(origin));
    if (row != null) {
      var outcome =
          row.firstSaid(draft.content())
              ? new Appended.Repeated(row.message())
              : new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN);
      return ids -> outcome;
    }
    var first = fresh.get(origin);
    if (first != null) {
      boolean same = first.draft().content().equals(draft.content());
      return ids ->
          same
              ? new Appended.Repeated(message(first, ids))
              : new Appended.Refused(Appended.Reason.CLIENT_ID_TAKEN);
    }
    var numbered = new Numbered(draft, next(draft.room()));
    added.merge(draft.room(), 1L, Long::sum);
    fresh.put(origin, numbered);
    return ids -> new Appended.Stored(new RoomEvent.Posted(message(numbered, ids)));
  }

  private Appended change(Draft.Change draft) {
    var row = rows.get(draft.message());
    if (row == null) {
      return new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE);
    }
    var outcome = draft.on(row.message(), next(draft.room()));
    if (outcome instanceof Appended.Stored stored) {
      var after = row.changedTo(stored.event().message());
      added.merge(draft.room(), 1L, Long::sum);
      changes.add(stored.event());
      rows.put(draft.message(), after);
      changed.put(draft.message(), after);
    }
    return outcome;
  }

  private long next(RoomId room) {
    return heads.getOrDefault(room, 0L) + added.getOrDefault(room, 0L) + 1;
  }

  private static Message message(Numbered numbered, Map<Place, MessageId> ids) {
    var id = ids.get(numbered.place());
    if (id == null) {
      throw new IllegalStateException("What was inserted isn't there: " + numbered.place());
    }
    return numbered.as(id);
  }
}
