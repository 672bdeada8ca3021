package chat.adapter.web;

import chat.adapter.web.socket.SocketUseCases;
import chat.application.health.CheckHealth;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.FollowRoom;
import chat.application.message.JoinRoom;
import chat.application.message.ReadHistory;
import chat.application.message.ResumeRoom;
import chat.application.message.SendMessage;
import chat.application.room.FindRooms;
import chat.application.room.OpenRoom;
import chat.application.room.RoomAccess;
import chat.application.search.SearchMessages;
import chat.application.token.Authenticate;
import chat.application.token.LogIn;
import chat.application.token.LogOutEverywhere;
import chat.application.token.RevokeToken;
import chat.application.user.FindUser;
import chat.application.user.RegisterUser;

/** Everything that the outside may ask of the application. */
public record UseCases(
    RegisterUser registerUser,
    FindUser findUser,
    LogIn logIn,
    Authenticate authenticate,
    RevokeToken revokeToken,
    LogOutEverywhere logOutEverywhere,
    OpenRoom openRoom,
    FindRooms findRooms,
    RoomAccess roomAccess,
    JoinRoom joinRoom,
    FollowRoom followRoom,
    ResumeRoom resumeRoom,
    SendMessage sendMessage,
    EditMessage editMessage,
    DeleteMessage deleteMessage,
    ReadHistory readHistory,
    SearchMessages searchMessages,
    CheckHealth checkHealth) {
  SocketUseCases ofSockets() {
    return new SocketUseCases(
        authenticate,
        roomAccess,
        joinRoom,
        followRoom,
        resumeRoom,
        sendMessage,
        editMessage,
        deleteMessage);
  }
}
