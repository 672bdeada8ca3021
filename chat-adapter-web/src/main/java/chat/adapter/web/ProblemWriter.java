package chat.adapter.web;

import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Problems;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says what Jetty refuses by itself as a problem too, and never why it thinks so. */
final class ProblemWriter extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException cause) {
      status = cause.getCode();
    } else if (request.getAttribute(ERROR_STATUS) instanceof Integer given) {
      status = given;
    }
    Problems.write(response, callback, problem(status));
    return true;
  }

  private static Problem problem(int status) {
    if (status == 503) {
      return Problems.stopping();
    }
    return Problem.of(status >= 400 ? status : 500, detail(status));
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "Not found";
      case 408 -> "The request did not arrive in time";
      case 411 -> "The body needs a length";
      case 413 -> "The body is too large";
      case 414 -> "The address is too long";
      case 415 -> "The body's encoding is not understood";
      case 417 -> "Only 100-continue can be expected";
      case 421 -> "This server is not responsible for that host";
      case 426, 505 -> "Only HTTP/1.1 is spoken here";
      case 431 -> "The headers are too large";
      case 501 -> "The method or the transfer encoding is not understood";
      default -> status < 500 ? "The request is not well-formed HTTP" : "Internal server error";
    };
  }
}
