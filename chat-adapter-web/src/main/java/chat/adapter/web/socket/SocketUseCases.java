package chat.adapter.web.socket;

import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.FollowRoom;
import chat.application.message.JoinRoom;
import chat.application.message.ResumeRoom;
import chat.application.message.SendMessage;
import chat.application.room.RoomAccess;
import chat.application.token.Authenticate;

/** Everything that may be asked of the application over a socket. */
public record SocketUseCases(
    Authenticate authenticate,
    RoomAccess roomAccess,
    JoinRoom joinRoom,
    FollowRoom followRoom,
    ResumeRoom resumeRoom,
    SendMessage sendMessage,
    EditMessage editMessage,
    DeleteMessage deleteMessage) {}
