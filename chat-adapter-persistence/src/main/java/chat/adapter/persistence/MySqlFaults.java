package chat.adapter.persistence;

import chat.adapter.persistence.database.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;

/**
 * The errors of MySQL and MariaDB, by the numbers that both share, and of their drivers.
 *
 * <p>Source: MySQL 8.4 Error Message Reference; MariaDB Error Codes.
 */
final class MySqlFaults implements Fault.Classifier {
  /** As in {@code (errno: 28 "No space left on device")} and {@code Got error 28 from …}. */
  private static final Pattern OUT_OF_SPACE =
      Pattern.compile("(?i)\\b(?:errno|errcode|error)\\D{0,3}28\\b");

  @Override
  public Fault of(SQLException error) {
    return switch (error.getErrorCode()) {
      // ER_DUP_ENTRY
      case 1062 -> Fault.DUPLICATE;
      // ER_LOCK_DEADLOCK, ER_LOCK_WAIT_TIMEOUT, ER_CHECKREAD
      case 1213, 1205, 1020 -> Fault.CONFLICT;
      // Out of memory, too many connections, query interrupted
      case 1037, 1041, 1040, 1203, 1317, 3024, 1969 -> Fault.REFUSED;
      // ER_DISK_FULL, ER_RECORD_FILE_FULL, ER_DISK_FULL_NOWAIT
      case 1021, 1114, 3675 -> Fault.FULL;
      // ER_OPTION_PREVENTS_STATEMENT, ER_READ_ONLY_MODE
      case 1290, 1836 -> Fault.FAILING;
      // ER_ERROR_ON_WRITE, and what an engine or a file of the server says beside it
      case 1026 -> isOutOfSpace(error) ? Fault.FULL : Fault.FAILING;
      case 1030, 3 -> isOutOfSpace(error) ? Fault.FULL : Fault.DEFECT;
      // No such database, none selected, no such table, its file missing (MySQL twice, MariaDB)
      case 1049, 1046, 1146, 1812, 1814, 1932 -> Fault.GONE;
      // ER_SERVER_SHUTDOWN, connection killed (MariaDB, MySQL), disconnected by the server
      case 1053, 1927, 3169, 4031 -> Fault.LOST;
      default -> isBrokenConnection(error) ? Fault.LOST : Fault.DEFECT;
    };
  }

  /** The number of the operating system is in the text alone. */
  private static boolean isOutOfSpace(SQLException error) {
    return OUT_OF_SPACE.matcher(String.valueOf(error.getMessage())).find();
  }

  static boolean isBrokenConnection(SQLException error) {
    var state = error.getSQLState();
    return (state != null && state.startsWith("08"))
        || error instanceof SQLNonTransientConnectionException
        || error instanceof SQLTransientConnectionException
        || error instanceof SQLRecoverableException
        || isCausedByNetwork(error);
  }

  private static boolean isCausedByNetwork(Throwable error) {
    for (var cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
