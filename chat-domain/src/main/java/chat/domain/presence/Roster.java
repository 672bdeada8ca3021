package chat.domain.presence;

import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Merges what several nodes say of who is in which room. A person joins with the first node that
 * has them in a room and leaves with the last one; the listener is notified of these two alone.
 *
 * <p>May be used by any thread. Only changes of rooms that share a lock wait for each other, and
 * for the listener, which is called under that lock: so it is notified in the order of the changes,
 * and what it is notified of is so.
 */
public final class Roster {
  private static final int STRIPES = 64;

  private final Presence.Listener listener;
  private final List<Stripe> stripes = new ArrayList<>();

  /** Somebody in a room. */
  public record Entry(RoomId room, Identity who) {}

  public Roster(Presence.Listener listener) {
    this.listener = listener;
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Stripe());
    }
  }

  /**
   * The node has the person in the room; saying it again changes nothing.
   *
   * @return whether no node had them there, so that the listener was notified
   */
  public boolean enter(NodeId node, RoomId room, Identity who) {
    return stripe(room).enter(node, room, who);
  }

  /** The node doesn't have the person in the room; saying it again changes nothing. */
  public void leave(NodeId node, RoomId room, UserId who) {
    stripe(room).leave(node, room, who);
  }

  /** Whether the node has the person in the room. */
  public boolean has(NodeId node, RoomId room, UserId who) {
    return stripe(room).has(node, room, who);
  }

  /** Whom the node has in which rooms, while nobody else changes that. */
  public List<Entry> entries(NodeId node) {
    var entries = new ArrayList<Entry>();
    stripes.forEach(stripe -> stripe.collect(node, entries));
    return entries;
  }

  /** The node has nobody any more. Takes time in proportion to all entries of all nodes. */
  public void forget(NodeId node) {
    replace(node, List.of());
  }

  /** The node has those people alone. Takes time in proportion to all entries of all nodes. */
  public void replace(NodeId node, Collection<Entry> entries) {
    var places = new HashSet<Place>();
    for (var entry : entries) {
      places.add(new Place(entry.room(), entry.who().id()));
      enter(node, entry.room(), entry.who());
    }
    stripes.forEach(stripe -> stripe.keep(node, places::contains));
  }

  /** Who is in the room, on any node. */
  public Presence.Present present(RoomId room, int atMost) {
    return stripe(room).present(room, atMost);
  }

  /** How many rooms have somebody in them, which are all that take memory. */
  public int rooms() {
    return stripes.stream().mapToInt(Stripe::size).sum();
  }

  private Stripe stripe(RoomId room) {
    return stripes.get(Math.floorMod(room.value(), STRIPES));
  }

  private record Place(RoomId room, UserId who) {}

  /** A person in a room, and the nodes that have them there: one at least. */
  private record Person(Identity who, Set<NodeId> nodes) {
    Person with(NodeId node) {
      var more = new HashSet<>(nodes);
      more.add(node);
      return new Person(who, Set.copyOf(more));
    }

    Person without(NodeId node) {
      var fewer = new HashSet<>(nodes);
      fewer.remove(node);
      return new Person(who, Set.copyOf(fewer));
    }
  }

  /** Some of the rooms, under one lock. */
  private final class Stripe {
    private final Map<RoomId, Map<UserId, Person>> rooms = new HashMap<>();

    synchronized boolean enter(NodeId node, RoomId room, Identity who) {
      var people = rooms.computeIfAbsent(room, id -> new HashMap<>());
      var known = people.get(who.id());
      if (known == null) {
        people.put(who.id(), new Person(who, Set.of(node)));
        listener.joined(room, who);
        return true;
      }
      if (!known.nodes().contains(node)) {
        people.put(who.id(), known.with(node));
      }
      return false;
    }

    synchronized void leave(NodeId node, RoomId room, UserId who) {
      var people = rooms.get(room);
      if (people == null) {
        return;
      }
      var known = people.get(who);
      if (known == null || !known.nodes().contains(node)) {
        return;
      }
      if (known.nodes().size() > 1) {
        people.put(who, known.without(node));
        return;
      }
      people.remove(who);
      if (people.isEmpty()) {
        rooms.remove(room);
      }
      listener.left(room, known.who());
    }

    synchronized boolean has(NodeId node, RoomId room, UserId who) {
      var known = rooms.getOrDefault(room, Map.of()).get(who);
      return known != null && known.nodes().contains(node);
    }

    synchronized void collect(NodeId node, List<Entry> into) {
      rooms.forEach(
          (room, people) ->
              people.values().stream()
                  .filter(person -> person.nodes().contains(node))
                  .forEach(person -> into.add(new Entry(room, person.who()))));
    }

    synchronized void keep(NodeId node, Predicate<Place> kept) {
      var mine = new ArrayList<Entry>();
      collect(node, mine);
      for (var entry : mine) {
        if (!kept.test(new Place(entry.room(), entry.who().id()))) {
          leave(node, entry.room(), entry.who().id());
        }
      }
    }

    synchronized Presence.Present present(RoomId room, int atMost) {
      var people = rooms.getOrDefault(room, Map.of());
      var some = new ArrayList<Identity>(Math.min(atMost, people.size()));
      for (Iterator<Person> all = people.values().iterator();
          all.hasNext() && some.size() < atMost; ) {
        some.add(all.next().who());
      }
      return new Presence.Present(some, people.size());
    }

    synchronized int size() {
      return rooms.size();
    }
  }
}
