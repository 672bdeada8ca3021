package chat.adapter.web.asset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;

/** The files beside the classes: in one jar or in several, or in folders while they are built. */
public final class Jar {
  private Jar() {}

  /**
   * A file.
   *
   * @param path from the root, with a slash before it
   */
  public static byte[] read(String path) {
    try (var in = Jar.class.getResourceAsStream(path)) {
      if (in == null) {
        throw lacking(path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of names and values. */
  public static Properties readProperties(String path) {
    var properties = new Properties();
    try (var in = Jar.class.getResourceAsStream(path)) {
      if (in == null) {
        throw lacking(path);
      }
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The files in a folder and in those below it, each by its path from there, in order.
   *
   * @param folder from the root, with a slash before it and after it
   * @param known a file in it; a jar needn't have entries for folders, and another one may have a
   *     folder of that name as well
   */
  public static List<String> list(String folder, String known) {
    var url = Jar.class.getResource(folder + known);
    if (url == null) {
      throw lacking(folder + known);
    }
    try {
      return url.getProtocol().equals("jar") ? inJar(url, folder) : inFolder(url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> inJar(URL known, String folder) throws IOException {
    // The class loader's own open file, so not ours to close.
    var jar = ((JarURLConnection) known.openConnection()).getJarFile();
    var prefix = folder.substring(1);
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static List<String> inFolder(URL known) throws IOException {
    var root = path(known).resolveSibling("");
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException lacking(String path) {
    return new IllegalStateException("the jar lacks " + path);
  }
}
