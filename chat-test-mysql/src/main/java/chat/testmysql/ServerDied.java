package chat.testmysql;

/** The server's process ended before it was ready. */
final class ServerDied extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final boolean portWasTaken;

  /** Takes the end of the server's log. */
  ServerDied(String log) {
    super("The server ended instead of starting:\n" + log);
    portWasTaken = log.contains("in use");
  }

  boolean portWasTaken() {
    return portWasTaken;
  }
}
