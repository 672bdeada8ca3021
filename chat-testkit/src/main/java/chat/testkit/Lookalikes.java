package chat.testkit;

import java.util.List;

/**
 * Two texts that stores and collations disagree on; {@link chat.domain.Text#folded} decides.
 *
 * @param one at least one character
 * @param other written otherwise
 */
public record Lookalikes(String one, String other) {
  /** Pairs that are one and the same name. */
  public static final List<Lookalikes> SAME =
      List.of(
          new Lookalikes("alice", "ALICE"),
          new Lookalikes("Straße", "STRASSE"),
          new Lookalikes("straße", "straSSe"),
          new Lookalikes("straße", "STRAẞE"),
          new Lookalikes("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
          new Lookalikes("οδυσσευς", "οδυσσευσ"),
          new Lookalikes("ПРИВЕТ", "привет"),
          new Lookalikes("ԲԱՐԵՎ", "բարեվ"),
          new Lookalikes("ａｌｉｃｅ", "alice"),
          new Lookalikes("ｶﾞﾗｽ", "ガラス"),
          new Lookalikes("ﻣﺮﺣﺒﺎ", "مرحبا"),
          new Lookalikes("ﬁsh", "FISH"),
          new Lookalikes("①②③", "123"),
          new Lookalikes("caf\u00e9", "cafe\u0301"),
          new Lookalikes("TITLE", "title"),
          new Lookalikes("ıspanak", "ISPANAK"));

  /** Pairs that are two names, though some collation takes them for one. */
  public static final List<Lookalikes> DIFFERENT =
      List.of(
          new Lookalikes("resume", "résumé"),
          new Lookalikes("ali", "áli"),
          new Lookalikes("soren", "søren"),
          new Lookalikes("aether", "æther"),
          new Lookalikes("ilk", "İlk"),
          new Lookalikes("🍣🍣🍣", "🍺🍺🍺"),
          new Lookalikes("👍👍👍", "👍🏽👍👍"),
          new Lookalikes("はは", "ハハ"),
          new Lookalikes("はは", "ばば"),
          new Lookalikes("coop", "co-op"),
          new Lookalikes("coop", "co\u00adop"),
          new Lookalikes("coop", "co\u200bop"),
          // Latin and Cyrillic.
          new Lookalikes("alice", "\u0430lice"));

  /** Both followed by a space and the tag, so that no other test has these names. */
  public Lookalikes tagged(String tag) {
    return new Lookalikes(one + " " + tag, other + " " + tag);
  }
}
