package chat.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, from its handshake to its end: whole frames in, whole frames out, one at a time,
 * and as many as the owner has room for. Belongs to the loop; what the JDK calls on its own threads
 * is handed over to it.
 */
final class Connection implements WebSocket.Listener {
  /** How many parts of frames may be under way between the socket and the loop. */
  private static final int WINDOW = 64;

  /** More than the longest frame of any server: the members of a room, which are 1,000 at most. */
  private static final int LONGEST_FRAME = 1 << 22;

  /** The silence after which it is doubtful that an answer comes. */
  static final Duration DOUBT = Duration.ofMillis(500);

  /**
   * How often in a silence to ask out of doubt: two writes find a dead end, and a third tells of
   * it.
   */
  private static final int MOST_DOUBTS = 4;

  private final Loop loop;
  private final Owner owner;
  private final StringBuilder frame = new StringBuilder();
  private final Deque<String> outgoing = new ArrayDeque<>();
  private volatile @Nullable WebSocket socket;
  private volatile long lastHeard = System.nanoTime();
  private volatile int unanswered;
  private volatile boolean torn;
  private long lastAsked = System.nanoTime();
  private int taken;
  private boolean paused;
  private boolean sending;
  private long sendingSince;
  private boolean ended;

  Connection(Loop loop, Owner owner) {
    this.loop = loop;
    this.owner = owner;
  }

  /** Whom a connection tells what happens to it, on the loop. */
  interface Owner {
    /** A whole frame has come. */
    void received(Connection connection, String frame);

    /** Nothing comes any more; told once. */
    void ended(Connection connection, int code, String reason);

    /** Whether to stop reading for now, until {@link #resume}. */
    boolean isBusy();
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    lastHeard = System.nanoTime();
    opened.request(WINDOW);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    hear();
    torn = !last;
    if (frame.length() + part.length() > LONGEST_FRAME) {
      loop.post(() -> end(1009, "a frame without end"));
      return null;
    }
    frame.append(part);
    if (last) {
      var whole = frame.toString();
      frame.setLength(0);
      loop.post(
          () -> {
            try {
              if (!ended) {
                owner.received(this, whole);
              }
            } finally {
              take();
            }
          });
    } else {
      loop.post(this::take);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    loop.post(() -> end(1003, "a binary frame"));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    return heard(from);
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    return heard(from);
  }

  private @Nullable CompletionStage<?> heard(WebSocket from) {
    hear();
    from.request(1);
    return null;
  }

  private void hear() {
    lastHeard = System.nanoTime();
    unanswered = 0;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    // The JDK answers it by itself, after which the socket is closed.
    loop.post(() -> tellEnd(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    loop.post(() -> end(1006, String.valueOf(error)));
  }

  /** Counts a part as dealt with, and asks for more unless there is too much already. */
  private void take() {
    taken++;
    if (ended) {
      return;
    }
    if (owner.isBusy()) {
      paused = true;
    } else if (taken >= WINDOW / 2) {
      ask();
    }
  }

  private void ask() {
    var opened = socket;
    if (opened != null && taken > 0) {
      opened.request(taken);
      taken = 0;
    }
  }

  /** Reads on after a pause. */
  void resume() {
    if (paused && !ended) {
      paused = false;
      // The silence was on this side.
      hear();
      ask();
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** How long nothing has come, though it could, or nothing has gone, though it should. */
  Duration silence() {
    long now = System.nanoTime();
    long notHeard = paused ? 0 : now - lastHeard;
    long notSent = sending ? now - sendingSince : 0;
    return Duration.ofNanos(Math.max(notHeard, notSent));
  }

  /**
   * Sends a ping when one is due, or sooner when it is doubtful that anybody is there. When the end
   * of a connection comes right behind data, Java 17 often misses it, and only writing brings it
   * up.
   *
   * @param awaited whether answers are outstanding
   */
  void pingWhenDue(Duration heartbeat, boolean awaited, long id) {
    var opened = socket;
    if (opened == null || isBehind()) {
      return;
    }
    if (opened.isOutputClosed()) {
      end(1006, "the connection is broken");
      return;
    }
    boolean due = System.nanoTime() - lastAsked >= heartbeat.toNanos() / 2;
    int asked = unanswered;
    boolean doubtful =
        asked < MOST_DOUBTS && (torn || awaited || asked > 0) && silence().compareTo(DOUBT) >= 0;
    if (due || doubtful) {
      lastAsked = System.nanoTime();
      unanswered = asked + 1;
      send(Json.frame("ping").put("id", id).toString());
    }
  }

  /** Sends a frame after those before it. */
  void send(String text) {
    outgoing.add(text);
    sendNext();
  }

  /** Whether frames are waiting for their turn. */
  boolean isBehind() {
    return !outgoing.isEmpty();
  }

  private void sendNext() {
    var opened = socket;
    // The JDK takes one at a time, and fails what is sent before it is done with the last.
    if (sending || ended || opened == null || outgoing.isEmpty()) {
      return;
    }
    sending = true;
    sendingSince = System.nanoTime();
    var unused =
        opened
            .sendText(outgoing.remove(), true)
            .whenComplete(
                (sent, failure) ->
                    loop.post(
                        () -> {
                          sending = false;
                          if (failure == null) {
                            sendNext();
                          } else {
                            end(1006, String.valueOf(failure));
                          }
                        }));
  }

  /** Says goodbye, and hears everything out until the other side says so, too. */
  void sayGoodbye() {
    var opened = socket;
    if (opened == null || ended) {
      end(1006, "never opened");
      return;
    }
    outgoing.clear();
    // Else the answer would wait behind frames that nobody is going to ask for.
    opened.request(Long.MAX_VALUE);
    var unused =
        opened
            .sendClose(WebSocket.NORMAL_CLOSURE, "")
            .whenComplete(
                (sent, failure) -> {
                  if (failure != null) {
                    loop.post(() -> end(1006, String.valueOf(failure)));
                  }
                });
  }

  /** Ends it at once. */
  void end(int code, String reason) {
    var opened = socket;
    if (opened != null) {
      opened.abort();
    }
    tellEnd(code, reason);
  }

  private void tellEnd(int code, String reason) {
    if (!ended) {
      ended = true;
      outgoing.clear();
      owner.ended(this, code, reason);
    }
  }
}
