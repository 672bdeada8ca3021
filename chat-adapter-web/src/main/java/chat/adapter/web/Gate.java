package chat.adapter.web;

import chat.adapter.web.http.Problems;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets requests in until it is closed; what is inside by then goes on. */
final class Gate extends Handler.Wrapper {
  private volatile boolean closed;

  void close() {
    closed = true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!closed) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Problems.write(response, callback, Problems.stopping());
    return true;
  }
}
