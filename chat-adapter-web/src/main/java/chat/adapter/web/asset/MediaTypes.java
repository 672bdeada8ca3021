package chat.adapter.web.asset;

import java.util.Map;

/** What files are, by how their names end. */
public final class MediaTypes {
  public static final String CSS = "text/css; charset=utf-8";
  public static final String HTML = "text/html; charset=utf-8";
  public static final String SCRIPT = "text/javascript; charset=utf-8";
  public static final String PNG = "image/png";

  private static final Map<String, String> BY_ENDING =
      Map.of(
          "css", CSS,
          "html", HTML,
          "js", SCRIPT,
          "png", PNG,
          "svg", "image/svg+xml",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  private MediaTypes() {}

  /**
   * The type of a file.
   *
   * @throws IllegalArgumentException for one that nobody thought of
   */
  public static String of(String name) {
    var type = BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("which media type has " + name + "?");
    }
    return type;
  }
}
