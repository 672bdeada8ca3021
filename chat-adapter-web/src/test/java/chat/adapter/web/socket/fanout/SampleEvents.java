package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.FakeChat;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.List;

/** Events of every kind, in a room and as a client may be told of them. */
public final class SampleEvents {
  public static final RoomId ROOM = new RoomId(1);

  public static final Message MESSAGE =
      new Message(
          new MessageId(12),
          ROOM,
          41,
          FakeChat.user("alice"),
          new Content("hi é"),
          new ClientId("9f0c2a7e"),
          FakeChat.NOW);
  private static final Message CHANGED =
      MESSAGE.edited(new Content("hi!"), FakeChat.NOW.plusSeconds(1));
  private static final Message GONE = MESSAGE.deleted(FakeChat.NOW.plusSeconds(2));

  /** All that is logged, as it happens and as it is told again after what came later. */
  public static final List<RoomEvent.Logged> LOGGED =
      List.of(
          new RoomEvent.Posted(MESSAGE),
          new RoomEvent.Posted(CHANGED),
          new RoomEvent.Posted(GONE),
          new RoomEvent.Edited(42, CHANGED),
          new RoomEvent.Edited(42, GONE),
          new RoomEvent.Deleted(43, GONE));

  /** All that isn't. */
  public static final List<RoomEvent> NEWS =
      List.of(
          new RoomEvent.Joined(ROOM, FakeChat.user("alice")),
          new RoomEvent.Left(ROOM, FakeChat.user("bob")),
          new RoomEvent.Typing(ROOM, FakeChat.user("carol")));

  private SampleEvents() {}
}
