package chat.adapter.web;

import chat.adapter.web.http.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoader;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a request's body without holding a thread while it arrives. Hands the request on once it
 * has all of it, or more than is allowed, or learns that the rest won't come.
 *
 * <p>Jetty's own loader forgets to pass a failure on, so that a request whose client went away
 * would never end, and stopping would wait for it.
 */
final class WholeBody extends ContentLoader implements Invocable.Task {
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private boolean ended;
  private Content.@Nullable Chunk failure;

  WholeBody(Handler handler, Request request, Response response, Callback callback) {
    super(handler, request, response, callback);
  }

  @Override
  protected void load() {
    if (gather()) {
      handOn();
    }
  }

  @Override
  public void run() {
    if (gather()) {
      // This is the thread that reads for every connection: what follows may block.
      getRequest().getContext().execute(this::handOn);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Takes what is there; false when there is more to come, which runs this again. */
  private boolean gather() {
    while (!ended && failure == null && gathered.size() <= Body.MAX_BYTES) {
      var chunk = getRequest().read();
      if (chunk == null) {
        getRequest().demand(this);
        return false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        failure = chunk;
      } else {
        var bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        gathered.writeBytes(bytes);
        ended = chunk.isLast();
        chunk.release();
      }
    }
    return true;
  }

  private void handOn() {
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
