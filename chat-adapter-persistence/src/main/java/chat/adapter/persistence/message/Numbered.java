package chat.adapter.persistence.message;

import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageId;

/** A new message that knows its number in the room. */
record Numbered(Draft.Post draft, long seq) {
  Place place() {
    return new Place(draft.room(), seq);
  }

  Message as(MessageId id) {
    return new Message(
        id, draft.room(), seq, draft.author(), draft.content(), draft.clientId(), draft.at());
  }
}
