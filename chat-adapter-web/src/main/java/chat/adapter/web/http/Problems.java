package chat.adapter.web.http;

import chat.application.Overloaded;
import chat.domain.DeadlineExceeded;
import chat.domain.StoreUnavailable;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns whatever ends a request early into a problem for the client, and a fault into a log. */
public final class Problems {
  private static final Logger LOG = System.getLogger(Problems.class.getName());
  private static final Duration SHORTLY = Duration.ofSeconds(1);

  private Problems() {}

  /** Handles the exceptions of every route. */
  public static void install(JavalinConfig config) {
    config.routes.exception(Refusal.class, (e, request) -> write(request, e.problem()));
    config.routes.exception(
        StoreUnavailable.class, (e, request) -> write(request, storeUnavailable(e)));
    config.routes.exception(
        Overloaded.class,
        (e, request) ->
            write(request, Problem.unavailable(CommonRefusal.OVERLOADED.detail(), e.retryAfter())));
    config.routes.exception(
        DeadlineExceeded.class,
        (e, request) -> write(request, Problem.unavailable("The search took too long", SHORTLY)));
    config.routes.exception(
        TimeoutException.class,
        (e, request) -> write(request, Problem.unavailable("No answer in time", SHORTLY)));
    config.routes.exception(HttpResponseException.class, (e, request) -> write(request, of(e)));
    config.routes.exception(Exception.class, (e, request) -> write(request, fault(e)));
    config.router.javaLangErrorHandler(Problems::write);
  }

  /** The server stops and takes on nothing new. */
  public static Problem stopping() {
    return Problem.unavailable(CommonRefusal.STOPPING.detail(), SHORTLY);
  }

  /** Whether the work was done is unknown, and doing it again is safe. */
  public static Problem storeUnavailable(StoreUnavailable why) {
    var outage = StoreOutage.of(why);
    return Problem.unavailable(outage.sentence(), outage.retryAfter());
  }

  private static Problem of(HttpResponseException e) {
    if (e instanceof MethodNotAllowedResponse) {
      // Javalin names the list after what the client accepts.
      return Problem.methodNotAllowed(String.join(", ", e.getDetails().values()));
    }
    return Problem.of(e.getStatus(), e.getStatus() == 404 ? "Not found" : "Not possible");
  }

  /** Logs what should never happen, under a reference that the client is told. */
  public static Problem fault(Throwable e) {
    var reference = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "A request failed, reference " + reference, e);
    return Problem.fault(reference);
  }

  /** Answers with a problem where there is no more than Jetty. */
  public static void write(Response response, Callback callback, Problem problem) {
    var body = problem.body();
    var headers = response.getHeaders();
    SecurityHeaders.addTo(headers);
    headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    problem.headers().forEach(headers::put);
    response.setStatus(problem.status());
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static void write(Context request, Problem problem) {
    problem.headers().forEach(request::header);
    request.status(problem.status()).contentType(Problem.MEDIA_TYPE);
    Payload.of(request).set(problem.body());
  }

  private static void write(HttpServletResponse response, Error error) {
    var problem = fault(error);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    try {
      response.getOutputStream().write(problem.body());
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "The client could not be told of a fault", e);
    }
  }
}
