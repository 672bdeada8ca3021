package chat.adapter.web.asset;

import java.util.List;
import java.util.Properties;

/** Packages of scripts and styles, of the versions that the build put in. Thread-safe. */
public final class WebJars {
  private final Properties versions;

  /**
   * @param versions the path of a file in the jar that names each package and its version
   */
  public WebJars(String versions) {
    this.versions = Jar.readProperties(versions);
  }

  public byte[] read(String name, String file) {
    return Jar.read(folder(name) + file);
  }

  /** Every file of a package, by its path in it. */
  public List<String> list(String name) {
    return Jar.list(folder(name), "package.json");
  }

  private String folder(String name) {
    var version = versions.getProperty(name);
    return "/META-INF/resources/webjars/" + name + "/" + version + "/";
  }
}
