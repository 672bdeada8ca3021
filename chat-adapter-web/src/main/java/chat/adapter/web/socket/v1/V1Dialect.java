package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Conversation;
import chat.adapter.web.socket.connection.Host;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.fanout.NumberedEncoding;
import chat.adapter.web.socket.wire.FrameWriter;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.JoinRoom;
import chat.application.message.ResumeRoom;
import chat.application.message.SendMessage;
import chat.application.room.RoomAccess;
import chat.application.token.Authenticate;
import chat.domain.room.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * The dialect chat.v1 as an endpoint speaks it: what all its conversations share. Thread-safe;
 * nothing but {@link #close} belongs to one thread.
 */
public final class V1Dialect implements AutoCloseable {
  public static final String SUBPROTOCOL = "chat.v1";

  private final Host host;
  private final UseCases useCases;
  private final Errands errands = new Errands();
  private final Replays replays;

  /**
   * @param host whose settings and budget are there already
   */
  public V1Dialect(Host host, UseCases useCases) {
    this.host = host;
    this.useCases = useCases;
    replays = new Replays(host.budget(), errands, host.settings().mailboxBytes() / 4);
  }

  /** Everything that chat.v1 may ask of the application. */
  public record UseCases(
      Authenticate authenticate,
      RoomAccess roomAccess,
      JoinRoom joinRoom,
      ResumeRoom resumeRoom,
      SendMessage sendMessage,
      EditMessage editMessage,
      DeleteMessage deleteMessage) {}

  /**
   * Begins what is said over a connection.
   *
   * @param first the room that the client enters at once, or null for none
   * @param hub of the connection's event loop
   */
  public Conversation begin(@Nullable RoomId first, Connection connection, Hub hub) {
    return new V1Conversation(first, connection, hub, this);
  }

  /** What one hub tells these clients with. */
  public NumberedEncoding encoding() {
    return new V1Encoding(FrameWriter.EXPECTED_BYTES);
  }

  /** Whether no page can be read until other clients read what is kept for them. */
  public boolean isStarved() {
    return replays.isStarved();
  }

  /** Begins to read as many pages as may be read now: there may be memory for them. */
  public void proceed() {
    replays.proceed();
  }

  /** Ends the threads, and drops what they haven't begun. */
  @Override
  public void close() {
    errands.close();
  }

  Host host() {
    return host;
  }

  UseCases useCases() {
    return useCases;
  }

  Errands errands() {
    return errands;
  }

  Replays replays() {
    return replays;
  }
}
