package chat.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.persistence.MySqlSettings;
import chat.adapter.persistence.MySqlStore;
import chat.adapter.persistence.SqliteStore;
import chat.adapter.security.IcuNameSkeletons;
import chat.testmysql.TestDatabase;
import chat.testnats.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineIT {
  private static final String SECRET = "a secret of the tests, 32 bytes at least";

  private record Ended(int status, String out, String err) {}

  private static Ended run(Map<String, String> environment, String... arguments) {
    try (var program = RealJar.run(environment, arguments)) {
      int status = program.awaitExit();
      return new Ended(status, program.out(), program.err());
    }
  }

  @Test
  void help_goes_to_standard_output_and_ends_well() {
    var help = run(Map.of(), "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Usage: chat ").contains("serve");
    assertThat(help.err()).isEmpty();

    var serve = run(Map.of(), "serve", "--help");
    assertThat(serve.status()).isZero();
    assertThat(serve.out()).contains("--port", "CHAT_PORT", "CHAT_JWT_SECRET");
    assertThat(serve.err()).isEmpty();
  }

  @Test
  void the_version_is_one_line() {
    var version = run(Map.of(), "--version");

    assertThat(version.status()).isZero();
    assertThat(version.out()).matches("chat \\d+\\.\\d+\\.\\d+\\R");
    assertThat(version.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT_PORT, eighty",
    "CHAT_PORT, 65536",
    "CHAT_HOST, no.such.host.invalid",
    "CHAT_TOKEN_HOURS, 0",
    "CHAT_BCRYPT_COST, 3",
    "CHAT_PASSWORD_MINIMUM, 5",
    "CHAT_PASSWORD_CHECK, on",
    "CHAT_ALLOWED_ORIGINS, example.org",
    "CHAT_RESUME_EVENTS, many",
    "CHAT_LOG_LEVEL, loud",
    "CHAT_JWT_SECRET, too short",
    "CHAT_JWT_SECRET_FILE, /no/such/file",
    "CHAT_JWT_SECRET_FILE, /dev/null",
    "CHAT_DATABASE_URL, jdbc:postgresql://localhost/chat",
    "CHAT_DATABASE_USER, chat",
    "CHAT_NATS_URL, http://localhost:4222",
    "CHAT_NATS_URL, nats://localhost:4222",
    "CHAT_NATS_USER, chat",
  })
  void a_wrong_setting_is_one_line_that_names_it_and_status_2(
      String variable, String value, @TempDir Path directory) {
    var data = directory.resolve("data");

    var refused = run(Map.of(variable, value), "serve", "--data-dir", data.toString());

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("chat: ").contains(variable).hasLineCount(1);
    assertThat(refused.out()).isEmpty();
    assertThat(Files.exists(data)).as("anything was begun").isFalse();
  }

  @Test
  void mysql_without_a_secret_is_one_line_and_status_2() {
    var refused =
        run(
            Map.of(
                "CHAT_DATABASE_URL", "jdbc:mysql://127.0.0.1:3306/chat",
                "CHAT_DATABASE_USER", "chat"),
            "serve");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("chat: CHAT_JWT_SECRET is missing").hasLineCount(1);
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void a_wrong_password_of_the_database_is_one_line_and_status_2() {
    var mysql = TestDatabase.shared();
    var wrong = "not the password of the database";

    var refused =
        run(
            Map.of(
                "CHAT_DATABASE_URL",
                mysql.createDatabase(),
                "CHAT_DATABASE_USER",
                mysql.user(),
                "CHAT_DATABASE_PASSWORD",
                wrong,
                "CHAT_JWT_SECRET",
                SECRET),
            "serve",
            "--port",
            "0");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("chat: ").contains("CHAT_DATABASE_").hasLineCount(1);
    assertThat(refused.err()).doesNotContain(wrong).doesNotContain(SECRET);
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void a_broker_that_refuses_or_is_none_is_one_line_and_status_2() throws IOException {
    var mysql = TestDatabase.shared();
    var environment =
        Map.of(
            "CHAT_DATABASE_URL", mysql.createDatabase(),
            "CHAT_DATABASE_USER", mysql.user(),
            "CHAT_DATABASE_PASSWORD", mysql.password(),
            "CHAT_JWT_SECRET", SECRET);
    try (var broker = TestBroker.launchWithToken("the right token");
        var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (var url :
          List.of(broker.url().toString(), "nats://127.0.0.1:" + silent.getLocalPort())) {
        var wrong = new HashMap<>(environment);
        wrong.put("CHAT_NATS_URL", url);
        wrong.put("CHAT_NATS_TOKEN", "not the token of the broker");

        var refused = run(wrong, "serve", "--port", "0");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines().filter(line -> line.startsWith("chat: ")))
            .singleElement()
            .asString()
            .contains("CHAT_NATS_URL", url)
            .doesNotContain("not the token");
        assertThat(refused.out()).isEmpty();
      }
    }
  }

  @Test
  void all_that_standard_output_gets_of_a_server_is_the_ready_line(@TempDir Path data) {
    try (var server = RealJar.serve(data)) {
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);
      assertThat(server.stop("TERM")).isZero();

      assertThat(server.out())
          .matches("chat \\d+\\.\\d+\\.\\d+ is ready: http://127\\.0\\.0\\.1:\\d+/\\R");
    }
  }

  @Test
  void a_second_server_on_the_same_data_is_one_line_and_status_1(@TempDir Path data) {
    try (var first = RealJar.serve(data)) {
      var second = run(Map.of(), "serve", "--port", "0", "--data-dir", data.toString());

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).startsWith("chat: ").contains(data.toString()).hasLineCount(1);
      assertThat(first.caller().get("/api/health").status()).isEqualTo(200);
      assertThat(List.of(first.isAlive(), second.out().isEmpty())).containsOnly(true);
    }
  }

  @Test
  void after_a_backup_was_restored_a_new_epoch_tells_the_histories_apart(@TempDir Path directory)
      throws IOException {
    var data = directory.resolve("data");
    try (var server = RealJar.serve(data)) {
      assertThat(server.stop("TERM")).isZero();
    }
    var backup = Files.readAllBytes(data.resolve("chat.db"));
    String before;
    try (var store = SqliteStore.open(data, new IcuNameSkeletons())) {
      before = store.epochs().current().value();
    }
    Files.write(data.resolve("chat.db"), backup);

    var renewed = run(Map.of("CHAT_DATA_DIR", data.toString()), "new-epoch");

    assertThat(renewed.status()).isZero();
    assertThat(renewed.err()).isEmpty();
    assertThat(renewed.out()).matches("the epoch is now [0-9a-f]{16}\\R").doesNotContain(before);
    try (var store = SqliteStore.open(data, new IcuNameSkeletons())) {
      assertThat(renewed.out()).contains(store.epochs().current().value());
    }
    try (var server = RealJar.serve(data)) {
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);
    }
  }

  @Test
  void after_a_restore_no_token_works_for_somebody_else(@TempDir Path directory)
      throws IOException {
    var data = directory.resolve("data");
    String early;
    long room;
    try (var server = RealJar.serve(data)) {
      var alice = server.caller().register("alice");
      room = alice.openRoom("general");
      early = alice.token();
      assertThat(server.stop("TERM")).isZero();
    }
    var backup = Files.readAllBytes(data.resolve("chat.db"));
    String late;
    try (var server = RealJar.serve(data)) {
      late = server.caller().register("bob").token();
      assertThat(server.stop("TERM")).isZero();
    }
    Files.write(data.resolve("chat.db"), backup);

    try (var server = RealJar.serve(data)) {
      // Without a new epoch the names tell them apart, whose id is the same.
      var carol = server.caller().register("carol");
      assertThat(carol.get("/api/users/me").body().get("id").asLong()).isEqualTo(2);
      assertIsNobodys(server.caller().with(late), room);
      assertThat(server.caller().with(early).get("/api/users/me").status()).isEqualTo(200);
      assertThat(server.stop("TERM")).isZero();
    }
    Files.write(data.resolve("chat.db"), backup);

    assertThat(run(Map.of("CHAT_DATA_DIR", data.toString()), "new-epoch").status()).isZero();

    try (var server = RealJar.serve(data)) {
      var bob = server.caller().register("bob");
      assertThat(bob.get("/api/users/me").body().get("id").asLong()).isEqualTo(2);
      assertThat(bob.get("/api/users/me").status()).isEqualTo(200);
      // Not even for somebody of the same name, nor for whom the backup has.
      assertIsNobodys(server.caller().with(late), room);
      assertIsNobodys(server.caller().with(early), room);
    }
  }

  private static void assertIsNobodys(Caller who, long room) {
    assertThat(who.get("/api/users/me").status()).isEqualTo(401);
    assertThat(who.say(room, "I am somebody else").status()).isEqualTo(401);
    for (var handshake :
        List.of(
            ProtocolSocket.Handshake.plain(who, room), ProtocolSocket.Handshake.v1(who, "/ws"))) {
      assertThat(ProtocolSocket.refusal(handshake).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void a_new_epoch_while_a_server_runs_is_one_line_and_status_1(@TempDir Path data) {
    try (var server = RealJar.serve(data)) {
      var refused = run(Map.of(), "new-epoch", "--data-dir", data.toString());

      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("chat: ")
          .contains(data + " is in use by another chat server")
          .hasLineCount(1);
      assertThat(refused.out()).isEmpty();
      assertThat(server.caller().get("/api/health").status()).isEqualTo(200);
    }
  }

  @Test
  void a_new_epoch_on_mysql_needs_no_secret_of_the_tokens() {
    var mysql = TestDatabase.shared();
    var url = mysql.createDatabase();
    var settings = new MySqlSettings(url, mysql.user(), mysql.password(), 4);
    String before;
    try (var store = MySqlStore.open(settings, new IcuNameSkeletons())) {
      before = store.epochs().current().value();
    }

    var renewed =
        run(
            Map.of(
                "CHAT_DATABASE_URL",
                url,
                "CHAT_DATABASE_USER",
                mysql.user(),
                "CHAT_DATABASE_PASSWORD",
                mysql.password()),
            "new-epoch");

    assertThat(renewed.status()).as(renewed.err()).isZero();
    assertThat(renewed.out()).matches("the epoch is now [0-9a-f]{16}\\R").doesNotContain(before);
    try (var store = MySqlStore.open(settings, new IcuNameSkeletons())) {
      assertThat(renewed.out()).contains(store.epochs().current().value());
    }
  }
}
