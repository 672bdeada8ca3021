package chat.testmysql;

/** What a server is for. */
enum Use {
  /** One for the whole JVM, never killed: it need not wait for the disk at each commit. */
  SHARED(2),
  /** One test's own, for outages: a commit it has confirmed survives SIGKILL and a power cut. */
  PRIVATE(1);

  final int flushLogAtCommit;

  Use(int flushLogAtCommit) {
    this.flushLogAtCommit = flushLogAtCommit;
  }
}
