package chat.adapter.web.connection;

import chat.adapter.web.http.Payload;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Around everything else: tells each connection when a request begins and ends, writes answers
 * without a thread that waits, and lets others have their turn when a client sends many requests in
 * one go.
 */
public final class Exchanges extends Handler.Wrapper {
  /** After so many without a pause the connection shares the processors with others of its kind. */
  private static final int REQUESTS_IN_TURN = 8;

  private final Connections connections;
  private final Turnstile<HttpEndPoint> pipelines;

  /**
   * @param executor runs requests whose turn comes later
   */
  public Exchanges(Connections connections, Executor executor, Handler handler) {
    super(handler);
    this.connections = connections;
    pipelines = new Turnstile<>(executor);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var wire = request.getConnectionMetaData().getConnection().getEndPoint();
    if (!(wire instanceof HttpEndPoint client)) {
      return super.handle(request, response, callback);
    }
    int requests = client.begin();
    request.addHttpStreamWrapper(stream -> new Ending(stream, client));
    var payload = new Payload();
    request.setAttribute(Payload.ATTRIBUTE, payload);
    var answer = new WholeAnswer(request, response, payload, client);
    if (requests <= REQUESTS_IN_TURN) {
      return super.handle(request, answer, callback);
    }
    pipelines.pass(client, () -> handleInTurn(request, answer, callback));
    return true;
  }

  private void handleInTurn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception | Error e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /** Ends the exchange for the connection, before Jetty looks for the next one. */
  private static final class Ending extends HttpStream.Wrapper {
    private final HttpEndPoint client;

    Ending(HttpStream stream, HttpEndPoint client) {
      super(stream);
      this.client = client;
    }

    @Override
    public void succeeded() {
      client.end();
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      client.end();
      super.failed(failure);
    }
  }

  /** Puts the payload in the place of the nothing that the servlet wrote. */
  private final class WholeAnswer extends Response.Wrapper {
    private final Payload payload;
    private final HttpEndPoint client;

    WholeAnswer(Request request, Response response, Payload payload, HttpEndPoint client) {
      super(request, response);
      this.payload = payload;
      this.client = client;
    }

    @Override
    public void write(boolean last, ByteBuffer written, Callback callback) {
      var bytes = payload.bytes();
      if (!last || !bytes.hasRemaining() || (written != null && written.hasRemaining())) {
        super.write(last, written, callback);
        return;
      }
      getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
      boolean counted = bytes.remaining() > Slices.BYTES;
      if (counted) {
        connections.answerWaits(client, payload.isShared() ? 0 : bytes.remaining());
      }
      Slices.write(
          getWrapped(),
          bytes,
          Callback.from(
              () -> {
                if (counted) {
                  connections.answerTaken(client);
                }
              },
              callback));
    }
  }
}
