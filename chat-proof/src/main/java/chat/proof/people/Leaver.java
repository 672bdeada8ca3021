package chat.proof.people;

import chat.proof.check.Entry;
import chat.proof.check.History;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who logs in, opens a socket, and logs out by another connection, again and again; writes
 * down how long the socket went on, and whether the token opened another one after that. Safe for
 * use by several threads.
 */
public final class Leaver implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Leaver.class.getName());
  private static final int MOST_PAUSE_MS = 3_000;
  private static final int STEP_MS = 20;
  private static final int PATIENCE_SECONDS = 60;

  /**
   * How long a socket may go on while things break: a frozen server closes nothing, and while the
   * database is away nobody knows who logged out.
   */
  private static final int MOST_SECONDS_WHILE_BROKEN = 40;

  private final String name;
  private final Rest user;
  private final List<Long> rooms;
  private final History history;
  private final SplittableRandom random;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param user is registered, and reached by way of a bad network
   */
  public Leaver(
      String name, Rest user, List<Long> rooms, History history, SplittableRandom random) {
    this.name = name;
    this.user = user;
    this.rooms = List.copyOf(rooms);
    this.history = history;
    this.random = random;
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void work() {
    while (!closed) {
      try {
        leave(user.server(), user.server(), MOST_SECONDS_WHILE_BROKEN);
      } catch (IllegalStateException | IOException e) {
        LOG.log(System.Logger.Level.DEBUG, name + " couldn''t leave", e);
      }
      Pause.millis(random.nextInt(MOST_PAUSE_MS));
    }
  }

  /**
   * Logs in, opens a socket and logs out. Writes nothing down when it couldn't get that far.
   *
   * @param in where the socket is opened
   * @param out where it logs out
   * @param mostSeconds how long the socket may go on
   * @throws IOException when nobody said whether it is logged out
   */
  public void leave(URI in, URI out, int mostSeconds) throws IOException {
    var login = user.by(in).logIn(name);
    var socket =
        WireListener.listen(
            name, login, rooms, WireListener.From.NOW, new History(), random.split());
    try {
      if (!isThere(socket)) {
        return;
      }
      login.by(out).logOut();
      long left = System.nanoTime();
      while (socket.isConnected() && secondsSince(left) < PATIENCE_SECONDS) {
        Pause.millis(STEP_MS);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left);
      // It tries to come back by itself.
      Pause.millis(random.nextInt(MOST_PAUSE_MS));
      history.add(
          new Entry.LoggedOut(
              name,
              TimeUnit.SECONDS.toMillis(mostSeconds),
              millis,
              socket.hasConnectedSince(left)));
    } finally {
      socket.close();
    }
  }

  private boolean isThere(WireListener socket) {
    long begun = System.nanoTime();
    while (rooms.stream().anyMatch(room -> socket.head(room) < 0)) {
      if (closed || secondsSince(begun) > PATIENCE_SECONDS) {
        return false;
      }
      Pause.millis(STEP_MS);
    }
    return true;
  }

  private static long secondsSince(long begun) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
  }

  /** Leaves no more by itself. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
