package chat.testkit;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * For tests alone: knows a few of the letters that look alike. It passes the contract, and lets
 * most lookalikes through. Stateless.
 */
public final class PlainNameSkeletons implements NameSkeletons {
  private static final Map<String, String> WRITTEN =
      Map.of(
          "\u0430", "a",
          "\u0410", "A",
          "\u0412", "B",
          "\u0441", "c",
          "\u043e", "o",
          "\u041e", "O",
          "\u0440", "p",
          "\u0406", "I",
          "æ", "ae");

  private static final Map<String, String> FOLDED = Map.of("i", "l", "1", "l", "0", "o", "m", "rn");

  @Override
  public Skeleton of(String name) {
    var seen =
        Normalizer.normalize(name, Normalizer.Form.NFKC)
            .replaceAll("[\\p{Cf}\\u034f\\ufe00-\\ufe0f]", "")
            .strip()
            .replaceAll("\\s+", " ");
    return new Skeleton(replaced(Text.folded(replaced(seen, WRITTEN)), FOLDED));
  }

  private static String replaced(String text, Map<String, String> table) {
    return text.codePoints()
        .mapToObj(Character::toString)
        .map(letter -> table.getOrDefault(letter, letter))
        .collect(Collectors.joining());
  }

  @Override
  public String version() {
    return "plain-1";
  }
}
