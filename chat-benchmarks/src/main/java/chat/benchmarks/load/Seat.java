package chat.benchmarks.load;

/**
 * A connection to be opened.
 *
 * @param token who comes
 * @param room which room it joins
 * @param sends whether it says something in loads
 * @param reads whether it hears; one that doesn't stops reading once it is in the room, and may be
 *     thrown out
 */
public record Seat(String token, long room, boolean sends, boolean reads) {}
