package chat.benchmarks.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What people say in a chat, message by message. Any one can be had at any time, and is always the
 * same. Safe for use by several threads.
 */
public final class ChatText {
  private static final List<String> NAMES =
      List.of(
          "anna", "ben", "carla", "dmitri", "emil", "fatima", "greta", "hiro", "ines", "jonas",
          "katya", "lucas", "maria", "nadia", "oscar", "paula", "quentin", "rosa", "stefan",
          "tomoko", "ulrike", "vera", "wei", "ximena", "yuki", "zoe");
  private static final List<String> EMOJI =
      List.of(
          "😀", "😂", "👍", "🎉", "❤️", "🙏", "🔥", "😅", "🚀", "👀", "😢", "🤔", "☕", "🍕",
          "👩‍💻", "🇩🇪", "👏🏽", "✅");
  private static final List<String> HOSTS =
      List.of(
          "docs.example.org",
          "wiki.example.com",
          "git.example.net",
          "mail.example.org",
          "shop.example.com",
          "media.example.net");
  private static final List<String> REACTIONS =
      List.of(
          "ok", "OK!", "haha", "lol", "+1", "👍", "🎉", "hm", "?", "😂😂", "ja", "oui", "sí", "да",
          "好", "はい");

  private static final double REACTION = 0.06;
  private static final double MENTION = 0.06;
  private static final double LINK = 0.03;
  private static final double EMOTION = 0.12;
  private static final double NUMBER = 0.04;
  private static final double TYPO = 0.012;
  private static final double COMMA = 0.06;
  private static final double NEXT_SENTENCE = 0.07;

  private static final double MEAN = 1.9;
  private static final double DEVIATION = 0.75;
  private static final int MOST_WORDS = 120;

  /** A word of Chinese says about as much; what separates words elsewhere is counted in here. */
  private static final double CLAUSE = 0.18;

  private final long seed;
  private final Map<Language, Vocabulary> vocabularies = new EnumMap<>(Language.class);

  public ChatText(long seed) {
    this.seed = seed;
    for (var language : Language.values()) {
      vocabularies.put(language, Vocabulary.of(language));
    }
  }

  /** The language of a message. */
  public Language language(int number) {
    return Language.any(new Dice(seed, number));
  }

  /** A message: never blank, and far shorter than a message may be. */
  public String message(int number) {
    var dice = new Dice(seed, number);
    var language = Language.any(dice);
    if (dice.happens(REACTION)) {
      return dice.oneOf(REACTIONS);
    }
    var text = new StringBuilder();
    if (dice.happens(MENTION)) {
      text.append('@').append(dice.oneOf(NAMES)).append(' ');
    }
    int words = (int) Math.min(MOST_WORDS, 1 + StrictMath.exp(MEAN + DEVIATION * dice.normal()));
    var vocabulary = vocabulary(language);
    switch (language) {
      case CHINESE -> chinese(text, vocabulary, words, dice);
      case JAPANESE -> japanese(text, vocabulary, words, dice);
      default -> spaced(text, vocabulary, words, dice);
    }
    if (dice.happens(LINK)) {
      text.append(" https://").append(dice.oneOf(HOSTS)).append('/');
      text.append(Integer.toHexString(0x1000_0000 + dice.below(0x6000_0000)));
    }
    if (dice.happens(EMOTION)) {
      text.append(' ').append(dice.oneOf(EMOJI));
    }
    return text.toString();
  }

  private Vocabulary vocabulary(Language language) {
    var vocabulary = vocabularies.get(language);
    if (vocabulary == null) {
      throw new IllegalStateException("no words of " + language);
    }
    return vocabulary;
  }

  private static void spaced(StringBuilder text, Vocabulary vocabulary, int words, Dice dice) {
    boolean careful = dice.happens(0.6);
    boolean begins = careful;
    for (int i = 0; i < words; i++) {
      if (i > 0) {
        text.append(' ');
      }
      if (dice.happens(NUMBER)) {
        text.append(number(dice));
        continue;
      }
      var word = vocabulary.word(dice);
      if (word.length() >= Typo.SHORTEST && dice.happens(TYPO)) {
        word = Typo.of(word, dice);
      }
      text.append(begins ? word.substring(0, 1).toUpperCase(Locale.ROOT) : word.charAt(0));
      text.append(word, 1, word.length());
      begins = false;
      if (i + 1 < words && dice.happens(COMMA)) {
        text.append(',');
      } else if (i + 1 < words && dice.happens(NEXT_SENTENCE)) {
        text.append(dice.oneOf(List.of(".", "!", "?", " -")));
        begins = careful;
      }
    }
    if (careful) {
      text.append(dice.oneOf(List.of(".", ".", "!", "?", "...")));
    }
  }

  private static String number(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> dice.below(24) + ":" + (10 + dice.below(50));
      case 1 -> "v" + dice.below(10) + "." + dice.below(20) + "." + dice.below(10);
      case 2 -> "#" + dice.below(5_000);
      default -> Integer.toString(dice.below(1_000));
    };
  }

  private static void chinese(StringBuilder text, Vocabulary vocabulary, int words, Dice dice) {
    for (int i = 0; i < words; i++) {
      text.append(vocabulary.word(dice));
      if (i + 1 < words && dice.happens(CLAUSE)) {
        text.append('，');
      }
    }
    text.append(dice.oneOf(List.of("", "。", "！", "？", "吗？", "吧")));
  }

  private static void japanese(StringBuilder text, Vocabulary vocabulary, int words, Dice dice) {
    int nouns = Math.max(1, words / 2);
    for (int i = 0; i < nouns; i++) {
      text.append(vocabulary.word(dice)).append(dice.oneOf(vocabulary.others("particles")));
      if (i + 1 < nouns && dice.happens(CLAUSE)) {
        text.append('、');
      }
    }
    text.append(dice.oneOf(vocabulary.others("verbs")));
    text.append(dice.oneOf(vocabulary.others("endings")));
    text.append(dice.oneOf(List.of("", "。", "！", "？", "ね", "よ。")));
  }
}
