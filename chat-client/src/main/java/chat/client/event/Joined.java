package chat.client.event;

import java.util.List;

/**
 * The room is joined, for the first time or again after the connection was lost. What happened
 * since the listener's last logged event follows, then {@link CaughtUp}, then what happens from now
 * on.
 *
 * @param seq the number of the room's newest logged event at that moment, 0 when there is none
 * @param members who is in the room now, this user included; at most the first 1,000
 * @param online how many are in the room now
 */
public record Joined(long roomId, long seq, List<Member> members, int online) implements RoomEvent {
  public Joined {
    members = List.copyOf(members);
  }
}
