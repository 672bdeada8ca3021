package chat.attack.scenario;

import java.util.List;

/**
 * Who and what is on the server before an attack.
 *
 * @param attackers who attack; they have logged in
 * @param largeRooms rooms with many large messages
 * @param manyRooms names of rooms without any
 * @param witnessRoom where the witness talks
 */
public record World(
    List<Account> attackers,
    List<Account> witnesses,
    List<Long> largeRooms,
    List<String> manyRooms,
    long witnessRoom) {
  public static final String PASSWORD = "correct-horse";

  /** Somebody with a valid token. */
  public record Account(String name, String token) {}

  public World {
    attackers = List.copyOf(attackers);
    witnesses = List.copyOf(witnesses);
    largeRooms = List.copyOf(largeRooms);
    manyRooms = List.copyOf(manyRooms);
  }

  /** One of the attackers, counted round. */
  public Account attacker(int number) {
    return attackers.get(number % attackers.size());
  }

  /** One of the rooms with large messages, counted round. */
  public long largeRoom(int number) {
    return largeRooms.get(number % largeRooms.size());
  }
}
