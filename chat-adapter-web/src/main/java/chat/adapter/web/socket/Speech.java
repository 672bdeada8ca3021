package chat.adapter.web.socket;

import chat.application.Overloaded;
import chat.application.message.SendMessage;
import chat.domain.StoreUnavailable;
import chat.domain.message.ClientId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What one client says: each text offered to the room's lane in the order it came, and a bounded
 * number under way, so that a flood is slowed down instead of kept. Thread-safe.
 */
final class Speech {
  private static final Logger LOG = System.getLogger(Speech.class.getName());

  private final Member member;
  private final Endpoint endpoint;

  // Guarded by this.
  private int unfinished;
  private boolean withheld;

  Speech(Member member, Endpoint endpoint) {
    this.member = member;
    this.endpoint = endpoint;
  }

  /** Returns whether the next frame may come; if not, it is asked for later. */
  boolean heard(String text) {
    var utterance = Utterance.of(text);
    if (utterance instanceof Utterance.Refused refused) {
      member.refuse(refused.refusal());
    } else if (utterance instanceof Utterance.Say say) {
      if (endpoint.draining()) {
        member.refuse(Refusal.draining(say.clientId()));
      } else {
        send(say);
      }
    }
    synchronized (this) {
      withheld = unfinished >= endpoint.settings().unfinishedSends();
      return !withheld;
    }
  }

  private void send(Utterance.Say say) {
    synchronized (this) {
      unfinished++;
    }
    var command =
        new SendMessage.Command(member.who(), member.room(), say.content(), say.clientId());
    try {
      endpoint
          .sendMessage()
          .send(command)
          .whenComplete((outcome, failure) -> finished(say.clientId(), outcome, failure));
    } catch (RuntimeException refused) {
      finished(say.clientId(), null, refused);
    }
  }

  private void finished(
      @Nullable ClientId clientId,
      SendMessage.@Nullable Outcome outcome,
      @Nullable Throwable failure) {
    var refusal = failure == null ? refusal(clientId, outcome) : refusal(clientId, failure);
    if (refusal != null) {
      member.refuse(refusal);
    }
    boolean resume;
    synchronized (this) {
      unfinished--;
      // Half of them at once: waking the reader for each single one would cost more than it brings.
      resume = withheld && unfinished <= endpoint.settings().unfinishedSends() / 2;
      if (resume) {
        withheld = false;
      }
    }
    if (resume) {
      member.socket().demand();
    }
  }

  private static @Nullable Refusal refusal(
      @Nullable ClientId clientId, SendMessage.@Nullable Outcome outcome) {
    if (outcome instanceof SendMessage.Outcome.ClientIdConflict) {
      return Refusal.clientIdConflict(clientId);
    }
    return outcome instanceof SendMessage.Outcome.NoSuchRoom ? Refusal.noSuchRoom(clientId) : null;
  }

  private static Refusal refusal(@Nullable ClientId clientId, Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Overloaded overloaded) {
      return Refusal.overloaded(overloaded, clientId);
    }
    if (cause instanceof StoreUnavailable) {
      return Refusal.unavailable(clientId);
    }
    LOG.log(Level.ERROR, "a message could not be sent", cause);
    return Refusal.internal(clientId);
  }

  /** Whether the client isn't read until some of its messages are done. */
  synchronized boolean withheld() {
    return withheld;
  }
}
