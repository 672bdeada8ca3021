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
          new Lookalikes("ilk", "İlk"),
          new Lookalikes("🍣🍣🍣", "🍺🍺🍺"),
          new Lookalikes("👍👍👍", "👍🏽👍👍"),
          new Lookalikes("はは", "ハハ"),
          new Lookalikes("はは", "ばば"),
          new Lookalikes("coop", "co-op"));

  /** Pairs that are two names, and look like one: {@link chat.domain.NameSkeletons} decides. */
  public static final List<Lookalikes> ALIKE =
      List.of(
          new Lookalikes("coop", "co\u00adop"),
          new Lookalikes("coop", "co\u200bop"),
          new Lookalikes("coop", "co\u2060op"),
          new Lookalikes("coop", "c\u034foop"),
          new Lookalikes("coop", "coo\ufe0fp"),
          new Lookalikes("coop", "co\u202eop"),
          new Lookalikes("aether", "æther"),
          // Latin and Cyrillic.
          new Lookalikes("alice", "\u0430lice"),
          new Lookalikes("Alice", "\u0410LICE"),
          new Lookalikes("coop", "\u0441\u043e\u043e\u0440"),
          new Lookalikes("ivan", "\u0406van"),
          new Lookalikes("bob", "\u0412\u041e\u0412"),
          new Lookalikes("BOB", "\u0412O\u0412"));

  /** Pairs that look like one name in some typefaces, in ASCII alone. */
  public static final List<Lookalikes> ALIKE_IN_ASCII =
      List.of(
          new Lookalikes("corn", "com"),
          new Lookalikes("alice1", "alicel"),
          new Lookalikes("Ian", "lan"),
          new Lookalikes("user10", "userlO"));

  /** The other way round. */
  public Lookalikes swapped() {
    return new Lookalikes(/* one= */ other, /* other= */ one);
  }

  /** Both followed by a space and the tag, so that no other test has these names. */
  public Lookalikes tagged(String tag) {
    return new Lookalikes(one + " " + tag, other + " " + tag);
  }
}
