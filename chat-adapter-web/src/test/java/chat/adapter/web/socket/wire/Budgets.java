package chat.adapter.web.socket.wire;

/** Budgets for tests of what takes from them. */
final class Budgets {
  private Budgets() {}

  /** One that is never exceeded. */
  static MemoryBudget unbounded() {
    return new MemoryBudget(Long.MAX_VALUE, () -> {}, () -> {});
  }
}
