package chat.adapter.web.message;

import chat.adapter.web.http.Json;
import chat.domain.message.Message;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A message on the wire. What became of it is told only where something did, so that any other
 * message looks as it always has.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageJson(
    String content,
    long id,
    long userId,
    long roomId,
    String timestamp,
    String username,
    long seq,
    @Nullable String editedAt,
    @Nullable Boolean deleted) {
  static MessageJson of(Message message) {
    return new MessageJson(
        message.text(),
        message.id().value(),
        message.author().id().value(),
        message.room().value(),
        Json.time(message.at()),
        message.author().username().value(),
        message.seq(),
        message.editedAt().map(Json::time).orElse(null),
        message.isDeleted() ? true : null);
  }
}
