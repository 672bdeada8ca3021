package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of guarantees names tests; this looks that they are there. */
class GuaranteesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NAMED =
      Pattern.compile(
          "`([A-Z]\\w+(?:Test|IT|Contract)|SeedSession|LiveRooms|BadInput|ClientAtWork)(?:#(\\w+))?`");

  @Test
  void every_test_that_the_page_names_is_there() throws IOException {
    var page = Files.readString(ROOT.resolve("GUARANTEES.md"));
    var sources = sources();
    int named = 0;
    for (var name = NAMED.matcher(page); name.find(); named++) {
      assertThat(sources).containsKey(name.group(1));
      if (name.group(2) != null) {
        assertThat(sources.get(name.group(1)))
            .as(name.group())
            .contains("void " + name.group(2) + "(");
      }
    }
    assertThat(named).isGreaterThan(40);
  }

  private static Map<String, String> sources() throws IOException {
    var sources = new TreeMap<String, String>();
    try (var modules = Files.newDirectoryStream(ROOT, "chat-*")) {
      for (var module : modules) {
        read(module.resolve("src"), sources);
      }
    }
    return sources;
  }

  private static void read(Path folder, Map<String, String> sources) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        var name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
  }
}
