package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  private Path path;
  private Path secret;

  @BeforeEach
  void choose(@TempDir Path parent) {
    path = parent.resolve("not/there yet");
    secret = path.resolve("jwt-secret");
  }

  @Test
  void it_is_made_for_its_owner_only() throws IOException {
    try (var data = DataDirectory.open(path)) {
      assertThat(data.file("chat.db")).isEqualTo(path.resolve("chat.db")).isAbsolute();
      assertThat(mode(path)).isEqualTo("rwx------");
    }
  }

  @Test
  void a_secret_is_made_once_and_found_again() throws IOException {
    JwtSecret first;
    try (var data = DataDirectory.open(path)) {
      first = data.jwtSecret();
      assertThat(data.jwtSecret()).isEqualTo(first);
    }
    try (var data = DataDirectory.open(path)) {
      assertThat(data.jwtSecret()).isEqualTo(first);
    }
    assertThat(first.value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(mode(secret)).isEqualTo("rw-------");
    assertThat(names(path)).containsExactlyInAnyOrder("jwt-secret", "lock");
  }

  @Test
  void each_directory_has_a_secret_of_its_own() {
    try (var one = DataDirectory.open(path);
        var other = DataDirectory.open(path.resolveSibling("other"))) {
      assertThat(one.jwtSecret()).isNotEqualTo(other.jwtSecret());
    }
  }

  @Test
  void several_threads_that_ask_first_get_one_secret() {
    try (var data = DataDirectory.open(path)) {
      assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> data.jwtSecret()).distinct())
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void a_secret_that_others_may_use_is_refused(String mode) throws IOException {
    try (var data = DataDirectory.open(path)) {
      data.jwtSecret();
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));

      assertThatThrownBy(data::jwtSecret)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(secret.toString())
          .hasMessageContaining("600");
    }
  }

  @Test
  void a_secret_that_is_cut_short_is_refused_and_kept() throws IOException {
    try (var data = DataDirectory.open(path)) {
      data.jwtSecret();
      Files.writeString(secret, "cut");

      assertThatThrownBy(data::jwtSecret)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(secret.toString())
          .hasMessageContaining("at least 32 bytes");
      assertThat(secret).hasContent("cut");
    }
  }

  @Test
  void a_second_server_is_refused_until_the_first_is_gone() {
    try (var first = DataDirectory.open(path)) {
      assertThat(first.file("lock")).exists();
      assertThatThrownBy(() -> DataDirectory.open(path))
          .isInstanceOf(StartFailure.class)
          .hasMessage("another server is using the data directory " + path);
    }
    DataDirectory.open(path).close();
  }

  @Test
  void a_file_in_its_place_is_refused() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "not a directory");

    assertThatThrownBy(() -> DataDirectory.open(path))
        .isInstanceOf(StartFailure.class)
        .hasMessage("the data directory " + path + " can't be written to: it is no directory");
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
