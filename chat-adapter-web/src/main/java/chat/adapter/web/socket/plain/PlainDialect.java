package chat.adapter.web.socket.plain;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Conversation;
import chat.adapter.web.socket.connection.Host;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.fanout.LiveEncoding;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.application.message.JoinRoom;
import chat.application.message.SendMessage;
import chat.application.room.ReadableRoom;

/** The dialect of clients that ask for no subprotocol, as an endpoint speaks it. Thread-safe. */
public record PlainDialect(Host host, JoinRoom joinRoom, SendMessage sendMessage) {
  /**
   * Begins what is said over a connection.
   *
   * @param hub of the connection's event loop
   */
  public Conversation begin(ReadableRoom room, Connection connection, Hub hub) {
    return new PlainConversation(room, connection, hub, this);
  }

  /** What one hub tells these clients with. */
  public LiveEncoding encoding() {
    return new PlainEncoding(FrameWriter.EXPECTED_BYTES);
  }
}
