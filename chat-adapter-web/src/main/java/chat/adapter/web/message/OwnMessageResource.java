package chat.adapter.web.message;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.http.Given;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.adapter.web.room.RoomPath;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.domain.message.Content;
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
        written -> answer.json(request, 200, MessageJson.of(WrittenMessage.of(written))));
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
        written -> {
          var unused = WrittenMessage.of(written);
          answer.nothing(request);
        });
  }

  private static MessageId message(Given<Long> given) {
    if (given.get() < 1) {
      throw new Refusal(CommonRefusal.NO_SUCH_MESSAGE);
    }
    return new MessageId(given.get());
  }
}
