package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.persistence.SqliteStore;
import chat.adapter.security.IcuNameSkeletons;
import chat.domain.message.Epoch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_names_every_flag_and_variable() {
    assertThat(run("serve", "--help")).isZero();

    assertThat(out.toString())
        .contains(Arrays.stream(Setting.values()).map(Setting::variable).toList())
        .contains(
            Arrays.stream(Setting.values())
                .filter(setting -> setting.flag() != null)
                .map(setting -> setting.flag() + "=")
                .toList());
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void help_names_the_commands(String flag) {
    assertThat(run(flag)).isZero();

    assertThat(out.toString()).contains("Usage: chat ").contains("  serve ", "  new-epoch ");
  }

  @Test
  void version_is_the_build_s() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).matches("chat \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void nothing_to_do_shows_what_could_be_done() {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString()).contains("Usage: chat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --prot 80",
        "serve --port",
        "serve --port abc",
        "serve extra",
        "serve --port 1 --port 2",
        "new-epoch --port 80",
        "new-epoch extra",
        "sevre",
        "--nonsense"
      })
  void a_wrong_call_is_one_line_and_status_2(String call) {
    assertThat(run(call.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith("chat: ").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_port_in_use_is_one_line_and_status_1(@TempDir Path data) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      assertThat(run("serve", "--port", port, "--data-dir", data.toString())).isEqualTo(1);

      assertThat(err.toString())
          .startsWith("chat: can't listen on 127.0.0.1:" + port + ": ")
          .hasLineCount(1);
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void a_data_directory_in_use_is_one_line_and_status_1(@TempDir Path path) {
    try (var other = SqliteStore.open(path, new IcuNameSkeletons())) {
      assertThat(other.rooms().search("", 0, 1)).isEmpty();
      assertThat(run("serve", "--port", "0", "--data-dir", path.toString())).isEqualTo(1);

      assertThat(err.toString())
          .contains("data directory " + path + " is in use by another chat server")
          .hasLineCount(1);
    }
  }

  @Test
  void a_file_instead_of_a_data_directory_is_one_line_and_status_1(@TempDir Path parent)
      throws IOException {
    var file = Files.writeString(parent.resolve("file"), "");

    assertThat(run("serve", "--port", "0", "--data-dir", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("data directory " + file).hasLineCount(1);
  }

  @Test
  void a_new_epoch_is_told_in_one_line_and_lasts(@TempDir Path data) {
    Epoch before;
    try (var store = SqliteStore.open(data, new IcuNameSkeletons())) {
      before = store.epochs().current();
    }

    assertThat(run("new-epoch", "--data-dir", data.toString())).isZero();

    try (var store = SqliteStore.open(data, new IcuNameSkeletons())) {
      var now = store.epochs().current();
      assertThat(now).isNotEqualTo(before);
      assertThat(out.toString())
          .isEqualToNormalizingNewlines("the epoch is now " + now.value() + "\n");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_new_epoch_for_data_in_use_is_one_line_and_status_1(@TempDir Path data) {
    try (var server = SqliteStore.open(data, new IcuNameSkeletons())) {
      var before = server.epochs().current();

      assertThat(run("new-epoch", "--data-dir", data.toString())).isEqualTo(1);

      assertThat(err.toString())
          .contains("data directory " + data + " is in use by another chat server")
          .hasLineCount(1);
      assertThat(out.toString()).isEmpty();
      assertThat(server.epochs().current()).isEqualTo(before);
    }
  }

  @Test
  void a_new_epoch_where_there_is_no_database_is_one_line_and_begins_none(@TempDir Path parent) {
    var data = parent.resolve("mistyped");

    assertThat(run("new-epoch", "--data-dir", data.toString())).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("chat: there is no database in the data directory " + data)
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(data).doesNotExist();
  }

  @Test
  void a_new_epoch_needs_no_secret_but_a_user_for_a_database() {
    assertThat(run("new-epoch", "--database-url", "jdbc:mysql://127.0.0.1:1/chat")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("chat: --database-user (CHAT_DATABASE_USER) is missing")
        .hasLineCount(1);
  }

  @Test
  void a_health_check_where_nothing_listens_is_one_line_and_status_1() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(run("healthcheck", "--port", Integer.toString(port))).isEqualTo(1);

    assertThat(err.toString()).contains("/api/health doesn't answer").hasLineCount(1);
  }

  private int run(String... arguments) {
    return new Chat(Map.of(), new PrintWriter(out), new PrintWriter(err)).run(arguments);
  }
}
