package chat.adapter.persistence.message;

import chat.domain.message.ClientId;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import chat.domain.user.UserId;

/** What makes a message the same when it is sent again. */
record Origin(RoomId room, UserId author, ClientId clientId) {
  static Origin of(Draft.Post draft) {
    return new Origin(draft.room(), draft.author().id(), draft.clientId());
  }

  static Origin of(Message message) {
    return new Origin(message.room(), message.author().id(), message.clientId());
  }
}
