package chat.testkit;

import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;

/**
 * Does something as if this process ran in another place of the world. It changes the default of
 * the whole process meanwhile, so such tests lock {@code Resources.LOCALE} or {@code
 * Resources.TIME_ZONE}.
 */
public final class Elsewhere {
  private Elsewhere() {}

  public static <T> T in(Locale locale, Supplier<T> work) {
    var before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      return work.get();
    } finally {
      Locale.setDefault(before);
    }
  }

  public static <T> T in(ZoneId zone, Supplier<T> work) {
    var before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      return work.get();
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
