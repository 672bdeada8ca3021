package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docker-compose hands to the server, and how the launcher fills its settings. */
class ContainersTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<Setting> OF_THE_IMAGE =
      List.of(Setting.PORT, Setting.HOST, Setting.DATA_DIR);
  private static final List<Setting> GIVEN_OTHERWISE =
      List.of(Setting.DATABASE_PASSWORD_FILE, Setting.JWT_SECRET_FILE);

  @ParameterizedTest
  @EnumSource
  void every_setting_of_the_env_file_reaches_the_server(Setting setting) throws IOException {
    if (OF_THE_IMAGE.contains(setting)) {
      assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains(setting.variable() + "=");
    } else if (!GIVEN_OTHERWISE.contains(setting)) {
      assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
          .contains("      " + setting.variable() + ": ");
    }
  }

  @Test
  void the_launcher_fills_every_secret_of_the_env_file_with_one_of_its_own() throws Exception {
    var first = env();
    var example = Files.readAllLines(ROOT.resolve(".env.example"));
    assertThat(first).hasSameSizeAs(example);
    var secret = Pattern.compile("(MYSQL_PASSWORD|MYSQL_ROOT_PASSWORD|SECRET_KEY)=[0-9a-f]{64}");
    var secrets =
        Stream.concat(first.stream(), env().stream())
            .filter(line -> secret.matcher(line).matches())
            .toList();
    assertThat(secrets).hasSize(6).doesNotHaveDuplicates();
    assertThat(first).noneMatch(line -> !line.startsWith("#") && line.endsWith("="));
  }

  private static List<String> env() throws IOException, InterruptedException {
    var program =
        new ProcessBuilder(ROOT.resolve("chat").toString(), "env")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = program.inputReader()) {
      var lines = out.lines().toList();
      assertThat(program.waitFor()).isZero();
      return lines;
    }
  }
}
