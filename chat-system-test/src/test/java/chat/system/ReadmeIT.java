package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.client.ChatApi;
import chat.client.ChatClient;
import chat.client.Credentials;
import chat.client.rest.Message;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody new who pastes what the README shows, block after block. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("(?m)^```bash\\n([\\s\\S]*?)^```$");
  private static final Pattern PROGRAM = Pattern.compile("(?m)^```java\\n([\\s\\S]*?)^```$");
  private static final Pattern ID = Pattern.compile("\"id\": ?(\\d+)");

  @Test
  void what_the_readme_shows_works_as_it_stands(@TempDir Path directory) throws Exception {
    var blocks = blocks();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    try (var server = RealJar.serve(directory.resolve("data"))) {
      var script = directory.resolve("pasted.sh");
      Files.writeString(
          script,
          String.join("\n", blocks).replace("localhost:8000", server.address().getAuthority()));

      var out = run(script, directory);

      assertThat(out).contains("\"username\":\"alice\"", "\"username\":\"bob\"");
      assertThat(out).contains("\"name\":\"general\"");
      // Posted, and read back.
      assertThat(linesWith(out, "hello, is anyone here?")).hasSize(2);
      for (var seen :
          List.of(
              "ALICE sees .*\"content\":\"hi bob\".*",
              "BOB sees .*\"content\":\"hi bob\".*",
              "ALICE sees .*\"content\":\"plain text will do, too\".*",
              "BOB sees .*\"content\":\"plain text will do, too\".*",
              "FOLLOW sees \\{\"type\":\"hello\".*",
              "FOLLOW sees \\{\"type\":\"joined\",\"room_id\":1,\"seq\":5.*",
              "FOLLOW sees \\{\"type\":\"message_edited\".*\"seq\":5.*\"content\":\"hello again\".*",
              "FOLLOW sees \\{\"type\":\"ack\".*\"client_id\":\"5f1d\".*\"seq\":6.*",
              "FOLLOW sees \\{\"type\":\"message\".*\"seq\":6,\"content\":\"acknowledged\".*")) {
        assertThat(out.lines().filter(line -> line.matches(seen))).as(seen).hasSize(1);
      }
      var saidOnce = linesWith(out, "said once");
      assertThat(saidOnce).hasSize(2);
      assertThat(saidOnce.stream().map(ReadmeIT::id).distinct()).hasSize(1);
    }
  }

  /** Alice, with the program that the README shows, the client library and all that it needs. */
  @Test
  void the_program_in_java_talks_as_it_stands(@TempDir Path directory) throws Exception {
    var program = PROGRAM.matcher(readme()).results().map(block -> block.group(1)).toList();
    assertThat(program).hasSize(1);
    try (var server = RealJar.serve(directory.resolve("data"))) {
      var api = ChatApi.at(server.address().toString(), Credentials.of("alice", "correct horse"));
      api.register("alice", "correct horse");
      assertThat(api.openRoom("general").id()).isEqualTo(1);
      var source = directory.resolve("Talk.java");
      Files.writeString(
          source, program.get(0).replace("localhost:8000", server.address().getAuthority()));
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var talk = new ProcessBuilder(java, "-cp", classPathOfTheClient(), source.toString());
      var out = directory.resolve("out.txt");
      var err = directory.resolve("err.txt").toFile();
      var process = talk.redirectOutput(out.toFile()).redirectError(err).start();
      try (var typed = process.outputWriter(StandardCharsets.UTF_8)) {
        typed.write("hello from Java\n");
        typed.flush();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> !process.isAlive() || Files.readString(out).lines().toList().size() >= 2);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(err.toPath())).isZero();
      assertThat(Files.readString(out).lines())
          .containsExactlyInAnyOrder("alice: hello from Java", "stored as number 1");
      assertThat(api.history(1)).extracting(Message::content).containsExactly("hello from Java");
    }
  }

  private static String classPathOfTheClient() {
    return Stream.of(ChatClient.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String readme() throws IOException {
    return Files.readString(RealJar.home().resolve("README.md"));
  }

  private static List<String> blocks() throws IOException {
    return BLOCK.matcher(readme()).results().map((MatchResult block) -> block.group(1)).toList();
  }

  /** In one session of bash, which ends when a command fails; with this Java's jshell. */
  private static String run(Path script, Path directory) throws Exception {
    var out = directory.resolve("out.txt").toFile();
    var err = directory.resolve("err.txt").toFile();
    var session =
        new ProcessBuilder("bash", "-e", script.toString()).redirectOutput(out).redirectError(err);
    session
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, java) -> java + File.pathSeparator + path);
    session.environment().put("JAVA_TOOL_OPTIONS", RealJar.QUICK_OPTIONS);
    var process = session.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    var said = Files.readString(out.toPath());
    assertThat(process.exitValue()).as(said + Files.readString(err.toPath())).isZero();
    return said;
  }

  private static List<String> linesWith(String out, String text) {
    return out.lines().filter(line -> line.contains(text)).toList();
  }

  private static String id(String line) {
    return Stream.of(line)
        .map(ID::matcher)
        .flatMap(matcher -> matcher.results())
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }
}
