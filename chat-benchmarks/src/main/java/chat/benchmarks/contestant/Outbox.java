package chat.benchmarks.contestant;

/** Takes what one connection says. */
public interface Outbox {
  /** One text frame; the array may be reused when this returns. */
  void text(byte[] payload, int from, int to);
}
