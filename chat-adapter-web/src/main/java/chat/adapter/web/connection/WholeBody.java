package chat.adapter.web.connection;

import chat.adapter.web.http.Body;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Problems;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoader;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a request's body without holding a thread while it arrives. Hands the request on once it
 * has all of it, or learns that the rest won't come. Of a body that is too large it reads and
 * forgets the rest first: a client that is still sending when the connection is closed may never
 * see why.
 *
 * <p>Jetty's own loader forgets to pass a failure on, so that a request whose client went away
 * would never end, and stopping would wait for it.
 */
final class WholeBody extends ContentLoader implements Invocable.Task {
  /** How much of a body that is too large is read and forgotten. */
  private static final int MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

  private static final int BASE_BYTES = 1_024;

  private enum State {
    /** A thread takes what is there. */
    READING,
    /** The same, and more has come since. */
    READING_AND_MORE,
    /** Until more comes. */
    WAITING,
    /** Handed on, or answered. */
    DONE
  }

  private final Connections connections;
  private final int max;
  private final AtomicReference<State> state = new AtomicReference<>(State.READING);
  private volatile @Nullable Problem verdict;

  // Used by the thread that has set the state to READING.
  private ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private boolean tooLarge;
  private long discarded;
  private boolean ended;
  private Content.@Nullable Chunk failure;

  WholeBody(
      Connections connections,
      Handler handler,
      Request request,
      Response response,
      Callback callback) {
    super(handler, request, response, callback);
    this.connections = connections;
    max = Body.maxBytes(Request.getPathInContext(request));
    tooLarge = request.getLength() > max;
  }

  @Override
  protected void load() {
    boolean asksFirst =
        getRequest().getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    if ((tooLarge && asksFirst) || gather()) {
      handOn();
    }
  }

  @Override
  public void run() {
    if (state.compareAndSet(State.READING, State.READING_AND_MORE)) {
      // The thread that asked for more doesn't wait for it yet, and goes on by itself.
      return;
    }
    if (state.compareAndSet(State.WAITING, State.READING) && gather()) {
      // This is the thread that reads for every connection: what follows may block.
      getRequest().getContext().execute(this::handOn);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Who sends it. */
  EndPoint client() {
    return getRequest().getConnectionMetaData().getConnection().getEndPoint();
  }

  /** Makes room for others: answers with 503, if it still waits. */
  void giveUp() {
    end(Problem.unavailable("Too many bodies arrive slowly", Duration.ofSeconds(1)));
  }

  /** Answers with 408, if it still waits. */
  void tooLate() {
    end(Problem.of(408, "The body did not arrive in time"));
  }

  private void end(Problem problem) {
    verdict = problem;
    endIfWaiting();
  }

  private void endIfWaiting() {
    var problem = verdict;
    if (problem != null && state.compareAndSet(State.WAITING, State.DONE)) {
      connections.bodyArrived(this);
      getResponse().getHeaders().put(HttpHeader.CONNECTION, "close");
      Problems.write(getResponse(), getCallback(), problem);
    }
  }

  /** Takes what is there; false when there is more to come, which runs this again. */
  private boolean gather() {
    while (!ended && failure == null && discarded < MAX_DISCARDED_BYTES) {
      var chunk = getRequest().read();
      if (chunk != null) {
        take(chunk);
        continue;
      }
      connections.bodyWaits(this, BASE_BYTES + 2L * gathered.size());
      getRequest().demand(this);
      if (state.compareAndSet(State.READING, State.WAITING)) {
        endIfWaiting();
        return false;
      }
      state.set(State.READING);
    }
    state.set(State.DONE);
    connections.bodyArrived(this);
    return true;
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      failure = chunk;
      return;
    }
    tooLarge |= gathered.size() + chunk.remaining() > max;
    if (tooLarge) {
      gathered = new ByteArrayOutputStream();
      discarded += chunk.remaining();
    } else {
      var bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      gathered.writeBytes(bytes);
    }
    ended = chunk.isLast();
    chunk.release();
  }

  private void handOn() {
    if (tooLarge) {
      getRequest().setAttribute(Body.TOO_LARGE, max);
      ended = true;
    }
    var bytes = ByteBuffer.wrap(gathered.toByteArray());
    handle(
        new Gathered(getRequest(), Content.Chunk.from(bytes, ended), failure),
        getResponse(),
        getCallback());
  }

  /** A request that has read some of its body ahead. */
  private static final class Gathered extends Request.Wrapper {
    private final boolean ended;
    private Content.@Nullable Chunk ahead;
    private Content.@Nullable Chunk failure;

    Gathered(Request request, Content.Chunk ahead, Content.@Nullable Chunk failure) {
      super(request);
      this.ahead = ahead;
      this.failure = failure;
      ended = ahead.isLast();
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty, which isn't annotated, has null for "nothing yet".
    public Content.Chunk read() {
      var next = ahead;
      ahead = null;
      if (next == null && ended) {
        return Content.Chunk.EOF;
      }
      if (next == null) {
        next = failure;
        failure = null;
      }
      return next == null ? super.read() : next;
    }
  }
}
