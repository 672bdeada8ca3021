package chat.adapter.web.docs;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The files beside the classes. */
final class Jar {
  private Jar() {}

  static byte[] read(String path) {
    try (var in = Jar.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
