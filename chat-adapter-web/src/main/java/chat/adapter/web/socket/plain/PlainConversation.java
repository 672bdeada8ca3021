package chat.adapter.web.socket.plain;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Conversation;
import chat.adapter.web.socket.connection.Failures;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.connection.Unfinished;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.fanout.Listener;
import chat.adapter.web.socket.wire.Frames;
import chat.application.message.JoinRoom;
import chat.application.message.SendMessage;
import chat.application.message.Written;
import chat.application.room.ReadableRoom;
import chat.domain.StoreUnavailable;
import chat.domain.message.ClientId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of clients that ask for no subprotocol: one room, from the opened socket to its end,
 * and every text is something to say. Thread-safe, but frames come in one at a time.
 */
final class PlainConversation implements Conversation, Listener.Live {
  private final ReadableRoom room;
  private final Connection connection;
  private final Hub hub;
  private final PlainDialect dialect;
  private final Unfinished unfinished;

  // Guarded by this.
  private JoinRoom.@Nullable Membership membership;
  private boolean departed;

  PlainConversation(ReadableRoom room, Connection connection, Hub hub, PlainDialect dialect) {
    this.room = room;
    this.connection = connection;
    this.hub = hub;
    this.dialect = dialect;
    unfinished = Unfinished.of(connection.socket(), dialect.host().settings());
  }

  /** The client enters the room, and everybody is notified, itself at least. */
  @Override
  public void opened() {
    try {
      // In the room first, so that the client sees its own coming.
      hub.enter(room, this);
      var place = dialect.joinRoom().join(room);
      if (place.unannounced()) {
        // The others know; but these clients wait for the notice of their own coming.
        connection.deliver(PlainEncoding.joined(connection.who()));
      }
      settle(place);
    } catch (StoreUnavailable away) {
      connection.close(Connection.TRY_LATER, "");
    }
  }

  private void settle(JoinRoom.Membership place) {
    synchronized (this) {
      if (!departed) {
        membership = place;
        return;
      }
    }
    // The connection died meanwhile, perhaps before the hub knew of it.
    hub.leave(room.id(), this);
    place.leave();
  }

  @Override
  public void depart() {
    JoinRoom.Membership place;
    synchronized (this) {
      departed = true;
      place = membership;
      membership = null;
    }
    try {
      hub.leave(room.id(), this);
    } finally {
      if (place != null) {
        place.leave();
      }
    }
  }

  @Override
  public void told(Frames frames) {
    connection.deliver(frames);
  }

  @Override
  public void abort() {
    connection.abort();
  }

  @Override
  public boolean heard(String text) {
    var refusal = Utterance.of(text).fold(this::begin, refused -> Optional.of(refused.refusal()));
    refusal.ifPresent(this::refuse);
    return unfinished.mayGoOn();
  }

  /** Says it, or tells why not. */
  private Optional<Refusal> begin(Utterance.Say say) {
    if (dialect.host().draining()) {
      return Optional.of(Refusal.draining(say.clientId()));
    }
    var permit = dialect.host().limits().messages(connection.who().id());
    if (!permit.granted()) {
      return Optional.of(Refusal.rateLimited(permit, say.clientId()));
    }
    send(say);
    return Optional.empty();
  }

  private void send(Utterance.Say say) {
    unfinished.begin(say.content().estimatedBytes());
    var command =
        new SendMessage.Command(connection.who(), room.id(), say.content(), say.clientId());
    try {
      dialect
          .sendMessage()
          .send(command)
          .whenComplete((written, failure) -> finished(say, written, failure));
    } catch (RuntimeException refused) {
      finished(say, null, refused);
    }
  }

  private void finished(Utterance.Say say, @Nullable Written written, @Nullable Throwable failure) {
    var clientId = say.clientId();
    if (failure != null) {
      refuse(Failures.refusal(failure, clientId));
    } else if (written != null) {
      refusal(clientId, written).ifPresent(this::refuse);
    }
    unfinished.end(say.content().estimatedBytes());
  }

  private static Optional<Refusal> refusal(@Nullable ClientId clientId, Written written) {
    return written.fold(
        done -> Optional.empty(),
        refused -> Optional.of(Refusal.of(CommonRefusal.of(refused.reason()), clientId)));
  }

  @Override
  public void refuse(Refusal refusal) {
    connection.deliver(PlainEncoding.refusal(refusal));
  }

  @Override
  public int held() {
    return 0;
  }

  @Override
  public void abandon() {
    // Nothing of it waits here.
  }

  @Override
  public boolean withheld() {
    return unfinished.withheld();
  }

  @Override
  public String slowReader(long writtenSeq) {
    return writtenSeq == 0
        ? "{\"reason\":\"slow reader\"}"
        : "{\"reason\":\"slow reader\",\"resume_after_seq\":" + writtenSeq + "}";
  }
}
