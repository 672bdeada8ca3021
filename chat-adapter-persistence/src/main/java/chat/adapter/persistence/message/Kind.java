package chat.adapter.persistence.message;

import chat.domain.message.Body;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import java.time.Instant;

/** What an event is called in a row. */
enum Kind {
  POSTED("posted"),
  EDITED("edited"),
  DELETED("deleted");

  private final String column;

  Kind(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  static Kind read(String column) {
    for (var kind : values()) {
      if (kind.column.equals(column)) {
        return kind;
      }
    }
    throw new IllegalStateException("an event of an unknown kind: " + column);
  }

  static Kind of(RoomEvent.Logged event) {
    return event.fold(posted -> POSTED, edited -> EDITED, deleted -> DELETED);
  }

  /** When an event happened that has just happened. */
  static Instant time(RoomEvent.Logged event) {
    var message = event.message();
    return message.body().fold(original -> message.at(), Body.Edited::at, Body.Deleted::at);
  }

  RoomEvent.Logged event(long seq, Message message) {
    return switch (this) {
      case POSTED -> new RoomEvent.Posted(message);
      case EDITED -> new RoomEvent.Edited(seq, message);
      case DELETED -> new RoomEvent.Deleted(seq, message);
    };
  }
}
