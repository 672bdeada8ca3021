package chat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.room.RoomName;
import chat.domain.user.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "general",
        "Alice Smith",
        "O'Brien-Ngũgĩ",
        "👩\u200d👩\u200d👧\u200d👦 family",
        "🏳\ufe0f\u200d🌈 pride",
        "👩🏽\u200d🚀 astronauts",
        "❤\ufe0f",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3 first",
        "↔\ufe0f both",
        "🇩🇪 deutsch",
        // Newer than Java 17.
        "\ud83e\udee8 shaking",
        "z͑̐a̷l͜g̈o",
        // Persian: I want; Sorani with a mark before the non-joiner.
        "می\u200cخواهم",
        "کتاب\u064e\u200cها",
        // Hindi with half a letter, Sinhala and Bengali with joiners.
        "क्\u200dष",
        "क्\u200cष",
        "ශ්\u200dරී",
        "র\u200d্যাব",
        "שלום",
        "日本語　部屋",
        "한국어",
      })
  void what_can_be_seen_may_be_chosen(String name) {
    assertThat(RoomName.chosen(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Zero width, and joiners where they join nothing.
        "al\u200bice",
        "al\u200cice",
        "al\u200dice",
        "\u200dalice",
        "alice\u200d",
        "alice\u200c",
        "سلام\u200c",
        "سلام\u200cabc",
        "wow 👩\u200d",
        "👩\u200dalice",
        "al\u2060ice",
        "\ufeffalice",
        "co\u00adop",
        "al\u034fice",
        // Directions.
        "al\u202eice",
        "al\u202dice\u202c",
        "al\u2066ice\u2069",
        "alice\u200f",
        "alice\u061c",
        // Fillers and blanks.
        "al\u115fice",
        "al\u1160ice",
        "\u3164\u3164\u3164",
        "al\uffa0ice",
        "\u2800\u2800\u2800",
        "al\u17b4ice",
        "al\ufffcice",
        // Selectors of forms that there aren't, and tags.
        "al\ufe0fice",
        "alice1\ufe0f",
        "al\ufe00ice",
        "al\u180bice",
        "al\udb40\udd00ice",
        "al\udb40\udc61ice",
        // Of nobody, and of anybody.
        "al\u0378ice",
        "al\ue000ice",
        "al\uffffice",
        "al\udbff\udffdice",
      })
  void what_cannot_be_seen_may_not_be_chosen_and_is_still_read(String name) {
    assertThatThrownBy(() -> Username.chosen(name))
        .isInstanceOfSatisfying(
            InvalidValue.class, e -> assertThat(e.field()).isEqualTo("username"));
    assertThatThrownBy(() -> RoomName.chosen(name))
        .isInstanceOfSatisfying(InvalidValue.class, e -> assertThat(e.field()).isEqualTo("name"));
    assertThat(new Username(name).value()).isNotEmpty();
    assertThat(new RoomName(name).value()).isNotEmpty();
  }
}
