package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose hands to the server, and how the launcher fills its settings. */
class ContainersTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<Setting> OF_THE_IMAGE =
      List.of(Setting.PORT, Setting.HOST, Setting.DATA_DIR);
  private static final List<Setting> GIVEN_IN_FILES =
      List.of(Setting.DATABASE_PASSWORD, Setting.JWT_SECRET);

  /** Its own broker is in a network with nobody else, and asks for no login. */
  private static final List<Setting> OF_ANOTHER_BROKER =
      List.of(
          Setting.NATS_USER,
          Setting.NATS_PASSWORD,
          Setting.NATS_PASSWORD_FILE,
          Setting.NATS_TOKEN,
          Setting.NATS_TOKEN_FILE);

  private static final Set<String> SECRETS =
      Set.of("mysql_password", "mysql_root_password", "secret_key");

  @ParameterizedTest
  @EnumSource
  void every_setting_of_the_env_file_reaches_the_server(Setting setting) throws IOException {
    if (OF_THE_IMAGE.contains(setting)) {
      assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains(setting.variable() + "=");
    } else if (!GIVEN_IN_FILES.contains(setting) && !OF_ANOTHER_BROKER.contains(setting)) {
      assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
          .contains("      " + setting.variable() + ": ");
    }
  }

  @Test
  void every_secret_reaches_the_containers_in_a_file_that_they_are_granted() throws IOException {
    var compose = compose();
    var files = map(compose, "secrets");
    assertThat(files.keySet()).isEqualTo(SECRETS);
    for (var secret : SECRETS) {
      assertThat(map(files, secret)).isEqualTo(Map.of("file", "./secrets/" + secret));
    }
    var services = map(compose, "services");
    assertThat(secretsOf(map(services, "api")))
        .isEqualTo(
            Map.of(
                "CHAT_DATABASE_PASSWORD_FILE", "mysql_password",
                "CHAT_JWT_SECRET_FILE", "secret_key"));
    assertThat(secretsOf(map(services, "db")))
        .isEqualTo(
            Map.of(
                "MYSQL_PASSWORD_FILE", "mysql_password",
                "MYSQL_ROOT_PASSWORD_FILE", "mysql_root_password"));
    assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
        .as("variables that hold a secret")
        .doesNotContain(
            "$MYSQL_PASSWORD", "{MYSQL_PASSWORD", "{MYSQL_ROOT_PASSWORD", "{SECRET_KEY");
    assertThat(Files.readString(ROOT.resolve(".gitignore"))).contains("\n/secrets/\n");
  }

  @Test
  void the_cluster_is_two_servers_that_differ_in_nothing_but_their_data_behind_one_proxy()
      throws IOException {
    var services = map(compose(), "services");
    var one = map(services, "node-1");
    var two = map(services, "node-2");
    var broker = map(services, "nats");
    var proxy = map(services, "proxy");
    for (var service : List.of(one, two, broker, proxy)) {
      assertThat(list(service, "profiles")).containsExactly("cluster");
      assertThat(service).containsKeys("mem_limit", "pids_limit", "ulimits", "restart");
      assertThat(list(service, "cap_drop")).containsExactly("ALL");
      assertThat(list(service, "security_opt")).containsExactly("no-new-privileges:true");
      assertThat(service.get("read_only")).isEqualTo(true);
    }
    assertThat(one.get("volumes")).isNotEqualTo(two.get("volumes"));
    var same = new TreeMap<>(two);
    same.put("volumes", one.get("volumes"));
    same.put("container_name", one.get("container_name"));
    assertThat(same).isEqualTo(new TreeMap<>(one));
    assertThat(map(one, "environment"))
        .containsEntry("CHAT_NATS_URL", "nats://nats:4222")
        .containsEntry("CHAT_TRUSTED_PROXIES", "1")
        .containsAllEntriesOf(
            Map.of(
                "CHAT_JWT_SECRET_FILE",
                "/run/secrets/secret_key",
                "CHAT_SEARCH",
                "${CHAT_SEARCH:-}"));
    // Whoever reaches the broker can read what is said.
    assertThat(broker).doesNotContainKey("ports");
    assertThat(list(broker, "networks")).containsExactly("broker");
    assertThat(list(proxy, "networks")).containsExactly("default");
    assertThat(list(one, "networks")).containsExactlyInAnyOrder("default", "broker");
    assertThat(map(map(compose(), "networks"), "broker")).containsEntry("internal", true);
    for (var service : List.of(broker, proxy)) {
      assertThat((String) service.get("image")).matches("[a-z]+:\\d+\\.\\d+\\.\\d+-alpine");
    }
  }

  /**
   * By variable, the secrets that a service finds in files; all that it is granted, and no more.
   */
  private static Map<String, String> secretsOf(Map<String, Object> service) {
    var found = new TreeMap<String, String>();
    map(service, "environment")
        .forEach(
            (variable, value) -> {
              if (variable.endsWith("_FILE")) {
                assertThat((String) value).startsWith("/run/secrets/");
                found.put(variable, ((String) value).substring("/run/secrets/".length()));
              }
            });
    assertThat(found.values()).containsExactlyInAnyOrderElementsOf(list(service, "secrets"));
    return found;
  }

  @Test
  void one_command_makes_random_secrets_that_only_containers_and_their_owner_can_read(
      @TempDir Path one, @TempDir Path other) throws Exception {
    env(one);
    env(other);

    var secrets =
        Stream.of(one, other)
            .flatMap(clone -> SECRETS.stream().map(secret -> read(clone, secret)))
            .toList();
    assertThat(secrets)
        .hasSize(6)
        .doesNotHaveDuplicates()
        .allMatch(secret -> secret.matches("[0-9a-f]{64}\n"));
    assertThat(modeOf(one.resolve("secrets"))).isEqualTo("rwx------");
    for (var secret : SECRETS) {
      assertThat(modeOf(one.resolve("secrets").resolve(secret))).isEqualTo("r--r--r--");
    }
    assertThat(one.resolve(".env")).hasSameTextualContentAs(ROOT.resolve(".env.example"));
    assertThat(Files.readAllLines(one.resolve(".env")))
        .noneMatch(line -> !line.startsWith("#") && line.endsWith("="));
    try (var files = Files.list(one.resolve("secrets"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(SECRETS);
    }
  }

  @Test
  void what_is_there_stays_and_secrets_of_an_older_env_file_are_taken_over(@TempDir Path clone)
      throws Exception {
    var older =
        """
        MYSQL_USER=chat
        MYSQL_PASSWORD=of the user
        MYSQL_ROOT_PASSWORD='of $root'
        SECRET_KEY=
        """;
    Files.writeString(clone.resolve(".env"), older);
    assertThat(env(clone)).contains("remove MYSQL_PASSWORD from there").doesNotContain("of the");
    assertThat(read(clone, "mysql_password")).isEqualTo("of the user\n");
    assertThat(read(clone, "mysql_root_password")).isEqualTo("of $root\n");
    var secret = read(clone, "secret_key");
    assertThat(secret).hasSize(65);

    Files.writeString(clone.resolve(".env"), "MYSQL_PASSWORD=another");
    assertThat(env(clone)).isEmpty();
    assertThat(read(clone, "mysql_password")).isEqualTo("of the user\n");
    assertThat(read(clone, "secret_key")).isEqualTo(secret);
    assertThat(clone.resolve(".env")).hasContent("MYSQL_PASSWORD=another");
  }

  /** Runs the launcher in a clone of little, and returns what it says. */
  private static String env(Path clone) throws IOException, InterruptedException {
    for (var file : List.of("chat", ".env.example")) {
      Files.copy(
          ROOT.resolve(file),
          clone.resolve(file),
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
    }
    var program =
        new ProcessBuilder(clone.resolve("chat").toString(), "env")
            .redirectErrorStream(true)
            .start();
    try (var out = program.inputReader()) {
      var said = out.lines().collect(Collectors.joining("\n"));
      assertThat(program.waitFor()).as(said).isZero();
      return said;
    }
  }

  private static String read(Path clone, String secret) {
    try {
      return Files.readString(clone.resolve("secrets").resolve(secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Map<String, Object> compose() throws IOException {
    try (var file = Files.newInputStream(ROOT.resolve("docker-compose.yml"))) {
      return new Yaml().load(file);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) Objects.requireNonNull(parent.get(key), key);
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> parent, String key) {
    return (List<String>) Objects.requireNonNull(parent.get(key), key);
  }
}
