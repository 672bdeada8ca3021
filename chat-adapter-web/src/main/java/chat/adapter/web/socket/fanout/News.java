package chat.adapter.web.socket.fanout;

import chat.domain.message.RoomEvent;
import chat.domain.user.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who came, went and typed in a room since it was last told: of each person the latest alone, so
 * that a crowd that comes at once is told in one go. Used by one thread.
 */
final class News {
  private final Map<UserId, RoomEvent> presence = new LinkedHashMap<>();
  private final Map<UserId, RoomEvent> typing = new LinkedHashMap<>();

  /** Returns whether it is the first since the last {@link #take}. */
  boolean add(RoomEvent event) {
    boolean first = presence.isEmpty() && typing.isEmpty();
    if (event instanceof RoomEvent.Joined joined) {
      presence.put(joined.who().id(), event);
    } else if (event instanceof RoomEvent.Left left) {
      presence.put(left.who().id(), event);
      typing.remove(left.who().id());
    } else if (event instanceof RoomEvent.Typing typed) {
      typing.put(typed.who().id(), event);
    }
    return first && !(presence.isEmpty() && typing.isEmpty());
  }

  /** What somebody was typing has been said. */
  void said(UserId who) {
    typing.remove(who);
  }

  List<RoomEvent> take() {
    var taken = new ArrayList<>(presence.values());
    taken.addAll(typing.values());
    clear();
    return taken;
  }

  void clear() {
    presence.clear();
    typing.clear();
  }
}
