package chat.adapter.web.socket.v1;

import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Conversation;
import chat.adapter.web.socket.connection.Failures;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.connection.Unfinished;
import chat.adapter.web.socket.fanout.Hub;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import org.jspecify.annotations.Nullable;

/**
 * The dialect chat.v1: many rooms over one socket, a receipt for what is sent, and each room's
 * events from where the client left off. Thread-safe, but frames come in one at a time.
 */
final class V1Conversation implements Conversation {
  private static final int MAX_INVALID_IN_A_ROW = 20;

  private final @Nullable RoomId first;
  private final Connection connection;
  private final V1Dialect dialect;
  private final Unfinished unfinished;
  private final ErrandQueue errands;
  private final Seats seats;
  private final Requests requests;
  private final ClientFrame.Handler handler = new Handler();

  /** Used by the thread that reads. */
  private int invalidInARow;

  /**
   * @param first the room that the client enters at once, or null for none
   */
  V1Conversation(@Nullable RoomId first, Connection connection, Hub hub, V1Dialect dialect) {
    this.first = first;
    this.connection = connection;
    this.dialect = dialect;
    unfinished = Unfinished.of(connection.socket(), dialect.host().settings());
    errands = new ErrandQueue(dialect.errands(), dialect.host().budget(), unfinished);
    seats = new Seats(connection, hub, errands, dialect);
    requests = new Requests(connection, hub, errands, unfinished, dialect);
  }

  @Override
  public void opened() {
    connection.deliver(
        V1Encoding.hello(
            connection.claims(),
            dialect.host().epoch(),
            dialect.host().settings().heartbeat(),
            dialect.host().settings().maxFrameBytes()));
    if (first != null) {
      seats.join(new ClientFrame.Join(first, null, null));
    }
  }

  @Override
  public boolean heard(String text) {
    var frame = ClientFrame.of(text);
    invalidInARow = frame.isValid() ? 0 : invalidInARow + 1;
    frame.handTo(handler);
    return unfinished.mayGoOn();
  }

  /** Does what the frames say. */
  private final class Handler implements ClientFrame.Handler {
    @Override
    public void join(ClientFrame.Join frame) {
      seats.join(frame);
    }

    @Override
    public void leave(ClientFrame.Leave frame) {
      seats.leave(frame.room());
    }

    @Override
    public void send(ClientFrame.Send frame) {
      requests.send(frame);
    }

    @Override
    public void edit(ClientFrame.Edit frame) {
      requests.edit(frame);
    }

    @Override
    public void delete(ClientFrame.Delete frame) {
      requests.delete(frame);
    }

    @Override
    public void type(ClientFrame.Type frame) {
      seats.type(frame.room());
    }

    @Override
    public void ping(ClientFrame.Ping frame) {
      connection.deliver(V1Encoding.pong(frame.id(), seats.heads()));
    }

    @Override
    public void authenticate(ClientFrame.Authenticate frame) {
      V1Conversation.this.authenticate(frame.token());
    }

    @Override
    public void invalid(ClientFrame.Invalid frame) {
      if (invalidInARow >= MAX_INVALID_IN_A_ROW) {
        connection.close(Connection.PROTOCOL_ERROR, "{\"reason\":\"protocol error\"}");
      } else {
        refuse(frame.refusal(), frame.subject());
      }
    }
  }

  private void authenticate(SignedToken token) {
    var subject = new V1Encoding.Subject("auth", null, null);
    errands.add(
        Character.BYTES * token.value().length(),
        () -> {
          try {
            var claims = dialect.useCases().authenticate().authenticate(token);
            if (claims.isPresent() && claims.get().who().equals(connection.who())) {
              connection.renew(claims.get());
              connection.deliver(V1Encoding.authenticated(claims.get()));
            } else {
              refuse(Refusal.unauthorized(), subject);
            }
          } catch (RuntimeException failed) {
            refuse(Failures.refusal(failed, null), subject);
          }
        });
  }

  @Override
  public int held() {
    return errands.bytes();
  }

  @Override
  public void abandon() {
    errands.clear();
  }

  @Override
  public void refuse(Refusal refusal) {
    refuse(refusal, V1Encoding.Subject.UNKNOWN);
  }

  private void refuse(Refusal refusal, V1Encoding.Subject subject) {
    connection.deliver(V1Encoding.refusal(refusal, subject));
  }

  @Override
  public boolean withheld() {
    return unfinished.withheld();
  }

  /** Without a number: the client knows where it is in each of its rooms. */
  @Override
  public String slowReader(long writtenSeq) {
    return "{\"reason\":\"slow reader\"}";
  }

  @Override
  public void depart() {
    seats.close();
  }
}
