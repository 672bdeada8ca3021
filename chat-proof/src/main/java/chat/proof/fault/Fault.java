package chat.proof.fault;

/**
 * One thing that goes wrong.
 *
 * @param afterMs how long all is well before
 * @param forMs how long it lasts, where that is to be chosen
 * @param which any number, which chooses a connection
 * @param bytes after how many bytes a connection is cut
 * @param abruptly whether a connection ends with a reset
 */
public record Fault(
    Kind kind,
    int afterMs,
    int forMs,
    int which,
    int bytes,
    Network.Direction direction,
    boolean abruptly) {

  /** What can go wrong. */
  public enum Kind {
    KILL_SERVER("server killed (SIGKILL)", 10, false),
    STOP_SERVER("server restarted (SIGTERM)", 3, false),
    KILL_DATABASE("database killed (SIGKILL)", 7, true),
    KILL_BOTH("server and database killed at once", 2, true),
    FREEZE_DATABASE("database fallen silent", 2, true),
    CUT_DATABASE("connection to the database cut", 6, true),
    CUT("connection of a client cut", 24, false),
    CUT_ALL("connections of all clients cut", 3, false),
    DELAY("network slow", 3, false),
    STOP_READING("clients stopped reading", 3, false);

    private final String text;
    final int weight;
    final boolean isOfDatabase;

    Kind(String text, int weight, boolean isOfDatabase) {
      this.text = text;
      this.weight = weight;
      this.isOfDatabase = isOfDatabase;
    }

    /** What happened, for a person. */
    public String text() {
      return text;
    }
  }
}
