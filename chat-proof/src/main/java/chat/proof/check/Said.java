package chat.proof.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that somebody wanted to say, in one try or in several. */
final class Said {
  final String sender;
  final long room;
  final String clientId;

  /** What had been acknowledged in the room before the first try: this one's number is higher. */
  final long floor;

  final List<Try> tries = new ArrayList<>();

  /** The first acknowledgement, if any. */
  Entry.@Nullable Acked ack;

  /** What the acknowledged try said. */
  @Nullable String ackedContent;

  /** The messages of the history that are this one. At most one, if all is well. */
  final List<Entry.Stored> stored = new ArrayList<>();

  Said(Entry.Sent first, long floor) {
    sender = first.sender();
    room = first.room();
    clientId = first.clientId();
    this.floor = floor;
  }

  /** Whether it may have been stored with this content. */
  boolean maySay(String content) {
    return tries.stream().anyMatch(t -> !t.refused && t.content.equals(content));
  }

  boolean wasRefused() {
    return tries.stream().allMatch(t -> t.refused);
  }

  @Override
  public String toString() {
    return clientId + " of " + sender + " in room " + room;
  }

  /** One try. */
  static final class Try {
    final Said said;
    final String content;
    boolean refused;

    Try(Said said, String content) {
      this.said = said;
      this.content = content;
    }
  }
}
