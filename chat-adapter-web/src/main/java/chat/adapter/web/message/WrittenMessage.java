package chat.adapter.web.message;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.http.Refusal;
import chat.application.message.Written;
import chat.domain.message.Message;

/** The message that something was written of. */
final class WrittenMessage {
  private WrittenMessage() {}

  /**
   * The message as it is now.
   *
   * @throws Refusal when nothing was written
   */
  static Message of(Written written) {
    return written.fold(
        Written.Done::message,
        refused -> {
          throw new Refusal(CommonRefusal.of(refused.reason()));
        });
  }
}
