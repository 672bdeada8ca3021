package chat.testmysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void nothing_set_leaves_the_choice_to_the_machine() {
    var settings = from(Map.of());
    assertThat(settings.choice()).isEmpty();
    assertThat(settings.external()).isEmpty();
  }

  @Test
  void a_server_that_nobody_knows_is_refused_with_the_names_of_those_there_are() {
    assertThatThrownBy(() -> from(Map.of(Settings.SERVER, "postgres")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CHAT_TEST_MYSQL_SERVER must be one of mysql, mariadb, docker, but is 'postgres'");
  }

  @Test
  void a_server_is_asked_for_by_its_name() {
    assertThat(from(Map.of(Settings.SERVER, "mysql")).choice()).contains(Settings.Choice.MYSQL);
  }

  @Test
  void an_external_server_keeps_its_parameters_and_loses_its_database() {
    var server = from(Map.of(Settings.URL, "jdbc:mysql://db:3307/old?sslMode=DISABLED")).external();
    assertThat(server.orElseThrow().url("new"))
        .isEqualTo("jdbc:mysql://db:3307/new?sslMode=DISABLED");
    assertThat(server.orElseThrow().user()).isEqualTo("root");
    assertThat(server.orElseThrow().password()).isEmpty();
  }

  @Test
  void an_external_server_may_be_named_without_a_slash_at_the_end() {
    var server = from(Map.of(Settings.URL, "jdbc:mariadb://db", Settings.USER, "alice")).external();
    assertThat(server.orElseThrow().url("new")).isEqualTo("jdbc:mariadb://db/new");
    assertThat(server.orElseThrow().user()).isEqualTo("alice");
  }

  @Test
  void an_address_of_something_else_is_refused() {
    assertThatThrownBy(() -> from(Map.of(Settings.URL, "jdbc:sqlite:chat.db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:mysql://");
  }

  private static Settings from(Map<String, String> values) {
    return Settings.from(values::get);
  }
}
