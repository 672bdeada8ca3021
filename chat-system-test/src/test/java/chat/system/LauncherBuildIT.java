package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher builds while servers run from the same clone. Maven builds a miniature of the
 * project, so that it takes seconds; the server that runs first is the real one, as left by a full
 * build.
 */
class LauncherBuildIT {
  @TempDir private Path clone;

  @BeforeEach
  void lay_out_a_miniature_with_the_real_jar() throws IOException {
    Files.copy(
        RealJar.home().resolve("chat"), clone.resolve("chat"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(clone.resolve(".mvn"));
    var miniature = new Miniature(clone);
    miniature.module(
        "chat-bootstrap",
        """
        <build>
          <finalName>chat</finalName>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-jar-plugin</artifactId>
              <configuration>
                <archive><manifest><mainClass>chat.bootstrap.Chat</mainClass></manifest></archive>
              </configuration>
            </plugin>
          </plugins>
        </build>
        """);
    server("of the miniature");
    miniature.module(
        "chat-benchmarks",
        """
        <build>
          <plugins>
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-dependency-plugin</artifactId>
              <executions>
                <execution>
                  <phase>package</phase>
                  <goals><goal>build-classpath</goal></goals>
                  <configuration>
                    <outputFile>${project.build.directory}/classpath</outputFile>
                  </configuration>
                </execution>
              </executions>
            </plugin>
          </plugins>
        </build>
        """);
    source("chat-benchmarks", "chat.benchmarks", "Bench", "System.getenv(\"CHAT_JAR\")");
    var old = Instant.EPOCH.plusSeconds(1_000_000_000);
    try (var sources = Files.walk(clone)) {
      for (var source : sources.toList()) {
        Files.setLastModifiedTime(source, FileTime.from(old));
      }
    }
    Files.createDirectory(clone.resolve("chat-bootstrap/target"));
    Files.copy(RealJar.jar(), full());
    // What a test writes next must be newer, and the clock of a file system ticks in milliseconds.
    Files.setLastModifiedTime(full(), FileTime.from(old.plusSeconds(1)));
  }

  /** The miniature of the server prints this and ends. */
  private void server(String text) throws IOException {
    source("chat-bootstrap", "chat.bootstrap", "Chat", "\"" + text + "\"");
  }

  private void source(String module, String pack, String name, String printed) throws IOException {
    var folder = clone.resolve(module).resolve("src/main/java").resolve(pack.replace('.', '/'));
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(name + ".java"),
        """
        package %s;

        public class %s {
          public static void main(String[] args) {
            System.out.println(%s);
          }
        }
        """
            .formatted(pack, name, printed));
  }

  /** What Maven writes at every full build. */
  private Path full() {
    return clone.resolve("chat-bootstrap/target/chat.jar");
  }

  private RealJar launch(String... arguments) {
    var command =
        Stream.concat(Stream.of(clone.resolve("chat").toString()), Stream.of(arguments)).toList();
    var program = new ProcessBuilder(command).directory(clone.toFile());
    // The repository that this build uses, which need not be the usual one.
    var repository = "-Dmaven.repo.local=" + System.getProperty("maven.repo.local");
    program.environment().put("MAVEN_OPTS", repository + " " + RealJar.QUICK_OPTIONS);
    return RealJar.launch(program);
  }

  private RealJar serve() {
    return launch("serve", "--port", "0", "--data-dir", "kept").awaitReady();
  }

  /** What it says, in all. */
  private String call(String... arguments) {
    try (var program = launch(arguments)) {
      assertThat(program.awaitExit()).as(program.err()).isZero();
      return program.err() + program.out();
    }
  }

  /** Files and classes that it didn't need before, among others. */
  private static void assertGoesOn(RealJar server) {
    for (var path : List.of("/api/health", "/api/docs", "/example.html", "/api/sockets")) {
      assertThat(server.caller().get(path).status()).as(path).isEqualTo(200);
    }
    var ann = server.caller().register("ann");
    assertThat(ann.say(ann.openRoom("still here"), "hello").status()).isEqualTo(201);
    assertThat(server.stop("TERM")).as(server.err()).isZero();
    assertThat(server.err()).doesNotContain("Exception", "Error");
  }

  private List<Path> builds(String name) throws IOException {
    try (var builds = Files.list(clone.resolve(".chat/builds"))) {
      return builds.filter(build -> build.getFileName().toString().startsWith(name + ".")).toList();
    }
  }

  @Test
  void a_server_goes_on_while_another_command_builds() throws IOException {
    try (var server = serve();
        var bench = launch("bench", "--help")) {
      assertThat(bench.awaitExit()).as(bench.err()).isZero();
      assertThat(bench.err())
          .contains("building chat-benchmarks for the first time")
          .doesNotContain("the sources have changed");
      // One jar for all commands: the driver starts what serves here.
      assertThat(Path.of(bench.out().strip()))
          .isEqualTo(builds("server").get(0).resolve("chat.jar"))
          .hasSameBinaryContentAs(full());
      assertThat(builds("server")).hasSize(1);

      assertThat(call("bench", "--help")).doesNotContain("building");
      assertGoesOn(server);
    }
  }

  @Test
  void a_server_goes_on_while_maven_rewrites_and_cleans() throws IOException {
    try (var server = serve()) {
      try (var jar = FileChannel.open(full(), StandardOpenOption.WRITE)) {
        jar.truncate(100);
      }
      Files.delete(full());
      Files.delete(full().getParent());

      assertGoesOn(server);
    }
  }

  @Test
  void changed_sources_are_built_aside_and_builds_that_nobody_runs_are_removed()
      throws IOException {
    try (var server = serve()) {
      server("changed once");
      assertThat(call("--version"))
          .contains("the sources have changed; building again")
          .endsWith("changed once" + System.lineSeparator());
      assertThat(builds("server")).hasSize(2);
      // A time isn't a change.
      server("changed once");
      assertThat(call("--version")).isEqualTo("changed once" + System.lineSeparator());
      assertGoesOn(server);
    }
    server("changed twice");
    assertThat(call("--version")).endsWith("changed twice" + System.lineSeparator());
    assertThat(builds("server")).hasSize(1);
  }

  @Test
  void several_launchers_build_once_also_after_one_was_killed() throws IOException {
    server("built once");
    try (var killed = launch("--version")) {
      // Maven takes its time to start where the machine is busy.
      await().atMost(Duration.ofMinutes(2)).until(() -> killed.err().contains("chat-bootstrap"));
      killed.kill();
    }
    try (var one = launch("--version");
        var two = launch("--version");
        var three = launch("--version")) {
      var all = List.of(one, two, three);
      for (var launcher : all) {
        assertThat(launcher.awaitExit()).as(launcher.err()).isZero();
        assertThat(launcher.out()).isEqualTo("built once" + System.lineSeparator());
      }
      assertThat(all.stream().filter(launcher -> launcher.err().contains("building for")))
          .hasSize(1);
    }
    assertThat(builds("server")).hasSize(1);
  }
}
