package chat.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggingTest {
  @Test
  void a_record_is_one_line_with_the_time_in_utc() {
    assertThat(line(Level.INFO, "ready", null))
        .isEqualTo("2026-01-02T03:04:05.678Z INFO    MessageLog: ready\n");
  }

  @Test
  void nobody_can_write_a_second_line() {
    assertThat(line(Level.INFO, "a\r\nb\u2028c\u001b[0m", null))
        .endsWith("MessageLog: a\\r\\nb\\u2028c\\u001b[0m\n")
        .hasLineCount(1);
  }

  @Test
  void a_line_has_an_end_however_much_somebody_sent() {
    assertThat(line(Level.INFO, "x".repeat(100_000), null))
        .hasSizeLessThan(2_100)
        .endsWith("...\n");
    assertThat(line(Level.FINE, "lost", new IllegalStateException("y".repeat(100_000))))
        .hasSizeLessThan(2_100);
  }

  @Test
  void a_warning_tells_where_it_went_wrong() {
    assertThat(line(Level.WARNING, "lost", new IllegalStateException("gone")))
        .startsWith("2026-01-02T03:04:05.678Z WARNING MessageLog: lost\n")
        .contains("java.lang.IllegalStateException: gone\n", "\tat ");
  }

  @Test
  void below_a_warning_the_name_of_the_exception_is_enough() {
    assertThat(line(Level.FINE, "lost", new IllegalStateException("gone")))
        .endsWith("DEBUG   MessageLog: lost (java.lang.IllegalStateException: gone)\n")
        .hasLineCount(1);
  }

  private static String line(Level level, String message, @Nullable Throwable thrown) {
    var entry = new LogRecord(level, message);
    entry.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    entry.setLoggerName("chat.domain.message.MessageLog");
    entry.setThrown(thrown);
    return new Logging.Line().format(entry);
  }
}
