package chat.adapter.web.connection;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Writes a long answer piece by piece. The JDK copies what it writes from the heap, all of it for
 * each attempt: a client that takes a little at a time would have megabytes copied for each.
 */
final class Slices extends IteratingCallback {
  static final int BYTES = 65_536;

  private final Response response;
  private final ByteBuffer bytes;
  private final Callback callback;
  private boolean done;

  private Slices(Response response, ByteBuffer bytes, Callback callback) {
    this.response = response;
    this.bytes = bytes;
    this.callback = callback;
  }

  /** Completes the callback when the client's connection has taken everything, or failed. */
  static void write(Response response, ByteBuffer bytes, Callback callback) {
    if (bytes.remaining() <= BYTES) {
      response.write(true, bytes, callback);
    } else {
      new Slices(response, bytes, callback).iterate();
    }
  }

  @Override
  protected Action process() {
    if (done) {
      return Action.SUCCEEDED;
    }
    int length = Math.min(BYTES, bytes.remaining());
    var slice = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    done = !bytes.hasRemaining();
    response.write(done, slice, this);
    return Action.SCHEDULED;
  }

  @Override
  protected void onCompleteSuccess() {
    callback.succeeded();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    callback.failed(cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
