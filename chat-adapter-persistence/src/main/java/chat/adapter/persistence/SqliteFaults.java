package chat.adapter.persistence;

import chat.adapter.persistence.database.Fault;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's errors, by its result codes. A file can't be lost as a server can: none is a loss. */
final class SqliteFaults implements Fault.Classifier {
  private static final int PRIMARY_CODE = 0xff;

  /** The file was renamed or deleted; the driver has no name for it. */
  private static final int READONLY_DBMOVED = 1032;

  @Override
  public Fault of(SQLException error) {
    if (!(error instanceof SQLiteException sqlite)) {
      return error instanceof SQLTransientConnectionException ? Fault.REFUSED : Fault.DEFECT;
    }
    return switch (sqlite.getResultCode()) {
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY -> Fault.DUPLICATE;
      // The shared memory of the write-ahead log is a file too, and grows beside it.
      case SQLITE_IOERR_SHMSIZE -> Fault.FULL;
      case SQLITE_IOERR_VNODE -> Fault.GONE;
      default -> byPrimaryCode(sqlite);
    };
  }

  private static Fault byPrimaryCode(SQLiteException error) {
    if (error.getErrorCode() == READONLY_DBMOVED) {
      return Fault.GONE;
    }
    int code = error.getResultCode().code & PRIMARY_CODE;
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return Fault.FULL;
    }
    if (isOfTheDisk(code)) {
      return Fault.FAILING;
    }
    return isForNow(code) ? Fault.REFUSED : Fault.DEFECT;
  }

  private static boolean isOfTheDisk(int code) {
    return code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static boolean isForNow(int code) {
    return code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_NOMEM.code
        || code == SQLiteErrorCode.SQLITE_INTERRUPT.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code;
  }
}
