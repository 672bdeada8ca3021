package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.limit.Limit;
import chat.adapter.web.limit.LimitSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String URL = "jdbc:mysql://db:3306/chat_app";

  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void without_any_setting_it_is_a_private_server_with_the_embedded_database() {
    var settings = read();

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8000);
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("./data"));
    assertThat(settings.database()).isNull();
    assertThat(settings.broker()).isNull();
    assertThat(settings.jwtSecret()).isNull();
    assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.bcryptCost()).isEqualTo(12);
    assertThat(settings.allowedOrigins()).isEmpty();
    assertThat(settings.allowedHosts()).isEmpty();
    assertThat(settings.resumeEvents()).isEqualTo(1_000_000);
    assertThat(settings.limits()).isEqualTo(LimitSettings.DEFAULTS);
    assertThat(settings.logLevel()).isEqualTo(System.Logger.Level.INFO);
  }

  @Test
  void every_variable_is_read() {
    environment.put("CHAT_PORT", "0");
    environment.put("CHAT_HOST", "::1");
    environment.put("CHAT_DATA_DIR", "/var/lib/chat");
    environment.put("CHAT_DATABASE_URL", URL);
    environment.put("CHAT_DATABASE_USER", "chat");
    environment.put("CHAT_DATABASE_PASSWORD", "hush");
    environment.put("CHAT_NATS_URL", "tls://one:4223, tls://[::1]");
    environment.put("CHAT_NATS_USER", "node");
    environment.put("CHAT_NATS_PASSWORD", "hush, too");
    environment.put("CHAT_NATS_SUBJECT", "chat.test");
    environment.put("CHAT_JWT_SECRET", SECRET);
    environment.put("CHAT_TOKEN_HOURS", "1");
    environment.put("CHAT_BCRYPT_COST", "4");
    environment.put("CHAT_ALLOWED_HOSTS", "chat.example.org, Www.Example.org");
    environment.put("CHAT_ALLOWED_ORIGINS", "https://a.example, http://b.example:8080");
    environment.put("CHAT_RESUME_EVENTS", "5000");
    environment.put("CHAT_LIMITS", "on");
    environment.put("CHAT_LIMIT_MESSAGES", "1");
    environment.put("CHAT_LIMIT_FRAMES", "2");
    environment.put("CHAT_LIMIT_JOINS", "3");
    environment.put("CHAT_LIMIT_SEARCHES", "4");
    environment.put("CHAT_LIMIT_SOCKETS", "5");
    environment.put("CHAT_LIMIT_REGISTRATIONS", "6");
    environment.put("CHAT_LIMIT_FAILED_LOGINS_OF_ADDRESS", "7");
    environment.put("CHAT_LIMIT_FAILED_LOGINS_OF_NAME", "8");
    environment.put("CHAT_LIMIT_READS", "10");
    environment.put("CHAT_LIMIT_ROOMS", "11");
    environment.put("CHAT_LIMIT_HANDSHAKES", "12");
    environment.put("CHAT_LIMIT_CONNECTIONS", "13");
    environment.put("CHAT_LIMIT_CONNECTIONS_OF_ADDRESS", "14");
    environment.put("CHAT_TRUSTED_PROXIES", "9");
    environment.put("CHAT_LOG_LEVEL", "debug");

    var settings = read();

    assertThat(settings.port()).isZero();
    assertThat(settings.host()).isEqualTo("::1");
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/var/lib/chat"));
    assertThat(settings.database()).isEqualTo(new Settings.Database(URL, "chat", "hush"));
    assertThat(settings.broker())
        .isEqualTo(
            new Settings.Broker(
                List.of(URI.create("tls://one:4223"), URI.create("tls://[::1]")),
                "node",
                "hush, too",
                null,
                "chat.test"));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.jwtSecret()).isEqualTo(new JwtSecret(SECRET));
    assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.bcryptCost()).isEqualTo(4);
    assertThat(settings.allowedHosts()).containsExactly("chat.example.org", "www.example.org");
    assertThat(settings.allowedOrigins())
        .containsExactly("https://a.example", "http://b.example:8080");
    assertThat(settings.resumeEvents()).isEqualTo(5_000);
    assertThat(settings.limits())
        .isEqualTo(
            LimitSettings.OFF
                .with(Limit.MESSAGES, 1)
                .with(Limit.FRAMES, 2)
                .with(Limit.JOINS, 3)
                .with(Limit.SEARCHES, 4)
                .with(Limit.SOCKETS, 5)
                .with(Limit.REGISTRATIONS, 6)
                .with(Limit.FAILED_LOGINS_OF_ADDRESS, 7)
                .with(Limit.FAILED_LOGINS_OF_NAME, 8)
                .with(Limit.READS, 10)
                .with(Limit.ROOMS, 11)
                .with(Limit.HANDSHAKES, 12)
                .with(Limit.CONNECTIONS, 13)
                .with(Limit.CONNECTIONS_OF_ADDRESS, 14)
                .behind(9));
    assertThat(settings.logLevel()).isEqualTo(System.Logger.Level.DEBUG);
  }

  @Test
  void a_flag_wins_over_its_variable() {
    environment.put("CHAT_PORT", "nonsense");
    flags.put(Setting.PORT, "9000");

    assertThat(read().port()).isEqualTo(9000);
  }

  @ParameterizedTest
  @EnumSource
  void a_variable_that_is_set_to_nothing_counts_as_unset(Setting setting) {
    var unset = read().toString();

    environment.put(setting.variable(), "");

    assertThat(read()).hasToString(unset);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 65536",
    "PORT, -1",
    "PORT, 80a",
    "PORT, ' 80'",
    "PORT, ٨٠",
    "PORT, 99999999999999999999",
    "HOST, 'two words'",
    "HOST, ' '",
    "DATA_DIR, ' '",
    "DATA_DIR, 'nul\0'",
    "DATABASE_URL, jdbc:postgresql://db/chat",
    "DATABASE_URL, mysql://db/chat",
    "DATABASE_URL, jdbc:mysql://db",
    "DATABASE_URL, jdbc:mysql:///chat",
    "NATS_URL, broker",
    "NATS_URL, http://broker",
    "NATS_URL, nats:///",
    "NATS_URL, 'nats://one,'",
    "NATS_URL, 'nats://one,tls://two'",
    "NATS_URL, nats://one:65536",
    "NATS_URL, nats://one:0",
    "NATS_URL, nats://one/path",
    "NATS_URL, nats://one?a=b",
    "NATS_URL, nats://node:wrong-secret@one",
    "TOKEN_HOURS, 0",
    "TOKEN_HOURS, 8761",
    "TOKEN_HOURS, 1.5",
    "BCRYPT_COST, 3",
    "BCRYPT_COST, 17",
    "ALLOWED_HOSTS, http://chat.example.org",
    "ALLOWED_HOSTS, chat.example.org:8000",
    "ALLOWED_HOSTS, *.example.org",
    "ALLOWED_HOSTS, 'chat.example.org,'",
    "ALLOWED_ORIGINS, **",
    "ALLOWED_ORIGINS, null",
    "ALLOWED_ORIGINS, chat.example.org",
    "ALLOWED_ORIGINS, https://*.example.org",
    "ALLOWED_ORIGINS, https://chat.example.org/",
    "ALLOWED_ORIGINS, https://chat.example.org?x",
    "ALLOWED_ORIGINS, https://chat.example.org:99999",
    "ALLOWED_ORIGINS, https://me@chat.example.org",
    "ALLOWED_ORIGINS, 'https://chat.example.org,'",
    "RESUME_EVENTS, -1",
    "RESUME_EVENTS, all",
    "RESUME_EVENTS, 1000000000",
    "LIMITS, none",
    "LIMITS, OFF",
    "LIMIT_MESSAGES, -1",
    "LIMIT_FRAMES, 1.5",
    "LIMIT_JOINS, many",
    "LIMIT_SOCKETS, 1000001",
    "LIMIT_REGISTRATIONS, 10/h",
    "LIMIT_FAILED_LOGINS_OF_ADDRESS, ' 1'",
    "LIMIT_FAILED_LOGINS_OF_NAME, 1e3",
    "TRUSTED_PROXIES, 17",
    "TRUSTED_PROXIES, 10.0.0.1",
    "LOG_LEVEL, loud",
    "JWT_SECRET_FILE, /no/such/file",
    "JWT_SECRET, too-short",
  })
  void a_wrong_value_is_told_by_the_names_of_its_setting(Setting setting, String value) {
    environment.put(setting.variable(), value);

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith(setting.names() + " must ")
        .hasMessageContaining(setting.variable());
  }

  @Test
  void a_wrong_value_is_repeated_so_that_it_can_be_found() {
    flags.put(Setting.PORT, "80\n80");

    assertThatThrownBy(this::read)
        .hasMessage("--port (CHAT_PORT) must be a whole number from 0 to 65535, but is '80\\n80'");
  }

  @Test
  void limits_can_be_off_one_by_one_and_all_at_once() {
    environment.put("CHAT_LIMIT_SOCKETS", "0");
    assertThat(read().limits().of(Limit.SOCKETS)).isZero();
    assertThat(read().limits().of(Limit.MESSAGES))
        .isEqualTo(LimitSettings.DEFAULTS.of(Limit.MESSAGES));

    environment.put("CHAT_LIMITS", "off");
    assertThat(read().limits()).isEqualTo(LimitSettings.OFF);
  }

  @Test
  void a_server_that_listens_on_every_address_asks_for_its_names() {
    assertThat(read().wantsAllowedHosts()).isFalse();

    environment.put("CHAT_HOST", "0.0.0.0");
    assertThat(read().wantsAllowedHosts()).isTrue();

    environment.put("CHAT_ALLOWED_HOSTS", "*");
    assertThat(read().wantsAllowedHosts()).isFalse();
    environment.remove("CHAT_ALLOWED_HOSTS");
    environment.put("CHAT_TRUSTED_PROXIES", "1");
    assertThat(read().wantsAllowedHosts()).isFalse();
  }

  @Test
  void a_wrong_limit_is_told_while_limits_are_off_too() {
    environment.put("CHAT_LIMITS", "off");
    environment.put("CHAT_LIMIT_JOINS", "many");

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessage(
            "--limit-joins (CHAT_LIMIT_JOINS) must be a whole number from 0 to 1000000,"
                + " but is 'many'");
  }

  @Test
  void a_star_stands_for_every_origin() {
    environment.put("CHAT_ALLOWED_ORIGINS", "*");

    assertThat(read().allowedOrigins()).containsExactly("*");
  }

  @Test
  void zero_events_to_resume_stand_for_any_number() {
    flags.put(Setting.RESUME_EVENTS, "0");

    assertThat(read().resumeEvents()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void an_origin_is_kept_as_browsers_send_it() {
    flags.put(
        Setting.ALLOWED_ORIGINS,
        "HTTPS://Chat.Example.org:443,http://localhost:80,http://[::1]:3000,app://chat");

    assertThat(read().allowedOrigins())
        .containsExactly(
            "https://chat.example.org", "http://localhost", "http://[::1]:3000", "app://chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://chat:hunter2@db/chat_app",
        "jdbc:mysql://db/chat_app?user=chat&password=hunter2",
        "jdbc:mariadb://db/chat_app?PASSWORD=hunter2"
      })
  void a_password_in_the_database_url_is_refused_and_not_repeated(String url) {
    flags.put(Setting.DATABASE_URL, url);

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--database-url (CHAT_DATABASE_URL) must not hold")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_database_needs_a_user() {
    environment.put("CHAT_DATABASE_URL", URL);
    environment.put("CHAT_JWT_SECRET", SECRET);

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--database-user (CHAT_DATABASE_USER) is missing");
  }

  @Test
  void a_database_needs_a_secret() {
    environment.put("CHAT_DATABASE_URL", URL);
    environment.put("CHAT_DATABASE_USER", "chat");

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("CHAT_JWT_SECRET is missing");
  }

  @Test
  void a_database_user_without_a_database_is_no_reason_to_use_the_embedded_one() {
    environment.put("CHAT_DATABASE_USER", "chat");

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessage(
            "--database-url (CHAT_DATABASE_URL) is missing,"
                + " though --database-user (CHAT_DATABASE_USER) is set");
  }

  @Test
  void a_secret_may_stand_in_a_file(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    flags.put(Setting.JWT_SECRET_FILE, file.toString());
    environment.put("CHAT_JWT_SECRET", "the flag wins over this one, which is long enough too");

    assertThat(read().jwtSecret()).isEqualTo(new JwtSecret(SECRET));
  }

  @Test
  void a_file_with_too_short_a_secret_is_told_by_its_own_name(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "short\n");
    environment.put("CHAT_JWT_SECRET_FILE", file.toString());

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessage("--jwt-secret-file (CHAT_JWT_SECRET_FILE) must hold at least 32 bytes");
  }

  @Test
  void newlines_at_the_end_of_a_secrets_file_do_not_count(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("secret"), " " + SECRET + " \r\n\n");
    environment.put("CHAT_JWT_SECRET_FILE", file.toString());

    assertThat(read().jwtSecret()).isEqualTo(new JwtSecret(" " + SECRET + " "));
  }

  @Test
  void a_secrets_file_that_others_may_read_is_taken(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    environment.put("CHAT_JWT_SECRET_FILE", file.toString());

    assertThat(read().jwtSecret()).isEqualTo(new JwtSecret(SECRET));
  }

  @Test
  void a_secrets_file_that_is_wrong_is_told_by_what_is_wrong_with_it(@TempDir Path directory)
      throws IOException {
    var missing = directory.resolve("missing");
    assertWrongSecretFile("must be a file that exists", missing);
    assertWrongSecretFile("must be a file that can be read", directory);
    assertWrongSecretFile(
        "must be a file that isn't empty", Files.writeString(directory.resolve("empty"), ""));
    assertWrongSecretFile(
        "must be a file that isn't empty", Files.writeString(directory.resolve("blank"), "\n\n"));
    assertWrongSecretFile("must be a file of at most 65536 bytes", Path.of("/dev/zero"));
    assertWrongSecretFile(
        "must be a text file in UTF-8",
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1, 2, 3}));
  }

  private void assertWrongSecretFile(String rule, Path file) {
    environment.put("CHAT_JWT_SECRET_FILE", file.toString());
    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessage("--jwt-secret-file (CHAT_JWT_SECRET_FILE) " + rule + ", but is '" + file + "'");
  }

  @Test
  void a_secret_and_a_file_for_it_in_the_environment_are_one_too_many() {
    environment.put("CHAT_JWT_SECRET", SECRET);
    environment.put("CHAT_JWT_SECRET_FILE", "/run/secrets/jwt");

    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("are both set");
  }

  @Test
  void a_secret_counts_in_bytes() {
    environment.put("CHAT_JWT_SECRET", "é".repeat(16));

    assertThat(read().jwtSecret()).isEqualTo(new JwtSecret("é".repeat(16)));
  }

  @Test
  void secrets_are_never_printed() {
    environment.put("CHAT_DATABASE_URL", URL + "?trustStorePassword=hunter3");
    environment.put("CHAT_DATABASE_USER", "chat");
    environment.put("CHAT_DATABASE_PASSWORD", "hunter2");
    environment.put("CHAT_JWT_SECRET", SECRET);

    assertThat(read().toString())
        .contains("jdbc:mysql://db:3306/chat_app")
        .doesNotContain("hunter", SECRET);
  }

  private Settings read() {
    return new SettingsReader(flags, environment).read();
  }

  @Test
  void passwords_have_rules() {
    assertThat(read().passwordMinimum()).isEqualTo(6);
    assertThat(read().refusesCommonPasswords()).isFalse();
    environment.put("CHAT_PASSWORD_MINIMUM", "12");
    environment.put("CHAT_PASSWORD_CHECK", "common");
    assertThat(read().passwordMinimum()).isEqualTo(12);
    assertThat(read().refusesCommonPasswords()).isTrue();
  }

  @Test
  void a_broker_is_for_servers_that_share_a_database() {
    environment.put("CHAT_NATS_URL", "nats://broker");
    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--nats-url (CHAT_NATS_URL) is for servers that share a database");
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT_NATS_USER=node, CHAT_NATS_PASSWORD is missing",
    "CHAT_NATS_PASSWORD=p, --nats-user (CHAT_NATS_USER) is missing",
    "CHAT_NATS_USER=node CHAT_NATS_PASSWORD=p CHAT_NATS_TOKEN=t, CHAT_NATS_TOKEN and",
    "CHAT_NATS_SUBJECT=chat.>, --nats-subject (CHAT_NATS_SUBJECT) must be",
    "CHAT_NATS_SUBJECT=chat..room, --nats-subject (CHAT_NATS_SUBJECT) must be",
  })
  void a_login_for_the_broker_that_does_not_go_together_is_told(String settings, String told) {
    for (var setting : settings.split(" ", -1)) {
      var parts = setting.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    environment.put("CHAT_DATABASE_URL", URL);
    environment.put("CHAT_DATABASE_USER", "chat");
    environment.put("CHAT_JWT_SECRET", SECRET);
    environment.put("CHAT_NATS_URL", "nats://broker");
    assertThatThrownBy(this::read).isInstanceOf(WrongSetting.class).hasMessageStartingWith(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHAT_NATS_USER",
        "CHAT_NATS_PASSWORD",
        "CHAT_NATS_PASSWORD_FILE",
        "CHAT_NATS_TOKEN",
        "CHAT_NATS_TOKEN_FILE"
      })
  void a_login_without_a_broker_is_told(String variable) {
    environment.put(variable, "something");
    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--nats-url (CHAT_NATS_URL) is missing, though ")
        .hasMessageNotContaining("something");
  }

  @Test
  void a_login_in_a_brokers_url_is_not_repeated() {
    environment.put("CHAT_NATS_URL", "nats://node:hush@broker");
    assertThatThrownBy(this::read)
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("--nats-url (CHAT_NATS_URL) must not hold")
        .hasMessageNotContaining("hush");
  }
}
