package chat.adapter.persistence.database;

/** What an error of the database means to the one who asked. */
public enum Fault {
  /** The connection broke, so others may have broken too. Whether a commit was done is unknown. */
  LOST,
  /** The database is there but can't do it now: locked for too long, out of memory. */
  REFUSED,
  /** Its disk fails, is read-only, or is over a quota. */
  FAILING,
  /** Its disk is full. */
  FULL,
  /** Its files or tables are gone. */
  GONE,
  /** Another transaction won; this one was rolled back and may be tried again. */
  CONFLICT,
  /** A row with that unique key is there. */
  DUPLICATE,
  /** Anything else: a defect of ours. */
  DEFECT;

  /** Tells a dialect's errors apart. */
  @FunctionalInterface
  public interface Classifier {
    Fault of(java.sql.SQLException error);
  }
}
