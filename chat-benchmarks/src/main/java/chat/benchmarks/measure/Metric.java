package chat.benchmarks.measure;

import java.util.Locale;

/** What is measured. */
public enum Metric {
  DELIVERIES("deliveries/s", 0),
  MESSAGES("messages/s", 0),
  P50("p50 ms", 2),
  P99("p99 ms", 2),
  P999("p99.9 ms", 2),
  MAX("max ms", 1),
  SERVER_CPU("CPU-s/1M", 2),
  CLIENT_CPU("client CPU-s/1M", 2),
  RESIDENT("RSS MB", 0),
  CONNECTIONS("connections", 0),
  KB_PER_CONNECTION("KB/connection", 2),
  HEAP_PER_CONNECTION("heap KB/connection", 2),
  CONNECTIONS_PER_SECOND("connections/s", 0),
  HEAP("heap MB", 1),
  THROWN_OUT("thrown out", 0),
  PAGE_CPU("CPU ms/page", 3),
  LOGINS("logins/s", 1),
  READY("ready s", 2),
  READY_CPU("CPU-s", 2),
  QUERIES("queries", 0),
  FOUND("found", 2),
  QUERY_CPU("CPU ms/query", 3),
  INDEXED("indexed/s", 0),
  INDEX("index MB", 1),
  INDEX_SHARE("index/text", 2);

  private final String title;
  private final int decimals;

  Metric(String title, int decimals) {
    this.title = title;
    this.decimals = decimals;
  }

  /** With its unit, as a column is headed. */
  public String title() {
    return title;
  }

  /** In a file of figures. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A value as people read it. */
  public String format(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
