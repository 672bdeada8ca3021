package chat.benchmarks.load;

import java.util.Arrays;

/**
 * Who said what, and who heard it: each receiver of a room must hear each of its messages once, in
 * the order of {@code seq}, which counts without a gap and is the same for all. Throws {@link
 * Mistake} at the first that isn't so. Used by one thread.
 */
final class Ledger {
  private static final int NOBODY = -1;

  /** What was said in one room. */
  static final class Room {
    private final long id;
    private long said;

    /** The lowest {@code seq} that was heard; 0 when none was. */
    private long first;

    private long head;

    /** The message at each {@code seq} from the first on. */
    private int[] numbers = new int[64];

    Room(long id) {
      this.id = id;
    }
  }

  /** One connection that hears everything that is said in a room. */
  static final class Receiver {
    private final Room room;
    private final String name;
    private long last;

    Receiver(Room room, String name) {
      this.room = room;
      this.name = name;
    }

    /** Whether it has heard anything. */
    boolean hasBegun() {
      return last > 0;
    }

    /** Whether it has heard everything that anybody heard in the room, and nothing is under way. */
    boolean isComplete() {
      return last == room.head && room.head - room.first + 1 == room.said && last > 0;
    }
  }

  private Room[] rooms = new Room[1024];
  private int[] senders = new int[1024];
  private long[] saidAt = new long[1024];
  private long[] seqs = new long[1024];
  private int said;

  /**
   * Notes that a message is said.
   *
   * @return its number
   */
  int say(Room room, int sender, long at) {
    if (said == saidAt.length) {
      int more = said * 2;
      rooms = Arrays.copyOf(rooms, more);
      senders = Arrays.copyOf(senders, more);
      saidAt = Arrays.copyOf(saidAt, more);
      seqs = Arrays.copyOf(seqs, more);
    }
    rooms[said] = room;
    senders[said] = sender;
    saidAt[said] = at;
    room.said++;
    return said++;
  }

  /** How many messages were said. */
  int said() {
    return said;
  }

  long saidAt(int number) {
    return saidAt[number];
  }

  int sender(int number) {
    return number < 0 || number >= said ? NOBODY : senders[number];
  }

  /**
   * Notes that a receiver heard a message.
   *
   * @throws Mistake when it shouldn't have
   */
  void hear(Receiver receiver, long seq, int number) {
    var room = receiver.room;
    if (number < 0 || number >= said || rooms[number] != room) {
      throw new Mistake(receiver.name + " heard what nobody said there, as seq " + seq);
    }
    if (receiver.last > 0 && seq != receiver.last + 1) {
      throw new Mistake(
          receiver.name
              + " heard seq "
              + seq
              + " after "
              + receiver.last
              + (seq > receiver.last ? ": something is lost" : ": doubled or out of order"));
    }
    if (room.first == 0) {
      room.first = seq;
      room.head = seq - 1;
    }
    if (seq > room.head) {
      place(room, seq, number);
    } else if (seq < room.first || room.numbers[(int) (seq - room.first)] != number) {
      throw new Mistake(
          receiver.name + " heard another message as seq " + seq + " of room " + room.id);
    }
    receiver.last = seq;
  }

  /** Nobody heard this seq before. */
  private void place(Room room, long seq, int number) {
    if (seq != room.head + 1) {
      throw new Mistake("room " + room.id + " jumped from seq " + room.head + " to " + seq);
    }
    if (seqs[number] != 0) {
      throw new Mistake(
          "room " + room.id + " has one message as seq " + seqs[number] + " and " + seq);
    }
    seqs[number] = seq;
    int index = (int) (seq - room.first);
    if (index == room.numbers.length) {
      room.numbers = Arrays.copyOf(room.numbers, index * 2);
    }
    room.numbers[index] = number;
    room.head = seq;
  }

  /**
   * Called when nothing is under way any more.
   *
   * @throws Mistake when the receiver hasn't heard everything
   */
  void assertComplete(Receiver receiver) {
    if (!receiver.isComplete()) {
      throw new Mistake(
          receiver.name
              + " heard up to seq "
              + receiver.last
              + " of "
              + (receiver.room.first + receiver.room.said - 1)
              + ": the rest is lost");
    }
  }
}
