package chat.benchmarks.contestant;

import java.util.List;

/**
 * Who may come, and where to.
 *
 * @param tokens what each of the people shows to be let in
 * @param rooms the ids of the rooms
 */
public record Guests(List<String> tokens, List<Long> rooms) {
  public Guests {
    tokens = List.copyOf(tokens);
    rooms = List.copyOf(rooms);
  }
}
