package chat.adapter.persistence;

import chat.adapter.persistence.database.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/**
 * The errors of MySQL and MariaDB, by the numbers that both share, and of their drivers.
 *
 * <p>Source: MySQL 8.4 Error Message Reference; MariaDB Error Codes.
 */
final class MySqlFaults implements Fault.Classifier {
  @Override
  public Fault of(SQLException error) {
    return switch (error.getErrorCode()) {
      // ER_DUP_ENTRY
      case 1062 -> Fault.DUPLICATE;
      // ER_LOCK_DEADLOCK, ER_LOCK_WAIT_TIMEOUT, ER_CHECKREAD
      case 1213, 1205, 1020 -> Fault.CONFLICT;
      // Disk full, table full, out of memory, too many connections, read-only, query interrupted
      case 1021, 1114, 1037, 1041, 1040, 1203, 1290, 1836, 1317, 3024, 1969 -> Fault.REFUSED;
      // ER_SERVER_SHUTDOWN, connection killed (MariaDB, MySQL), disconnected by the server
      case 1053, 1927, 3169, 4031 -> Fault.LOST;
      default -> isBrokenConnection(error) ? Fault.LOST : Fault.DEFECT;
    };
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
