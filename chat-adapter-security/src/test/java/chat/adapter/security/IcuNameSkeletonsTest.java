package chat.adapter.security;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.user.ReservedNames;
import chat.domain.user.Username;
import chat.testkit.NameSkeletonsContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcuNameSkeletonsTest implements NameSkeletonsContract {
  private final IcuNameSkeletons skeletons = new IcuNameSkeletons();

  @Override
  public NameSkeletons skeletons() {
    return skeletons;
  }

  @ParameterizedTest
  @CsvSource({
    // Cyrillic, Greek, Armenian, Cherokee, mathematical and full-width letters.
    "paypal, раураӏ",
    "scope, ѕсоре",
    "NATO, ΝΑΤΟ",
    "nato, ΝΑΤΟ",
    "ohm, օհm",
    "DAVE, ᎠᎪᏙᎬ",
    "alice, 𝒶𝓁𝒾𝒸𝑒",
    "alice, ａlісe",
    "Иван, Ивaн",
    "general 2, general Ƨ",
  })
  void lookalikes_of_many_scripts_are_found(String one, String other) {
    assertThat(skeletons.of(other)).isEqualTo(skeletons.of(one));
  }

  @ParameterizedTest
  @CsvSource({
    "вова, boba",
    "имя, nmr",
    "josé, jose",
    "müller, muller",
    "ω, w",
    "日本, 目本",
    "👍, 👎",
    "ёлка, елка",
  })
  void honest_names_are_told_apart(String one, String other) {
    assertThat(skeletons.of(other)).isNotEqualTo(skeletons.of(one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin",
        "ADMIN",
        "\u0430dmin",
        "adm\u0456n",
        "adm1n",
        "Adm\u200bin",
        "r00t",
        "Ѕystem",
        "ｓｙｓｔｅｍ",
        "rnoderator",
        "hеrе",
        "a11"
      })
  void what_looks_like_a_reserved_name_is_reserved(String name) {
    assertThat(new ReservedNames(skeletons).contains(new Username(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testuser",
        "administrators",
        "alice",
        "bob",
        "roomy",
        "chatty",
        "badmin",
        "heron"
      })
  void other_names_are_not(String name) {
    assertThat(new ReservedNames(skeletons).contains(new Username(name))).isFalse();
  }

  @Test
  void the_version_names_the_tables() {
    assertThat(skeletons.version()).matches("1-icu-[0-9.]+");
  }
}
