package chat.adapter.web.message;

import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Json;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.room.RoomPath;
import chat.adapter.web.token.Bearer;
import chat.application.message.ReadHistory;
import chat.application.message.SendMessage;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Says things and tells what was said. */
public final class MessageResource {
  private static final String MESSAGES = "/api/chat/rooms/{" + RoomPath.PARAMETER + "}/messages";

  private final Answer answer;
  private final Bearer bearer;
  private final SendMessage sendMessage;
  private final ReadHistory readHistory;

  public MessageResource(
      Answer answer, Bearer bearer, SendMessage sendMessage, ReadHistory readHistory) {
    this.answer = answer;
    this.bearer = bearer;
    this.sendMessage = sendMessage;
    this.readHistory = readHistory;
  }

  public void install(Routes routes) {
    routes.get(MESSAGES, this::read);
    routes.post(MESSAGES, this::send);
  }

  private void read(Context request) {
    bearer.caller(request);
    var input = new Input(request);
    var id = input.id(RoomPath.PARAMETER);
    var search = input.text("search", 200);
    var before = input.number("before_seq", 1, Long.MAX_VALUE).orNull();
    var skip = input.number("skip", 0, Integer.MAX_VALUE, 0);
    var limit = input.number("limit", 1, 100, 100);
    input.check();
    var query =
        new ReadHistory.Query(
            RoomPath.room(id),
            search.get(),
            before == null ? Long.MAX_VALUE : before,
            skip.get(),
            limit.get());
    if (!(readHistory.read(query) instanceof ReadHistory.Outcome.Page page)) {
      throw RoomPath.noSuchRoom();
    }
    page.next().ifPresent(next -> request.header("Link", link(query, next)));
    answer.json(request, 200, page.messages().stream().map(MessageJson::of).toList());
  }

  /** Where the older messages are; by position from here on, whatever was skipped to get here. */
  private static String link(ReadHistory.Query query, long next) {
    var address =
        new StringBuilder("</api/chat/rooms/")
            .append(query.room().value())
            .append("/messages?before_seq=")
            .append(next)
            .append("&limit=")
            .append(query.limit());
    if (!query.text().isEmpty()) {
      address.append("&search=").append(URLEncoder.encode(query.text(), StandardCharsets.UTF_8));
    }
    return address.append(">; rel=\"next\"").toString();
  }

  private void send(Context request) {
    var author = bearer.caller(request).who();
    var input = new Input(request).json();
    var id = input.id(RoomPath.PARAMETER);
    var content = input.required("content", Content::new);
    var clientId = clientId(input);
    input.check();
    RoomId room = RoomPath.room(id);
    answer.later(
        request,
        sendMessage.send(new SendMessage.Command(author, room, content.get(), clientId)),
        outcome -> {
          if (outcome instanceof SendMessage.Outcome.NoSuchRoom) {
            throw RoomPath.noSuchRoom();
          }
          if (!(outcome instanceof SendMessage.Outcome.Sent sent)) {
            throw new Refusal(
                Problem.of(
                    409, "client_id_conflict", "You used that client_id here for other content"));
          }
          answer.json(request, 201, MessageJson.of(sent.message()));
        });
  }

  private static @Nullable ClientId clientId(Input input) {
    var member = input.optional("client_id", ClientId::new).orNull();
    var header = input.header("Idempotency-Key", MessageResource::unquoted).orNull();
    if (member != null && header != null && !member.equals(header)) {
      input.reject("client_id", "must be the same as the header Idempotency-Key");
    }
    return member != null ? member : header;
  }

  /** A key as clients send it, bare, or as the header's draft wants it, a string (RFC 9651). */
  private static ClientId unquoted(String key) {
    boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
    return new ClientId(
        quoted ? key.substring(1, key.length() - 1).replaceAll("\\\\([\"\\\\])", "$1") : key);
  }

  private record MessageJson(
      String content,
      long id,
      long userId,
      long roomId,
      String timestamp,
      String username,
      long seq) {
    static MessageJson of(Message message) {
      return new MessageJson(
          message.content().text(),
          message.id().value(),
          message.author().id().value(),
          message.room().value(),
          Json.time(message.at()),
          message.author().username().value(),
          message.seq());
    }
  }
}
