package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Connection;
import chat.domain.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * What one client missed in its rooms, told from the log. One page at a time for all its rooms,
 * each as soon as the one before has mostly been written, so that however much it is takes no
 * memory. Thread-safe, never blocks.
 */
final class Replay {
  /** How long a store that is away is left alone. */
  private static final Duration STORE_PAUSE = Duration.ofMillis(500);

  private final Connection connection;
  private final V1Dialect dialect;

  // Guarded by this.
  private final ArrayDeque<Seat> behind = new ArrayDeque<>(2);
  private boolean running;
  private boolean closed;

  Replay(Connection connection, V1Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Tells what the seat missed. */
  void add(Seat seat) {
    synchronized (this) {
      if (closed) {
        return;
      }
      behind.add(seat);
      if (running) {
        return;
      }
      running = true;
      dialect.replays().begun();
    }
    nextPage();
  }

  private void nextPage() {
    connection.mailbox().whenLow(() -> dialect.replays().read(this::page));
  }

  /** On a thread that may wait for the store. */
  private void page(int bytes) {
    Seat seat;
    synchronized (this) {
      seat = behind.poll();
    }
    if (seat == null) {
      // The client has left them all.
      return;
    }
    boolean more;
    try {
      more = seat.catchUp(bytes);
    } catch (StoreUnavailable away) {
      synchronized (this) {
        if (closed) {
          return;
        }
        behind.addFirst(seat);
      }
      dialect.host().later(STORE_PAUSE, this::nextPage);
      return;
    } catch (RuntimeException bug) {
      // Else the client would wait for the rest for ever; it comes back with its position.
      connection.close(Connection.BROKEN, "");
      throw bug;
    }
    synchronized (this) {
      if (closed) {
        return;
      }
      if (more) {
        behind.add(seat);
      }
      if (behind.isEmpty()) {
        end();
        return;
      }
    }
    nextPage();
  }

  /** Guarded by this. */
  private void end() {
    if (running) {
      running = false;
      dialect.replays().ended();
    }
  }

  /** Tells nothing more. Idempotent. */
  synchronized void close() {
    closed = true;
    behind.clear();
    end();
  }
}
