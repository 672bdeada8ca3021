package chat.system.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import chat.system.Miniature;
import chat.system.RealJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build's rules for dependencies refuse what they are for: Maven, offline, builds a miniature
 * of the project in which each module breaks one of them.
 */
class DependencyRulesIT {
  private static final Pattern RULES_OF_THE_JAR =
      Pattern.compile(
          "<plugin>\\s*<groupId>org.apache.maven.plugins</groupId>\\s*"
              + "<artifactId>maven-enforcer-plugin</artifactId>.*?</plugin>",
          Pattern.DOTALL);

  @TempDir private Path project;

  @Test
  void each_rule_fails_the_build_of_the_module_that_breaks_it() throws Exception {
    var miniature = new Miniature(project);
    module(miniature, "chat", "one", "");
    module(miniature, "chat", "twin", "");
    module(miniature, "ch.qos.logback", "logger", "");
    module(miniature, "chat", "unfinished", "");
    module(miniature, "chat", "has-nothing-wrong", dependency("chat", "one", "1"));
    module(
        miniature,
        "chat",
        "has-a-class-twice",
        dependency("chat", "one", "1") + dependency("chat", "twin", "1"));
    module(miniature, "chat", "has-a-logger", dependency("ch.qos.logback", "logger", "1"));
    module(miniature, "chat", "has-a-snapshot", dependency("chat", "unfinished", "1-SNAPSHOT"));
    module(
        miniature,
        "chat",
        "has-a-test-library",
        "<dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId></dependency>");
    var said = build();

    assertThat(said)
        .containsPattern("has-nothing-wrong 1 \\.+ SUCCESS")
        .containsPattern("has-a-class-twice 1 \\.+ FAILURE")
        .contains("Duplicate classes:", "chat/Same.class")
        .containsPattern("has-a-logger 1 \\.+ FAILURE")
        .contains("ch.qos.logback:logger:jar:1 <--- banned")
        .containsPattern("has-a-snapshot 1 \\.+ FAILURE")
        .contains("A snapshot is another thing tomorrow.")
        .containsPattern("has-a-test-library 1 \\.+ FAILURE")
        .contains("Nothing that tests are made of goes into the jar.");
  }

  /** A module with the rules of the one that builds the jar. */
  private static void module(Miniature miniature, String group, String name, String dependencies)
      throws IOException {
    var rules =
        RULES_OF_THE_JAR.matcher(
            Files.readString(RealJar.home().resolve("chat-bootstrap/pom.xml")));
    assertThat(rules.find()).isTrue();
    var folder =
        miniature.module(
            name,
            """
            <groupId>%s</groupId>
            <version>%s</version>
            <dependencies>%s</dependencies>
            <build><plugins>%s</plugins></build>
            """
                .formatted(
                    group,
                    name.equals("unfinished") ? "1-SNAPSHOT" : "1",
                    dependencies,
                    rules.group()));
    if (name.equals("one") || name.equals("twin")) {
      // The rule looks at names alone, and a compiler would take its time.
      var classes = Files.createDirectories(folder.resolve("src/main/resources/chat"));
      Files.writeString(classes.resolve("Same.class"), "");
    }
  }

  private static String dependency(String group, String name, String version) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(group, name, version);
  }

  /** What Maven says when it goes on after each failure. */
  private String build() throws IOException, InterruptedException {
    var said = project.resolve("said.txt");
    var maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-o",
                "-fae",
                "-Dstyle.color=never",
                "-Dspotless.check.skip",
                "-DskipTests",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "prepare-package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().put("MAVEN_OPTS", RealJar.QUICK_OPTIONS);
    var process = maven.start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("Maven has ended").isTrue();
      assertThat(process.exitValue()).isNotZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said);
  }
}
