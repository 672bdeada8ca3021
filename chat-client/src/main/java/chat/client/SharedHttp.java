package chat.client;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client for all of the process: on Java 17 each has a thread that can't be stopped, and
 * that ends only some time after nobody refers to it. So nobody but those who use it does.
 */
final class SharedHttp {
  private static @Nullable WeakReference<HttpClient> shared;

  private SharedHttp() {}

  static synchronized HttpClient get() {
    var known = shared == null ? null : shared.get();
    if (known == null) {
      // The server speaks HTTP/1.1, and sockets are upgrades of it.
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(10))
              .build();
      shared = new WeakReference<>(known);
    }
    return known;
  }
}
