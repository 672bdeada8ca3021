package chat.application.message;

import chat.domain.message.Appended;
import chat.domain.message.Message;
import java.util.function.Function;

/** What became of something that was to be written into a room's log. */
public sealed interface Written {
  static Written of(Appended appended) {
    return appended.fold(
        stored -> new Done(stored.event().message(), false),
        repeated -> new Done(repeated.message(), true),
        refused -> new Refused(refused.reason()));
  }

  /** What the one function makes of it that is for its case. */
  <T> T fold(Function<Done, T> done, Function<Refused, T> refused);

  /**
   * It is in the log; {@code repeated} when it already was, from an earlier attempt. This is the
   * message as it is now, whatever was edited or deleted since.
   */
  record Done(Message message, boolean repeated) implements Written {
    @Override
    public <T> T fold(Function<Done, T> done, Function<Refused, T> refused) {
      return done.apply(this);
    }
  }

  /** Nothing was stored. */
  record Refused(Appended.Reason reason) implements Written {
    @Override
    public <T> T fold(Function<Done, T> done, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
