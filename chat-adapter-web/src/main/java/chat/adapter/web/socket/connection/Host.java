package chat.adapter.web.socket.connection;

import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.wire.MemoryBudget;
import chat.domain.message.Epoch;
import java.time.Duration;

/** What all connections of an endpoint share, and who sees to them. Thread-safe, never blocks. */
public interface Host {
  SocketSettings settings();

  Limits limits();

  /** What all connections keep together counts against it. */
  MemoryBudget budget();

  /** Of the numbers that events have now. */
  Epoch epoch();

  /** Whether nothing new is taken on any more. */
  boolean draining();

  /** Sees to the connection from now on, until it is {@link #untrack}ed. */
  void track(Connection connection);

  void untrack(Connection connection);

  /** Has the connection {@link Connection#depart} soon, on a thread that may wait. */
  void leaveSoon(Connection connection);

  /** Drops the connection unless its closing handshake ends in time. */
  void abortSoon(Connection connection);

  /** Runs something quick after a while. */
  void later(Duration pause, Runnable action);
}
