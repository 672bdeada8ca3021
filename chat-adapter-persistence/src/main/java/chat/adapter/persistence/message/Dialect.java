package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Batches;

/** What an append has to say differently to one database than to another. */
public enum Dialect {
  MYSQL(" FOR UPDATE", "", false),
  MARIADB(" FOR UPDATE", "", true),
  /** It has one writer at a time, so there is nothing to lock. */
  SQLITE("", "VALUES ", true);

  private final String rowLock;
  private final String rows;
  private final boolean returning;

  Dialect(String rowLock, String rows, boolean returning) {
    this.rowLock = rowLock;
    this.rows = rows;
    this.returning = returning;
  }

  /** Whether an insert can give back the rows that it made ({@code INSERT … RETURNING}). */
  boolean returning() {
    return returning;
  }

  /** Whether an update can give back a number, by {@code LAST_INSERT_ID(number)}. */
  boolean lastInsertId() {
    return this != SQLITE;
  }

  /** The end of a query that locks the rows that it reads. */
  String rowLock() {
    return rowLock;
  }

  /** A list of rows for {@code (a, b) IN (…)}, the form in which all of them use an index. */
  String rows(String row, int count) {
    return rows + Batches.repeat(row, ", ", count);
  }
}
