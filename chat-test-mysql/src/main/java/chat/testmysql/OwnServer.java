package chat.testmysql;

/** A server of our own, which we may hurt. It keeps its address and its data until it is closed. */
interface OwnServer extends Server {
  /** Returns once it takes connections. */
  void start();

  /** Shuts it down in good order. */
  void stop();

  /** SIGKILL: whatever it had not flushed is gone. */
  void kill();

  /** SIGSTOP: connections stay open and nobody answers. */
  void freeze();

  void thaw();
}
