package chat.proof.check;

import chat.proof.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run by its history alone, as <a href="https://jepsen.io/">Jepsen</a>'s checkers do:
 * clients act while faults happen, everything is recorded with its outcome (done, refused, or not
 * known), and afterwards one pure function says whether any order of events that keeps the promises
 * explains what was recorded. Where <a href="https://github.com/jepsen-io/elle">Elle</a> must infer
 * that order from what reads return, here the server states it, as each event's number in its room:
 * that makes the check linear, and the statement itself is what is checked.
 *
 * <p>Demanded of every room, for its messages, edits and deletions:
 *
 * <ul>
 *   <li>What was acknowledged is in the history exactly once, under the id and number that were
 *       acknowledged, and says what was sent; what was refused isn't there; of what had neither
 *       answer there is at most one. Nothing is there that nobody sent.
 *   <li>Every number from 1 to the head is a message, an edit or a deletion, the same to everybody.
 *   <li>Every subscriber was shown a run of numbers without a gap or a repeat from where it started
 *       to the head, and was never told to start over.
 *   <li>What was sent after something had been acknowledged has the higher number (so the order is
 *       that of real time, not only of each sender).
 *   <li>Messages end up saying what their last acknowledged edit said, or nothing if a deletion was
 *       acknowledged; changes that nobody got an answer to may have happened or not. Nobody was
 *       ever shown a content that its author hadn't given it.
 *   <li>Reading the history backwards and forwards gives the same.
 *   <li>When nobody comes or goes any more, everybody is shown who is in each room, and nobody
 *       else.
 *   <li>Who has logged out keeps no socket, and gets no other one with the same token.
 * </ul>
 *
 * <p>For one check, by one thread.
 */
public final class Checker {
  /** So many violations are described; all are counted. */
  public static final int MOST_VIOLATIONS = 200;

  private final Findings findings = new Findings();
  private final Map<Long, Said.Try> tries = new HashMap<>();
  private final Map<String, Said> saidByClientId = new HashMap<>();
  private final Map<String, Said> saidByContent = new HashMap<>();
  private final Map<Long, Change> changes = new HashMap<>();
  private final Map<String, Map<Long, Following>> followings = new TreeMap<>();
  private final Map<Long, Room> rooms = new TreeMap<>();
  private long seen;

  private Checker() {}

  /**
   * Judges.
   *
   * @throws IllegalArgumentException when the entries can't be of one run, such as an
   *     acknowledgement of what was never tried
   */
  public static Verdict check(List<Entry> entries) {
    var checker = new Checker();
    for (int i = 0; i < entries.size(); i++) {
      checker.take(entries.get(i), i);
    }
    checker.rooms.values().forEach(checker::judge);
    checker.saidByClientId.values().forEach(checker::judge);
    checker.judgeFollowings();
    return checker.verdict();
  }

  /** What is known of a room. */
  private static final class Room {
    final long number;
    final Map<Long, Place> places = new TreeMap<>();
    final Map<Long, Entry.Stored> stored = new HashMap<>();
    final Map<Long, List<Change>> changes = new HashMap<>();
    final Map<Long, Said> ackedById = new HashMap<>();
    final Map<Entry.Reading, List<Entry.Stored>> readings = new HashMap<>();

    /** Everything that somebody was shown, by number; what all agree on is there once. */
    final Map<Long, Set<Event>> events = new HashMap<>();

    long highestAcked;
    @Nullable Long head;

    Room(long number) {
      this.number = number;
    }

    List<Change> changesOf(long id) {
      return changes.getOrDefault(id, List.of());
    }

    @Override
    public String toString() {
      return "room " + number;
    }
  }

  private Room room(long number) {
    return rooms.computeIfAbsent(number, Room::new);
  }

  // --- In the order in which it happened

  private void take(Entry entry, int at) {
    if (entry instanceof Entry.Seen shown) {
      take(shown);
    } else if (entry instanceof Entry.Sent sent) {
      take(sent);
    } else if (entry instanceof Entry.Acked acked) {
      take(acked);
    } else if (entry instanceof Entry.Refused refused) {
      tryNumbered(refused.attempt()).refused = true;
    } else if (entry instanceof Entry.ChangeTried tried) {
      take(tried, at);
    } else if (entry instanceof Entry.ChangeAcked acked) {
      changeNumbered(acked.change()).ackedAt = at;
    } else if (entry instanceof Entry.ChangeRefused refused) {
      changeNumbered(refused.change()).refused = true;
    } else if (entry instanceof Entry.Started started) {
      take(started);
    } else if (entry instanceof Entry.WasReset reset) {
      following(reset.subscriber(), reset.room()).reset(reset.reason(), reset.seq());
    } else if (entry instanceof Entry.Head head) {
      room(head.room()).head = head.seq();
    } else if (entry instanceof Entry.Stored stored) {
      room(stored.room())
          .readings
          .computeIfAbsent(stored.reading(), reading -> new ArrayList<>())
          .add(stored);
    } else if (entry instanceof Entry.Present present) {
      take(present);
    } else if (entry instanceof Entry.LoggedOut left) {
      take(left);
    }
  }

  private void take(Entry.Present present) {
    var absent = new TreeSet<>(present.there());
    absent.removeAll(present.shown());
    var ghosts = new TreeSet<>(present.shown());
    ghosts.removeAll(present.there());
    if (!absent.isEmpty() || !ghosts.isEmpty()) {
      findings.add(
          Kind.WRONG_PRESENCE,
          present.observer()
              + " in room "
              + present.room()
              + " wasn't shown "
              + absent
              + ", and was shown "
              + ghosts
              + ", who weren't there");
    }
  }

  private void take(Entry.LoggedOut left) {
    if (left.millis() > left.mostMillis()) {
      findings.add(
          Kind.STILL_OPEN,
          "a socket of "
              + left.who()
              + " went on for "
              + left.millis()
              + " ms after they had logged out, and might for "
              + left.mostMillis());
    }
    if (left.cameBack()) {
      findings.add(
          Kind.STILL_OPEN,
          left.who() + " had logged out, and opened another socket with the same token");
    }
  }

  private void take(Entry.Sent sent) {
    var room = room(sent.room());
    var said =
        saidByClientId.computeIfAbsent(sent.clientId(), name -> new Said(sent, room.highestAcked));
    if (said.room != sent.room() || !said.sender.equals(sent.sender())) {
      throw new IllegalArgumentException(
          sent.clientId() + " stands for messages of several senders or rooms");
    }
    var other = saidByContent.putIfAbsent(sent.content(), said);
    if (other != null && other != said) {
      throw new IllegalArgumentException(
          "'" + sent.content() + "' was said as " + other.clientId + " and as " + said.clientId);
    }
    var attempt = new Said.Try(said, sent.content());
    said.tries.add(attempt);
    if (tries.put(sent.attempt(), attempt) != null) {
      throw new IllegalArgumentException("there are two tries " + sent.attempt());
    }
  }

  private void take(Entry.Acked acked) {
    var attempt = tryNumbered(acked.attempt());
    var said = attempt.said;
    var first = said.ack;
    if (first == null) {
      said.ack = acked;
      said.ackedContent = attempt.content;
      var room = room(said.room);
      room.highestAcked = Math.max(room.highestAcked, acked.seq());
      var other = room.ackedById.put(acked.id(), said);
      if (other != null) {
        findings.add(
            Kind.WRONGLY_ACKED,
            "message " + acked.id() + " was acknowledged for " + other + " and for " + said);
      }
    } else if (first.id() != acked.id() || first.seq() != acked.seq()) {
      findings.add(
          Kind.WRONGLY_ACKED,
          said + " was acknowledged as " + name(first) + " and then as " + name(acked));
    } else if (!attempt.content.equals(said.ackedContent)) {
      findings.add(
          Kind.WRONGLY_ACKED,
          said
              + " was acknowledged with two contents: '"
              + said.ackedContent
              + "' and '"
              + attempt.content
              + "'");
    }
  }

  private static String name(Entry.Acked ack) {
    return "message " + ack.id() + ", number " + ack.seq();
  }

  private void take(Entry.ChangeTried tried, int at) {
    var change = new Change(tried, at);
    room(tried.room()).changes.computeIfAbsent(tried.id(), id -> new ArrayList<>()).add(change);
    if (changes.put(tried.change(), change) != null) {
      throw new IllegalArgumentException("there are two changes " + tried.change());
    }
  }

  private void take(Entry.Started started) {
    var following = new Following(started.subscriber(), started.room(), started.seq(), findings);
    var before =
        followings
            .computeIfAbsent(started.subscriber(), who -> new TreeMap<>())
            .put(started.room(), following);
    if (before != null) {
      throw new IllegalArgumentException(
          started.subscriber() + " starts twice in room " + started.room());
    }
  }

  private void take(Entry.Seen shown) {
    seen++;
    var event = shown.event();
    following(shown.subscriber(), event.room()).seen(event.seq());
    var room = room(event.room());
    if (room.events.computeIfAbsent(event.seq(), seq -> new HashSet<>(2)).add(event)) {
      agree(
          room,
          event.seq(),
          new Place(
              event.kind(), event.id(), event.messageSeq(), event.author(), shown.subscriber()));
    }
  }

  private void agree(Room room, long seq, Place place) {
    var known = room.places.putIfAbsent(seq, place);
    if (known != null && !known.isSameAs(place)) {
      findings.add(
          Kind.DISAGREEMENT,
          "number " + seq + " of " + room + " is " + known.text() + " and " + place.text());
    }
  }

  private Said.Try tryNumbered(long attempt) {
    var known = tries.get(attempt);
    if (known == null) {
      throw new IllegalArgumentException("there was no try " + attempt);
    }
    return known;
  }

  private Change changeNumbered(long number) {
    var known = changes.get(number);
    if (known == null) {
      throw new IllegalArgumentException("there was no change " + number);
    }
    return known;
  }

  private Following following(String subscriber, long room) {
    var following = followings.getOrDefault(subscriber, Map.of()).get(room);
    if (following == null) {
      throw new IllegalArgumentException(subscriber + " never started in room " + room);
    }
    return following;
  }

  // --- When everything is over

  private void judge(Room room) {
    judgeReadings(room);
    for (var message : room.stored.values()) {
      agree(
          room,
          message.seq(),
          new Place(
              Event.Kind.MESSAGE, message.id(), message.seq(), message.author(), "the history"));
      judge(room, message);
    }
    judgeNumbers(room);
    judgeEvents(room);
  }

  private void judgeReadings(Room room) {
    var backwards = judgeReading(room, Entry.Reading.BACKWARDS);
    var forwards = judgeReading(room, Entry.Reading.FORWARDS);
    room.stored.putAll(backwards);
    for (var message : forwards.values()) {
      var other = backwards.get(message.id());
      if (other == null) {
        findings.add(Kind.LOST, only(room, message, "forwards", "backwards"));
        room.stored.put(message.id(), message);
      } else if (!sameFacts(message, other)) {
        findings.add(
            Kind.DISAGREEMENT,
            "the history of " + room + " read backwards and forwards: " + other + ", " + message);
      }
    }
    for (var message : backwards.values()) {
      if (!forwards.containsKey(message.id())) {
        findings.add(Kind.LOST, only(room, message, "backwards", "forwards"));
      }
    }
  }

  private static String only(Room room, Entry.Stored message, String one, String other) {
    return "the history of "
        + room
        + " read "
        + one
        + " has message "
        + message.id()
        + ", number "
        + message.seq()
        + ", and read "
        + other
        + " it hasn't";
  }

  private static boolean sameFacts(Entry.Stored one, Entry.Stored other) {
    return one.seq() == other.seq()
        && one.author().equals(other.author())
        && one.content().equals(other.content())
        && one.edited() == other.edited()
        && one.deleted() == other.deleted();
  }

  private Map<Long, Entry.Stored> judgeReading(Room room, Entry.Reading reading) {
    var messages = new HashMap<Long, Entry.Stored>();
    long before = reading == Entry.Reading.BACKWARDS ? Long.MAX_VALUE : 0;
    for (var message : room.readings.getOrDefault(reading, List.of())) {
      boolean isOnward =
          reading == Entry.Reading.BACKWARDS ? message.seq() < before : message.seq() > before;
      if (messages.put(message.id(), message) != null) {
        findings.add(
            Kind.DOUBLED,
            "the history of "
                + room
                + " has message "
                + message.id()
                + ", number "
                + message.seq()
                + ", twice ("
                + reading
                + ")");
      } else if (!isOnward) {
        findings.add(
            Kind.OUT_OF_ORDER,
            "the history of "
                + room
                + " has number "
                + message.seq()
                + " after "
                + before
                + " ("
                + reading
                + ")");
      }
      before = message.seq();
    }
    return messages;
  }

  /** What is in the history, against what was sent. */
  private void judge(Room room, Entry.Stored message) {
    var said = whatWasSaid(room, message);
    if (said == null) {
      findings.add(Kind.INVENTED, text(room, message) + ": nobody sent that");
      return;
    }
    said.stored.add(message);
    if (!said.sender.equals(message.author()) || said.room != room.number) {
      findings.add(Kind.ALTERED, text(room, message) + ": it is " + said);
    }
    judgeContent(room, message, said);
  }

  /** By its acknowledgement; else by what it says, or what somebody was shown of it earlier. */
  private @Nullable Said whatWasSaid(Room room, Entry.Stored message) {
    var said = room.ackedById.get(message.id());
    if (said == null) {
      said = saidByContent.get(message.content());
    }
    if (said == null) {
      for (var event : room.events.getOrDefault(message.seq(), Set.of())) {
        said = saidByContent.get(event.content());
        if (said != null) {
          return said;
        }
      }
    }
    return said;
  }

  private void judgeContent(Room room, Entry.Stored message, Said said) {
    var mine = room.changesOf(message.id());
    if (message.deleted()) {
      if (!message.content().isEmpty()) {
        findings.add(Kind.ALTERED, text(room, message) + ": deleted, and it still says something");
      }
      if (!happened(mine, Change::isDeletion)) {
        findings.add(Kind.INVENTED, text(room, message) + ": nobody deleted it");
      }
      return;
    }
    for (var change : mine) {
      if (change.isDeletion() && change.isAcked()) {
        findings.add(Kind.LOST, text(room, message) + ": its deletion was acknowledged");
        return;
      }
    }
    var original = said.ackedContent == null ? "" : said.ackedContent;
    boolean isOriginal =
        said.ackedContent == null
            ? said.maySay(message.content())
            : message.content().equals(original);
    if (isOriginal) {
      if (message.edited()) {
        findings.add(
            Kind.ALTERED, text(room, message) + ": edited, and it says what was first sent");
      }
      for (var change : mine) {
        if (change.isAcked()) {
          findings.add(Kind.LOST, text(room, message) + ": without the acknowledged " + change);
          return;
        }
      }
      return;
    }
    judgeEdited(room, message, said, mine);
  }

  private void judgeEdited(Room room, Entry.Stored message, Said said, List<Change> mine) {
    for (var change : mine) {
      if (message.content().equals(change.content()) && change.mayHaveHappened()) {
        if (!message.edited()) {
          findings.add(Kind.ALTERED, text(room, message) + ": after an edit, but not marked so");
        }
        for (var later : mine) {
          if (change.isFollowedBy(later)) {
            findings.add(Kind.LOST, text(room, message) + ": without the acknowledged " + later);
            return;
          }
        }
        return;
      }
    }
    var sent =
        said.ackedContent != null
            ? "'" + said.ackedContent + "' was"
            : said.wasRefused() ? "what was refused was" : "another content was";
    findings.add(Kind.ALTERED, text(room, message) + ": " + sent + " sent as " + said);
  }

  private static boolean happened(List<Change> changes, Predicate<Change> which) {
    return changes.stream().anyMatch(which.and(Change::mayHaveHappened));
  }

  private static String text(Room room, Entry.Stored message) {
    return "message "
        + message.id()
        + ", number "
        + message.seq()
        + " of "
        + room
        + ", by "
        + message.author()
        + ", '"
        + message.content()
        + "'";
  }

  /** Every number from 1 to the head is something, and none beyond. */
  private void judgeNumbers(Room room) {
    if (room.head == null) {
      findings.add(Kind.LOST, "nobody could say what the last number of " + room + " is");
      return;
    }
    long head = room.head;
    long before = 0;
    for (long seq : room.places.keySet()) {
      if (seq > before + 1) {
        findings.add(
            Kind.GAP, "in " + room + " nothing is known of " + (before + 1) + " to " + (seq - 1));
      }
      before = seq;
    }
    if (before < head) {
      findings.add(Kind.GAP, "in " + room + " nothing is known of " + (before + 1) + " to " + head);
    } else if (before > head) {
      findings.add(Kind.INVENTED, room + " ends at " + head + ", but there is a number " + before);
    }
  }

  /** What subscribers were shown, against the history and what was sent. */
  private void judgeEvents(Room room) {
    var edits = new HashMap<Long, Integer>();
    var deletions = new HashMap<Long, Integer>();
    var lastEdit = new HashMap<Long, Long>();
    for (var numbered : room.places.entrySet()) {
      long seq = numbered.getKey();
      var place = numbered.getValue();
      var message = room.stored.get(place.id());
      if (message == null) {
        findings.add(
            Kind.LOST,
            "number "
                + seq
                + " of "
                + room
                + " is "
                + place.text()
                + ", but the history has no such message");
        continue;
      }
      if (place.messageSeq() != message.seq()
          || (place.kind() != Event.Kind.MESSAGE && seq <= message.seq())) {
        findings.add(
            Kind.DISAGREEMENT,
            "number "
                + seq
                + " of "
                + room
                + " is "
                + place.text()
                + ", but in the history that message has number "
                + message.seq());
      }
      if (place.kind() == Event.Kind.EDIT) {
        edits.merge(message.id(), 1, Integer::sum);
        lastEdit.put(message.id(), seq);
      } else if (place.kind() == Event.Kind.DELETION) {
        deletions.merge(message.id(), 1, Integer::sum);
      }
      for (var event : room.events.getOrDefault(seq, Set.of())) {
        judge(room, message, event);
      }
    }
    for (var message : room.stored.values()) {
      judgeNumberOfChanges(
          room,
          message,
          edits.getOrDefault(message.id(), 0),
          deletions.getOrDefault(message.id(), 0));
      var last = lastEdit.get(message.id());
      if (last != null && !message.deleted()) {
        judgeLastEdit(room, message, last);
      }
    }
  }

  private void judgeNumberOfChanges(Room room, Entry.Stored message, int edits, int deletions) {
    var mine = room.changesOf(message.id());
    long acked = mine.stream().filter(c -> !c.isDeletion() && c.isAcked()).count();
    long possible = mine.stream().filter(c -> !c.isDeletion() && c.mayHaveHappened()).count();
    if (edits < acked) {
      findings.add(
          Kind.LOST,
          text(room, message)
              + ": "
              + acked
              + " edits were acknowledged, and "
              + edits
              + " have a number");
    } else if (edits > possible) {
      findings.add(
          Kind.DOUBLED,
          text(room, message)
              + ": edited at most "
              + possible
              + " times, and "
              + edits
              + " edits have a number");
    }
    int wanted = message.deleted() ? 1 : 0;
    if (deletions != wanted) {
      findings.add(
          deletions > wanted ? Kind.DOUBLED : Kind.LOST,
          text(room, message)
              + (message.deleted() ? ": deleted" : ": not deleted")
              + ", and "
              + deletions
              + " deletions have a number");
    }
  }

  private void judgeLastEdit(Room room, Entry.Stored message, long last) {
    for (var event : room.events.getOrDefault(last, Set.of())) {
      if (!event.deleted() && !event.content().equals(message.content())) {
        findings.add(
            Kind.DISAGREEMENT,
            text(room, message)
                + ": its last edit, number "
                + last
                + ", says '"
                + event.content()
                + "'");
      }
    }
  }

  private void judge(Room room, Entry.Stored message, Event event) {
    if (event.deleted()) {
      if (!event.content().isEmpty() || !message.deleted()) {
        findings.add(
            Kind.ALTERED,
            text(event) + " is shown as deleted, and the history has " + text(room, message));
      }
      return;
    }
    if (event.edited()) {
      var edits = room.changesOf(message.id());
      if (!happened(edits, edit -> event.content().equals(edit.content()))) {
        findings.add(
            Kind.ALTERED,
            text(event) + " says '" + event.content() + "', which no edit of that message said");
      }
      return;
    }
    var said = saidByContent.get(event.content());
    if (said == null || !said.maySay(event.content())) {
      findings.add(
          Kind.INVENTED, text(event) + " says '" + event.content() + "', which nobody sent");
    } else if (!said.sender.equals(event.author()) || said.room != event.room()) {
      findings.add(Kind.ALTERED, text(event) + " by " + event.author() + " is " + said);
    } else if (said.ack != null && said.ack.id() != event.id()) {
      findings.add(
          Kind.ALTERED,
          text(event) + " says what was acknowledged as " + name(said.ack) + " to " + said);
    } else if (event.clientId() != null && !event.clientId().equals(said.clientId)) {
      findings.add(Kind.ALTERED, text(event) + " is called " + event.clientId() + ", not " + said);
    }
  }

  private static String text(Event event) {
    return "number " + event.seq() + " of room " + event.room() + ", message " + event.id() + ",";
  }

  /** What was sent, against what is in the history. */
  private void judge(Said said) {
    if (said.stored.size() > 1) {
      findings.add(
          Kind.DOUBLED,
          said
              + " is in the history "
              + said.stored.size()
              + " times: "
              + said.stored.stream()
                  .map(message -> "message " + message.id() + ", number " + message.seq())
                  .toList());
    }
    if (said.wasRefused() && !said.stored.isEmpty()) {
      findings.add(Kind.INVENTED, said + " was refused, and is in the history all the same");
    }
    for (var message : said.stored) {
      if (message.seq() <= said.floor) {
        findings.add(
            Kind.OUT_OF_ORDER,
            said
                + " has number "
                + message.seq()
                + ", but was sent after "
                + said.floor
                + " was acknowledged");
      }
    }
    var ack = said.ack;
    if (ack == null) {
      return;
    }
    if (said.stored.isEmpty()) {
      findings.add(
          Kind.LOST, said + " was acknowledged as " + name(ack) + ", and isn't in the history");
    } else if (said.stored.stream()
        .noneMatch(message -> message.id() == ack.id() && message.seq() == ack.seq())) {
      findings.add(
          Kind.WRONGLY_ACKED,
          said
              + " was acknowledged as "
              + name(ack)
              + ", but is message "
              + said.stored.get(0).id()
              + ", number "
              + said.stored.get(0).seq());
    }
    var place = room(said.room).places.get(ack.seq());
    if (place != null && (place.kind() != Event.Kind.MESSAGE || place.id() != ack.id())) {
      findings.add(
          Kind.WRONGLY_ACKED,
          said + " was acknowledged as " + name(ack) + ", but that number is " + place.text());
    }
  }

  private void judgeFollowings() {
    followings.forEach(
        (who, inRooms) ->
            inRooms.forEach(
                (room, following) -> {
                  var head = room(room).head;
                  if (head != null) {
                    following.ended(head);
                  }
                }));
  }

  private Verdict verdict() {
    long stored = 0;
    long numbered = 0;
    for (var room : rooms.values()) {
      stored += room.stored.size();
      numbered += room.places.values().stream().filter(p -> p.kind() != Event.Kind.MESSAGE).count();
    }
    long acknowledged = saidByClientId.values().stream().filter(said -> said.ack != null).count();
    return new Verdict(findings.first(), findings.counts(), acknowledged, stored, numbered, seen);
  }
}
