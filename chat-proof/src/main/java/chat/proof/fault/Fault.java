package chat.proof.fault;

/**
 * One thing that goes wrong.
 *
 * @param afterMs how long all is well before
 * @param forMs how long it lasts, where that is to be chosen
 * @param which any number, which chooses a server or a connection
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

  /** What must be there so that something can go wrong with it. */
  enum Part {
    ONE_SERVER,
    SEVERAL_SERVERS,
    WAY_TO_DATABASE,
    OWN_DATABASE,
    BROKER
  }

  /** What can go wrong. */
  public enum Kind {
    KILL_SERVER("server killed (SIGKILL)", 10, Part.ONE_SERVER),
    STOP_SERVER("server restarted (SIGTERM)", 3, Part.ONE_SERVER),
    FREEZE_SERVER("server frozen (SIGSTOP)", 4, Part.SEVERAL_SERVERS),
    KILL_DATABASE("database killed (SIGKILL)", 7, Part.OWN_DATABASE),
    KILL_BOTH("server and database killed at once", 2, Part.OWN_DATABASE),
    FREEZE_DATABASE("database fallen silent", 2, Part.OWN_DATABASE),
    CUT_DATABASE("connection to the database cut", 6, Part.WAY_TO_DATABASE),
    PARTITION_DATABASE("server parted from the database", 4, Part.SEVERAL_SERVERS),
    KILL_BROKER("broker killed (SIGKILL)", 5, Part.BROKER),
    FREEZE_BROKER("broker frozen (SIGSTOP)", 3, Part.BROKER),
    CUT_BROKER("connection to the broker cut", 4, Part.BROKER),
    PARTITION_BROKER("server parted from the broker, one way", 5, Part.BROKER),
    CUT("connection of a client cut", 24, Part.ONE_SERVER),
    CUT_ALL("connections of all clients cut", 3, Part.ONE_SERVER),
    DELAY("network slow", 3, Part.ONE_SERVER),
    STOP_READING("clients stopped reading", 3, Part.ONE_SERVER);

    private final String text;
    final int weight;
    final Part part;

    Kind(String text, int weight, Part part) {
      this.text = text;
      this.weight = weight;
      this.part = part;
    }

    /** What happened, for a person. */
    public String text() {
      return text;
    }
  }
}
