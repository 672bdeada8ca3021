package chat.adapter.persistence.database;

import chat.domain.StoreUnavailable;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * A pool of connections with a bound on how many callers may wait for one, so that a database that
 * has gone silent doesn't collect the server's threads. Thread-safe.
 */
public final class Connections implements AutoCloseable {
  /** Callers that may wait beside those who have a connection. */
  private static final int WAITING = 64;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Semaphore places;

  public Connections(HikariDataSource pool, Jdbi jdbi) {
    this.pool = pool;
    this.jdbi = jdbi;
    places = new Semaphore(pool.getMaximumPoolSize() + WAITING);
  }

  /**
   * Runs the work with a connection that nobody else has meanwhile.
   *
   * @throws org.jdbi.v3.core.ConnectionException when none could be had in time
   */
  <T> T with(Function<Handle, T> work) {
    if (!places.tryAcquire()) {
      throw new StoreUnavailable("Too many wait for " + pool.getPoolName());
    }
    try (var handle = jdbi.open()) {
      return work.apply(handle);
    } finally {
      places.release();
    }
  }

  /**
   * Runs the work with a connection that is closed afterwards, whatever it did to it. What it
   * didn't commit never was.
   */
  public <X extends Exception> void once(HandleConsumer<X> work) throws X {
    if (!places.tryAcquire()) {
      throw new StoreUnavailable("Too many wait for " + pool.getPoolName());
    }
    try (var handle = jdbi.open()) {
      try {
        work.useHandle(handle);
      } finally {
        discard(handle);
      }
    } finally {
      places.release();
    }
  }

  /** Has the handle's connection closed rather than used again. */
  void discard(Handle handle) {
    pool.evictConnection(handle.getConnection());
  }

  /** Closes the idle connections now, those in use when they come back. */
  public void drop() {
    var control = pool.getHikariPoolMXBean();
    if (control != null) {
      control.softEvictConnections();
    }
  }

  /** How many connections are in use. */
  public int active() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    pool.close();
  }
}
