package chat.benchmarks.search;

/** What people search for. */
public enum Kind {
  ONE_WORD("one word"),
  TWO_WORDS("two words"),
  PREFIX("prefix"),
  TYPO("typo"),
  PHRASE("phrase"),
  CJK_PAIR("two characters of CJK"),
  CJK_FOUR("four characters of CJK");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** As a variant is called. */
  public String title() {
    return title;
  }

  /** Whether it is looked for among scripts without blanks. */
  boolean isCjk() {
    return this == CJK_PAIR || this == CJK_FOUR;
  }

  /** Whether what is like it may be found behind what is it. */
  boolean forgives() {
    return !isCjk() && this != PHRASE;
  }
}
