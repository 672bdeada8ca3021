package chat.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project with its own settings and other modules, so small that Maven builds it in seconds.
 */
public final class Miniature {
  private final Path folder;
  private final String pom;
  private final List<String> modules = new ArrayList<>();

  public Miniature(Path folder) throws IOException {
    this.folder = folder;
    pom = Files.readString(RealJar.home().resolve("pom.xml"));
    writePom();
  }

  private void writePom() throws IOException {
    var names = new StringBuilder();
    modules.forEach(name -> names.append("<module>").append(name).append("</module>"));
    Files.writeString(
        folder.resolve("pom.xml"),
        pom.replaceFirst("(?s)<modules>.*</modules>", "<modules>" + names + "</modules>"));
  }

  /**
   * Adds a module.
   *
   * @param rest what its pom has beside its name
   * @return its folder
   */
  public Path module(String name, String rest) throws IOException {
    modules.add(name);
    writePom();
    var module = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        module.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>chat</groupId>
            <artifactId>chat-parent</artifactId>
            <version>%s</version>
          </parent>
          <artifactId>%s</artifactId>
          %s
        </project>
        """
            .formatted(version(), name, rest));
    return module;
  }

  private String version() {
    return pom.substring(
        pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
  }
}
