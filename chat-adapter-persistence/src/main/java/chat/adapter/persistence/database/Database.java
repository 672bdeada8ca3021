package chat.adapter.persistence.database;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable;
import chat.domain.StoreUnavailable.Reason;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The tables of one store, and the only way to them. Blocks until the database has answered, is
 * thread-safe, and turns a database's errors into {@link StoreUnavailable}, {@link Duplicate} or,
 * where they are a defect of ours, lets them through.
 *
 * <p>Reading and writing have connections of their own, so that neither can starve the other.
 */
public final class Database implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Connections reading;
  private final Connections writing;
  private final StoreGate gate;
  private final StoreWatch watch;
  private final Fault.Classifier faults;

  /**
   * @param reading connections that commit by themselves
   * @param writing connections that don't
   * @param watch is closed with this
   */
  public Database(
      Connections reading,
      Connections writing,
      StoreGate gate,
      StoreWatch watch,
      Fault.Classifier faults) {
    this.reading = reading;
    this.writing = writing;
    this.gate = gate;
    this.watch = watch;
    this.faults = faults;
  }

  /** Runs one reading statement; several would not be in one snapshot. */
  public <S, T> T read(Class<S> statements, Function<S, T> work) {
    return call(reading, handle -> work.apply(handle.attach(statements)));
  }

  /**
   * The same without an interface in between, which takes longer to be put together than a look at
   * one row: for what every connection or request asks.
   */
  public <T> T read(Function<Handle, T> work) {
    return call(reading, work);
  }

  /** Runs statements as one transaction; see {@link #transaction}. */
  public <S, T> T write(Class<S> statements, Function<S, T> work) {
    return transaction(handle -> work.apply(handle.attach(statements)));
  }

  /**
   * Runs the work as one transaction, which is durable when this returns. It starts again from the
   * beginning when it lost against another one, so the work must have no effect but on the tables.
   */
  public <T> T transaction(Function<Handle, T> work) {
    watch.requireFiles();
    T result = call(writing, handle -> committed(handle, work));
    watch.confirm();
    return result;
  }

  /** Whether it can store. */
  public StoreCondition condition() {
    return () -> gate.isClosed() ? Optional.of(Reason.AWAY) : watch.impediment();
  }

  /** Not Jdbi's own: on a connection that doesn't commit by itself it never commits. */
  private <T> T committed(Handle handle, Function<Handle, T> work) {
    try {
      T result = work.apply(handle);
      handle.commit();
      return result;
    } catch (RuntimeException e) {
      rollBack(handle, e);
      throw e;
    }
  }

  private void rollBack(Handle handle, RuntimeException why) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      // The connection broke, or SQLite has rolled back by itself, which its driver doesn't know.
      writing.discard(handle);
      why.addSuppressed(e);
    }
  }

  private <T> T call(Connections connections, Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      long passed = gate.pass();
      try {
        return connections.with(work);
      } catch (ConnectionException e) {
        // Without its files a database can't be opened.
        watch.confirm();
        gate.suspect(passed, e);
        throw new StoreUnavailable("no connection to the database in time", e);
      } catch (JdbiException e) {
        switch (faultOf(e)) {
          case LOST -> {
            gate.lost(passed, e);
            throw new StoreUnavailable("the connection to the database broke", e);
          }
          case REFUSED -> throw new StoreUnavailable("the database can't do it now", e);
          case FAILING -> throw watch.refused(Reason.FAILING, e);
          case FULL -> throw watch.refused(Reason.FULL, e);
          case GONE -> throw watch.refused(Reason.GONE, e);
          case CONFLICT -> {
            if (attempt == ATTEMPTS) {
              throw new StoreUnavailable("lost " + ATTEMPTS + " times against others", e);
            }
            pauseAfter(attempt);
          }
          case DUPLICATE -> throw new Duplicate(e);
          case DEFECT -> throw e;
        }
      }
    }
  }

  private Fault faultOf(JdbiException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return faults.of(sql);
      }
    }
    return Fault.DEFECT;
  }

  /** Of two that met, one comes first the next time. */
  private static void pauseAfter(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, 4 << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", e);
    }
  }

  public Connections reading() {
    return reading;
  }

  public Connections writing() {
    return writing;
  }

  public StoreWatch watch() {
    return watch;
  }

  /** Waits for what is under way, for some seconds; later calls fail. */
  @Override
  public void close() {
    watch.close();
    gate.close();
    reading.close();
    writing.close();
  }
}
