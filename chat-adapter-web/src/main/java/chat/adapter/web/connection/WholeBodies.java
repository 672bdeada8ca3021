package chat.adapter.web.connection;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoader;
import org.eclipse.jetty.server.handler.EagerContentHandler.ContentLoaderFactory;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Hands requests on when their bodies are there; holds no thread while one arrives. */
public final class WholeBodies implements ContentLoaderFactory {
  private final Connections connections;

  private WholeBodies(Connections connections) {
    this.connections = connections;
  }

  /** Has the handler see whole bodies only. */
  public static Handler before(Handler handler, Connections connections) {
    return new EagerContentHandler(handler, new WholeBodies(connections));
  }

  @Override
  public @Nullable String getApplicableMimeType() {
    return null;
  }

  @Override
  public ContentLoader newContentLoader(
      @Nullable String contentType,
      @Nullable String mimeType,
      Handler next,
      Request request,
      Response response,
      Callback callback) {
    return new WholeBody(connections, next, request, response, callback);
  }
}
