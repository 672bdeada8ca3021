package chat.adapter.web.message;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Given;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.adapter.web.room.RoomPath;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import io.javalin.http.Context;

/** Has authors change and take back what they said. */
public final class OwnMessageResource {
  private static final String PARAMETER = "message_id";
  private static final String MESSAGE = MessageResource.MESSAGES + "/{" + PARAMETER + "}";

  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final EditMessage editMessage;
  private final DeleteMessage deleteMessage;

  public OwnMessageResource(
      Answer answer,
      Bearer bearer,
      CallLimits limits,
      EditMessage editMessage,
      DeleteMessage deleteMessage) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.editMessage = editMessage;
    this.deleteMessage = deleteMessage;
  }

  public void install(Routes routes) {
    routes.patch(MESSAGE, this::edit);
    routes.delete(MESSAGE, this::delete);
  }

  private void edit(Context request) {
    var author = bearer.user(request);
    var input = new Input(request).json();
    var room = input.id(RoomPath.PARAMETER);
    var message = input.id(PARAMETER);
    var content = input.required("content", Content::new);
    input.check();
    var command =
        new EditMessage.Command(author, RoomPath.room(room), message(message), content.get());
    limits.message(request, author.id());
    answer.later(
        request,
        editMessage.edit(command),
        outcome -> answer.json(request, 200, MessageJson.of(edited(outcome))));
  }

  private static Message edited(EditMessage.Outcome outcome) {
    return outcome.fold(
        EditMessage.Outcome.Edited::message,
        noSuchRoom -> {
          throw RoomPath.noSuchRoom();
        },
        noSuchMessage -> {
          throw noSuchMessage();
        },
        notTheAuthor -> {
          throw notTheAuthor();
        },
        gone -> {
          throw new Refusal(Problem.of(410, "message_deleted", "The message was deleted"));
        });
  }

  private void delete(Context request) {
    var author = bearer.user(request);
    var input = new Input(request);
    var room = input.id(RoomPath.PARAMETER);
    var message = input.id(PARAMETER);
    input.check();
    var command = new DeleteMessage.Command(author, RoomPath.room(room), message(message));
    limits.message(request, author.id());
    answer.later(
        request,
        deleteMessage.delete(command),
        outcome -> {
          var unused = deleted(outcome);
          answer.nothing(request);
        });
  }

  private static Message deleted(DeleteMessage.Outcome outcome) {
    return outcome.fold(
        DeleteMessage.Outcome.Deleted::message,
        noSuchRoom -> {
          throw RoomPath.noSuchRoom();
        },
        noSuchMessage -> {
          throw noSuchMessage();
        },
        notTheAuthor -> {
          throw notTheAuthor();
        });
  }

  private static MessageId message(Given<Long> given) {
    if (given.get() < 1) {
      throw noSuchMessage();
    }
    return new MessageId(given.get());
  }

  private static Refusal noSuchMessage() {
    return new Refusal(Problem.of(404, "message_not_found", "Message not found"));
  }

  private static Refusal notTheAuthor() {
    return new Refusal(
        Problem.of(403, "not_the_author", "Only its author can edit or delete a message"));
  }
}
