package chat.adapter.persistence;

import chat.adapter.persistence.database.Fault;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's errors, by its result codes. A file can't be lost as a server can: none is a loss. */
final class SqliteFaults implements Fault.Classifier {
  private static final int PRIMARY_CODE = 0xff;

  @Override
  public Fault of(SQLException error) {
    if (!(error instanceof SQLiteException sqlite)) {
      return error instanceof SQLTransientConnectionException ? Fault.REFUSED : Fault.DEFECT;
    }
    var code = sqlite.getResultCode();
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY) {
      return Fault.DUPLICATE;
    }
    int primary = code.code & PRIMARY_CODE;
    return isOfTheFile(primary) ? Fault.REFUSED : Fault.DEFECT;
  }

  private static boolean isOfTheFile(int code) {
    return code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_NOMEM.code
        || code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_INTERRUPT.code
        || code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_FULL.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }
}
