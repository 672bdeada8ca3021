package chat.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.adapter.persistence.database.Fault;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class FaultsTest {
  private final SqliteFaults sqlite = new SqliteFaults();
  private final MySqlFaults mySql = new MySqlFaults();

  @Test
  void a_full_disk_of_sqlite_is_one_that_the_shared_memory_does_not_fit_on_as_well() {
    for (var code : List.of(SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_IOERR_SHMSIZE)) {
      assertThat(of(code)).as(code.name()).isEqualTo(Fault.FULL);
    }
  }

  @Test
  void a_disk_of_sqlite_fails_when_it_is_read_only_or_over_a_quota_or_broken() {
    for (var code :
        List.of(
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_IOERR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_NOTADB)) {
      assertThat(of(code)).as(code.name()).isEqualTo(Fault.FAILING);
    }
  }

  @Test
  void what_passes_by_itself_is_no_fault_of_the_disk() {
    for (var code :
        List.of(
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_CANTOPEN)) {
      assertThat(of(code)).as(code.name()).isEqualTo(Fault.REFUSED);
    }
    assertThat(of(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE)).isEqualTo(Fault.DUPLICATE);
    assertThat(of(SQLiteErrorCode.SQLITE_ERROR)).isEqualTo(Fault.DEFECT);
  }

  @Test
  void mysql_and_mariadb_name_a_full_disk_by_number_or_by_what_the_system_said() {
    assertThat(of(1021, "Disk full (/tmp/x); waiting for someone to free some space"))
        .isEqualTo(Fault.FULL);
    assertThat(of(1114, "The table 'messages' is full")).isEqualTo(Fault.FULL);
    assertThat(of(3675, "Create table/tablespace 'messages' failed, as disk is full"))
        .isEqualTo(Fault.FULL);
    assertThat(of(1026, "Error writing file 'binlog' (errno: 28 - No space left on device)"))
        .isEqualTo(Fault.FULL);
    assertThat(of(1026, "Error writing file 'binlog' (errno: 28 \"No space left on device\")"))
        .isEqualTo(Fault.FULL);
    assertThat(of(3, "Error writing file '/tmp/MY' (OS errno 28 - No space left on device)"))
        .isEqualTo(Fault.FULL);
    assertThat(of(1030, "Got error 28 from storage engine")).isEqualTo(Fault.FULL);
    assertThat(of(1030, "Got error 28 \"No space left on device\" from storage engine InnoDB"))
        .isEqualTo(Fault.FULL);
  }

  @Test
  void other_errors_of_the_same_numbers_are_told_apart() {
    assertThat(of(1026, "Error writing file 'binlog' (errno: 5 - Input/output error)"))
        .isEqualTo(Fault.FAILING);
    assertThat(of(1030, "Got error 168 from storage engine")).isEqualTo(Fault.DEFECT);
    assertThat(of(1030, "Got error 128 from storage engine")).isEqualTo(Fault.DEFECT);
    assertThat(mySql.of(new SQLException())).isEqualTo(Fault.DEFECT);
  }

  @Test
  void a_server_that_may_only_read_fails_and_one_without_tables_has_lost_them() {
    assertThat(of(1290, "The MySQL server is running with the --read-only option"))
        .isEqualTo(Fault.FAILING);
    assertThat(of(1836, "Running in read-only mode")).isEqualTo(Fault.FAILING);
    assertThat(of(1146, "Table 'chat.messages' doesn't exist")).isEqualTo(Fault.GONE);
    assertThat(of(1049, "Unknown database 'chat'")).isEqualTo(Fault.GONE);
    assertThat(of(1812, "Tablespace is missing for table messages")).isEqualTo(Fault.GONE);
    assertThat(of(1932, "Table 'chat.messages' doesn't exist in engine")).isEqualTo(Fault.GONE);
  }

  private Fault of(SQLiteErrorCode code) {
    return sqlite.of(new SQLiteException("it failed", code));
  }

  private Fault of(int number, String message) {
    return mySql.of(new SQLException(message, "HY000", number));
  }
}
