package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
  private final Path directory;
  private final SecretFile file;

  SecretFileTest(@TempDir Path directory) {
    this.directory = directory;
    file = SecretFile.in(directory);
  }

  @Test
  void a_secret_is_made_once_for_its_owner_and_found_again() throws IOException {
    var first = file.secret();
    assertThat(file.secret()).isEqualTo(first);
    assertThat(SecretFile.in(directory).secret()).isEqualTo(first);
    assertThat(first.value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(names(directory)).containsExactly("jwt-secret");
  }

  @Test
  void each_directory_has_a_secret_of_its_own(@TempDir Path other) {
    assertThat(file.secret()).isNotEqualTo(SecretFile.in(other).secret());
  }

  @RepeatedTest(20)
  void several_threads_that_ask_first_get_one_secret() throws Exception {
    assertThat(secretsOfSeveralThatAskFirst(file)).hasSize(1);
    assertThat(names(directory)).containsExactly("jwt-secret");
  }

  @ParameterizedTest
  @MethodSource("fileSystemsWithoutLinks")
  void without_hard_links_several_threads_that_ask_first_get_one_secret(SecretFile.Links links)
      throws Exception {
    var unlinked = new SecretFile(file.path(), links);

    assertThat(secretsOfSeveralThatAskFirst(unlinked)).containsExactly(file.secret());
    assertThat(names(directory)).containsExactlyInAnyOrder("jwt-secret", "jwt-secret.lock");
  }

  static Stream<SecretFile.Links> fileSystemsWithoutLinks() {
    return Stream.of(
        (name, existing) -> {
          throw new UnsupportedOperationException();
        },
        (name, existing) -> {
          throw new FileSystemException(name.toString(), existing.toString(), "not permitted");
        });
  }

  private static Set<JwtSecret> secretsOfSeveralThatAskFirst(SecretFile file) throws Exception {
    int askers = 16;
    var together = new CyclicBarrier(askers);
    var threads = Executors.newFixedThreadPool(askers);
    try {
      Callable<JwtSecret> asker =
          () -> {
            together.await();
            return file.secret();
          };
      var answers = threads.invokeAll(Collections.nCopies(askers, asker));
      var secrets = new HashSet<JwtSecret>();
      for (var answer : answers) {
        secrets.add(answer.get());
      }
      return secrets;
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void a_secret_that_others_may_use_is_refused(String mode) throws IOException {
    file.secret();
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));

    assertThatThrownBy(file::secret)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining("600");
  }

  @Test
  void a_secret_that_is_cut_short_is_refused_and_kept() throws IOException {
    file.secret();
    Files.writeString(file.path(), "cut");

    assertThatThrownBy(file::secret)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.path().toString())
        .hasMessageContaining("at least 32 bytes");
    assertThat(file.path()).hasContent("cut");
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
