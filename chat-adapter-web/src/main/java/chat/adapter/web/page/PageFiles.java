package chat.adapter.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import chat.adapter.web.asset.Asset;
import chat.adapter.web.asset.Jar;
import chat.adapter.web.asset.MediaTypes;
import chat.adapter.web.asset.WebJars;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything that the pages are made of. Immutable. */
final class PageFiles {
  /** Where the files are served, each below the version. */
  static final String ADDRESS = "/page/";

  private static final String FOLDER = "/chat/web/client/";
  private static final String VERSIONS = "webjars.properties";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /** As the pages say it, and as it is sent. */
  private static final String FILES = "{files}";

  private static final String PASSWORD_MINIMUM = "{password-minimum}";

  private static final Pattern PRELOADS = Pattern.compile("<!-- preload (\\S+) -->");

  /** The packages whose modules the pages may import, by how modules name them. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "lit", "lit",
          "lit-html", "lit-html",
          "lit-element", "lit-element",
          "@lit/reactive-element", "lit__reactive-element");

  /** Of a package, what a browser runs: not what is for servers, nor for those who debug Lit. */
  private static final Pattern MODULE = Pattern.compile("(?!development/|node/).*\\.js");

  private final SortedMap<String, byte[]> contents;
  private final String passwordMinimum;
  private final String version;
  private final Map<String, Asset> files;
  private final Map<String, Page> pages;

  private PageFiles(SortedMap<String, byte[]> contents, int passwordMinimum) {
    this.contents = contents;
    this.passwordMinimum = Integer.toString(passwordMinimum);
    version = nameOf(contents);
    files =
        contents.entrySet().stream()
            .filter(file -> !isPage(file.getKey()))
            .collect(
                toMap(
                    Map.Entry::getKey,
                    file -> new Asset(MediaTypes.of(file.getKey()), file.getValue())));
    pages =
        contents.keySet().stream().filter(PageFiles::isPage).collect(toMap(any -> any, this::fill));
  }

  /**
   * @param passwordMinimum how many characters a new password has at least
   */
  static PageFiles ofClassPath(int passwordMinimum) {
    var contents = new TreeMap<String, byte[]>();
    for (var file : Jar.list(FOLDER, VERSIONS)) {
      if (!file.equals(VERSIONS)) {
        contents.put(file, Jar.read(FOLDER + file));
      }
    }
    var webJars = new WebJars(FOLDER + VERSIONS);
    PACKAGES.forEach(
        (name, webJar) -> {
          for (var file : webJars.list(webJar)) {
            if (MODULE.matcher(file).matches()) {
              contents.put(name + "/" + file, webJars.read(webJar, file));
            }
          }
        });
    return new PageFiles(contents, passwordMinimum);
  }

  /** Changes whenever a file does. */
  String version() {
    return version;
  }

  @Nullable Asset file(String path) {
    return files.get(path);
  }

  /**
   * A page.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Page page(String name) {
    var page = pages.get(name);
    if (page == null) {
      throw new IllegalArgumentException("there is no page " + name);
    }
    return page;
  }

  private Page fill(String name) {
    var address = ADDRESS + version;
    var html =
        new String(contents.get(name), UTF_8)
            .replace(FILES, address)
            .replace(PASSWORD_MINIMUM, passwordMinimum);
    var map = IMPORT_MAP.matcher(html);
    if (!map.find()) {
      throw new IllegalStateException(name + " has no import map");
    }
    var modules = new Modules(address + "/", map.group(1), contents);
    html =
        PRELOADS
            .matcher(html)
            .replaceAll(start -> Matcher.quoteReplacement(links(modules, start.group(1))));
    return new Page(new Asset(MediaTypes.HTML, html.getBytes(UTF_8)), policy(map.group(1)));
  }

  /** So that a browser asks for all modules at once, and not for each when it has read another. */
  private String links(Modules modules, String start) {
    return modules.neededBy(start).stream()
        .map(module -> "<link rel=\"modulepreload\" href=\"" + module + "\">")
        .collect(joining("\n  "));
  }

  /**
   * Nothing but this server's own files, and of what stands in the page itself the import map
   * alone, which browsers take from nowhere else. Only Lit's templates may become HTML.
   */
  private static String policy(String importMap) {
    var hash = Base64.getEncoder().encodeToString(Asset.sha256(importMap.getBytes(UTF_8)));
    return "default-src 'none'; script-src 'self' 'sha256-"
        + hash
        + "'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
        + " manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
        + " require-trusted-types-for 'script'; trusted-types lit-html";
  }

  private static boolean isPage(String file) {
    return file.endsWith(".html");
  }

  private static String nameOf(SortedMap<String, byte[]> contents) {
    var all =
        contents.entrySet().stream()
            .map(
                file ->
                    file.getKey()
                        + " "
                        + new Asset(MediaTypes.of(file.getKey()), file.getValue()).hash())
            .collect(joining("\n"));
    return new Asset(MediaTypes.HTML, all.getBytes(UTF_8)).hash().substring(0, 12);
  }
}
