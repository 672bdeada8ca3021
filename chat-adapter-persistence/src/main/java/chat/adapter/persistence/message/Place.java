package chat.adapter.persistence.message;

import chat.domain.room.RoomId;

/** A number in a room. */
record Place(RoomId room, long seq) {}
