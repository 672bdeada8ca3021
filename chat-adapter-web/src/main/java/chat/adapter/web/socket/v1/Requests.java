package chat.adapter.web.socket.v1;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.Failures;
import chat.adapter.web.socket.connection.Refusal;
import chat.adapter.web.socket.connection.Unfinished;
import chat.adapter.web.socket.fanout.Hub;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.SendMessage;
import chat.application.message.Written;
import chat.domain.message.ClientId;
import chat.domain.room.RoomId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client asks to be stored: messages, and what becomes of them. Each is answered once it
 * is in the log, or refused. Thread-safe, never blocks.
 */
final class Requests {
  private final Connection connection;
  private final Hub hub;
  private final ErrandQueue errands;
  private final Unfinished unfinished;
  private final V1Dialect dialect;

  Requests(
      Connection connection,
      Hub hub,
      ErrandQueue errands,
      Unfinished unfinished,
      V1Dialect dialect) {
    this.connection = connection;
    this.hub = hub;
    this.errands = errands;
    this.unfinished = unfinished;
    this.dialect = dialect;
  }

  void send(ClientFrame.Send send) {
    var subject = new V1Encoding.Subject("send", send.room(), null);
    var command =
        new SendMessage.Command(connection.who(), send.room(), send.content(), send.clientId());
    ask(
        () -> dialect.useCases().sendMessage().send(command),
        done -> acknowledge(done, send.clientId()),
        send.clientId(),
        subject,
        send.content().estimatedBytes());
  }

  private void acknowledge(Written.Done done, ClientId clientId) {
    hub.deliverWithEvents(connection, V1Encoding.ack(done.message(), clientId, done.repeated()));
  }

  void edit(ClientFrame.Edit edit) {
    var command =
        new EditMessage.Command(connection.who(), edit.room(), edit.message(), edit.content());
    ask(
        () -> dialect.useCases().editMessage().edit(command),
        done -> {},
        null,
        new V1Encoding.Subject("edit", edit.room(), edit.message().value()),
        edit.content().estimatedBytes());
  }

  void delete(ClientFrame.Delete delete) {
    var command = new DeleteMessage.Command(connection.who(), delete.room(), delete.message());
    ask(
        () -> dialect.useCases().deleteMessage().delete(command),
        done -> {},
        null,
        new V1Encoding.Subject("delete", delete.room(), delete.message().value()),
        0);
  }

  /** Asks the lanes for something, and tells the client when it came to nothing. */
  private void ask(
      Supplier<CompletionStage<Written>> question,
      Consumer<Written.Done> answer,
      @Nullable ClientId clientId,
      V1Encoding.Subject subject,
      int bytes) {
    if (dialect.host().draining()) {
      refuse(Refusal.draining(clientId), subject);
      return;
    }
    var permit = dialect.host().limits().messages(connection.who().id());
    if (!permit.granted()) {
      refuse(Refusal.rateLimited(permit, clientId), subject);
      return;
    }
    if (isKnown(subject.room())) {
      offer(question, answer, clientId, subject, bytes);
    } else {
      // An unknown room needs a database read, so it runs off the event loop.
      errands.add(bytes, () -> offer(question, answer, clientId, subject, bytes));
    }
  }

  /** Whether somebody here is in the room; not while something that was asked before may wait. */
  private boolean isKnown(@Nullable RoomId room) {
    return !errands.isBusy() && room != null && hub.has(room);
  }

  private void offer(
      Supplier<CompletionStage<Written>> question,
      Consumer<Written.Done> answer,
      @Nullable ClientId clientId,
      V1Encoding.Subject subject,
      int bytes) {
    unfinished.begin(bytes);
    CompletionStage<Written> stage;
    try {
      stage = question.get();
    } catch (RuntimeException failed) {
      refuse(Failures.refusal(failed, clientId), subject);
      unfinished.end(bytes);
      return;
    }
    stage.whenComplete(
        (written, failure) -> {
          var refusal =
              failure == null
                  ? answered(written, answer, clientId)
                  : Optional.of(Failures.refusal(failure, clientId));
          refusal.ifPresent(why -> refuse(why, subject));
          unfinished.end(bytes);
        });
  }

  private static Optional<Refusal> answered(
      Written written, Consumer<Written.Done> answer, @Nullable ClientId clientId) {
    return written.fold(
        done -> {
          answer.accept(done);
          return Optional.empty();
        },
        refused -> Optional.of(Refusal.of(CommonRefusal.of(refused.reason()), clientId)));
  }

  private void refuse(Refusal refusal, V1Encoding.Subject subject) {
    connection.deliver(V1Encoding.refusal(refusal, subject));
  }
}
