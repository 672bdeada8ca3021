package chat.adapter.web.socket.connection;

import chat.adapter.web.http.StoreOutage;
import chat.application.Overloaded;
import chat.domain.StoreUnavailable;
import chat.domain.message.ClientId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a client is told of a use case that failed. */
public final class Failures {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  public static Refusal refusal(Throwable failure, @Nullable ClientId clientId) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Overloaded overloaded) {
      return Refusal.overloaded(overloaded, clientId);
    }
    if (cause instanceof StoreUnavailable why) {
      return Refusal.unavailable(StoreOutage.of(why), clientId);
    }
    LOG.log(Level.ERROR, "what a client asked for failed", cause);
    return Refusal.internal(clientId);
  }
}
