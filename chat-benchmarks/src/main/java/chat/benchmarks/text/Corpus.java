package chat.benchmarks.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Messages of many people in many rooms, some of which are larger than others. Safe for use by
 * several threads.
 */
public final class Corpus {
  public static final int ROOMS = 40;
  public static final int PEOPLE = 100;

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MILLIS_APART = 7_001;
  private static final int SAMPLES = 500;

  /** So that who says it has nothing to do with what is said. */
  private static final long WHO = 0x77686f;

  private final long seed;
  private final int messages;
  private final ChatText text;
  private final Zipf rooms = new Zipf(ROOMS);
  private final Zipf people = new Zipf(PEOPLE);

  public Corpus(long seed, int messages) {
    this.seed = seed;
    this.messages = messages;
    text = new ChatText(seed);
  }

  public int messages() {
    return messages;
  }

  public long seed() {
    return seed;
  }

  /** Differs when the texts do: what was made of others is of no use. */
  public String fingerprint() {
    var sum = new CRC32();
    for (int i = 0; i < SAMPLES; i++) {
      sum.update(text((int) ((long) messages * i / SAMPLES)).getBytes(StandardCharsets.UTF_8));
    }
    return String.format("%d_%08x", messages, sum.getValue());
  }

  /** How long all texts are together, in UTF-8. */
  public long bytes() {
    return IntStream.range(0, messages)
        .mapToLong(number -> text(number).getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  /** What is said in a message; the first is 0. */
  public String text(int number) {
    return text.message(number);
  }

  /** Where: the first room is 0. */
  public int room(int number) {
    return rooms.rank(new Dice(seed ^ WHO, 2L * number));
  }

  /** By whom: the first is 0. */
  public int author(int number) {
    return people.rank(new Dice(seed ^ WHO, 2L * number + 1));
  }

  /** When: no two at once. */
  public Instant at(int number) {
    return FIRST.plusMillis((long) number * MILLIS_APART);
  }
}
