package chat.adapter.web.socket;

import chat.application.message.FollowRoom;
import chat.application.message.JoinRoom;
import chat.application.message.SendMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What all sockets share: the hub, the fan-out, one timer thread, and whether there is still work
 * taken on. Thread-safe.
 */
final class Endpoint {
  private static final Logger LOG = System.getLogger(Endpoint.class.getName());

  /** How long a client may take over the closing handshake. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /** How long the last words and the closing handshakes may take, in all. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private static final int BEATS_PER_HEARTBEAT = 8;

  /** Often enough for a socket to end within a second of its token. */
  private static final long LONGEST_BEAT_MILLIS = 500;

  private final SocketSettings settings;
  private final JoinRoom joinRoom;
  private final SendMessage sendMessage;
  private final FanOut fanOut;
  private final Hub hub;
  private final OpenSockets members;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean draining;
  private volatile boolean closing;

  Endpoint(
      SocketSettings settings,
      OpenSockets members,
      JoinRoom joinRoom,
      FollowRoom followRoom,
      SendMessage sendMessage) {
    this.settings = settings;
    this.members = members;
    this.joinRoom = joinRoom;
    this.sendMessage = sendMessage;
    fanOut = new FanOut(settings.fanOutEvents());
    hub = new Hub(followRoom, fanOut);
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "chat-socket-timer");
              thread.setDaemon(true);
              return thread;
            },
            // After the end there is nobody to wait for: late goodbyes run where they come up.
            (task, pool) -> task.run());
  }

  void start() {
    fanOut.start();
    long eighth = settings.heartbeat().toMillis() / BEATS_PER_HEARTBEAT;
    long period = Math.max(1, Math.min(LONGEST_BEAT_MILLIS, eighth));
    var unused = timer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  SocketSettings settings() {
    return settings;
  }

  JoinRoom joinRoom() {
    return joinRoom;
  }

  SendMessage sendMessage() {
    return sendMessage;
  }

  Hub hub() {
    return hub;
  }

  boolean draining() {
    return draining;
  }

  void track(Member member) {
    members.add(member);
    // Looked at after the member was added: whoever closes all either sees it or is seen here.
    if (closing) {
      sendAway(member);
    }
  }

  void untrack(Member member) {
    members.remove(member);
  }

  /** How many connections there are. */
  int connections() {
    return members.count();
  }

  long waitingBytes() {
    return members.waitingBytes();
  }

  /**
   * Lets the member depart on the timer's thread: leaving a room may wait for the feed, and the
   * feed may be waiting for the fan-out, whose thread is among those that find a member gone.
   */
  void leaveSoon(Member member) {
    timer.execute(
        () -> {
          try {
            member.depart();
          } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a member could not leave its room", bug);
          }
        });
  }

  /** Drops the connection unless its closing handshake ends in time. */
  void abortSoon(Member member) {
    var unused = timer.schedule(member::abort, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    long now = System.nanoTime();
    try {
      members.endExpired();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "expired sockets could not be ended", bug);
    }
    members.forEach(
        member -> {
          try {
            member.beat(now, settings.heartbeat().toNanos());
          } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a heartbeat failed", bug);
          }
        });
  }

  void refuseNewWork() {
    draining = true;
  }

  /** Writes what was published, sends everybody away and ends the threads, within some seconds. */
  void close() throws InterruptedException {
    draining = true;
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    fanOut.settle(FAREWELL.dividedBy(2));
    // From here on nobody is told of those who leave: all do.
    fanOut.close();
    closing = true;
    members.forEach(this::sendAway);
    while (members.count() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    members.forEach(Member::abort);
    var goodbyes = new CountDownLatch(1);
    timer.execute(goodbyes::countDown);
    if (!goodbyes.await(1, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "some members could not leave their rooms in time");
    }
    timer.shutdownNow();
  }

  private void sendAway(Member member) {
    // Each after another pause, so that they don't all come back at once.
    int pause = ThreadLocalRandom.current().nextInt(500, 3_001);
    member.close(Member.RESTART, "{\"retry_after_ms\":" + pause + "}");
  }
}
