package chat.domain.room;

import chat.domain.InvalidValue;

/** Names one room; positive. Room ids are also the order in which rooms are locked. */
public record RoomId(long value) implements Comparable<RoomId> {
  public RoomId {
    if (value < 1) {
      throw new InvalidValue("room_id", "must be positive");
    }
  }

  @Override
  public int compareTo(RoomId other) {
    return Long.compare(value, other.value);
  }
}
