package chat.adapter.web.message;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Given;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.adapter.web.room.RoomPath;
import chat.application.message.ReadHistory;
import chat.application.message.ReadHistory.Position;
import chat.application.message.SendMessage;
import chat.application.room.RoomAccess;
import chat.domain.InvalidValue;
import chat.domain.Text;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.room.RoomId;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says things and tells what was said. */
public final class MessageResource {
  /** The path of a room's messages. */
  static final String MESSAGES = "/api/chat/rooms/{" + RoomPath.PARAMETER + "}/messages";

  private static final int MAX_SEARCH = 200;

  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final RoomAccess roomAccess;
  private final SendMessage sendMessage;
  private final ReadHistory readHistory;
  private final Consumer<String> searchable;

  /**
   * @param searchable throws {@link InvalidValue} for a text that can't be searched for
   */
  public MessageResource(
      Answer answer,
      Bearer bearer,
      CallLimits limits,
      RoomAccess roomAccess,
      SendMessage sendMessage,
      ReadHistory readHistory,
      Consumer<String> searchable) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.roomAccess = roomAccess;
    this.sendMessage = sendMessage;
    this.readHistory = readHistory;
    this.searchable = searchable;
  }

  public void install(Routes routes) {
    routes.get(MESSAGES, this::read);
    routes.post(MESSAGES, this::send);
  }

  private void read(Context request) {
    var reader = bearer.user(request);
    var input = new Input(request);
    var id = input.id(RoomPath.PARAMETER);
    var search = input.text("search", MAX_SEARCH);
    var position = position(input);
    var skip = input.number("skip", 0, Integer.MAX_VALUE, 0);
    var limit = input.number("limit", 1, 100, 100);
    if (!position.goesBackwards()) {
      refuseOnTheWayUp(input, search, skip);
    }
    refuseUnsearchable(input, search);
    input.check();
    limits.read(request, reader.id(), search.get());
    var room = roomAccess.readable(reader, RoomPath.room(id)).orElseThrow(RoomPath::noSuchRoom);
    var query = new ReadHistory.Query(room, search.get(), position, skip.get(), limit.get());
    answer.later(request, readHistory.read(query), page -> answer(request, query, page));
  }

  private void answer(Context request, ReadHistory.Query query, ReadHistory.Page page) {
    var links = new ArrayList<String>();
    page.older().ifPresent(seq -> links.add(link(query, "before_seq", seq, "next")));
    page.newer().ifPresent(seq -> links.add(link(query, "after_seq", seq, "prev")));
    if (!links.isEmpty()) {
      request.header("Link", String.join(", ", links));
    }
    answer.json(request, 200, page.messages().stream().map(MessageJson::of).toList());
  }

  private void refuseUnsearchable(Input input, Given<String> search) {
    try {
      if (Text.length(search.get()) <= MAX_SEARCH) {
        searchable.accept(search.get());
      }
    } catch (InvalidValue e) {
      input.rejectQuery("search", e.problem());
    }
  }

  private static Position position(Input input) {
    var before = input.number("before_seq", 1, Long.MAX_VALUE).orNull();
    var after = input.number("after_seq", 0, Long.MAX_VALUE).orNull();
    var around = input.number("around_seq", 1, Long.MAX_VALUE).orNull();
    Stream.of("before_seq", "after_seq", "around_seq")
        .filter(input::asks)
        .skip(1)
        .forEach(name -> input.rejectQuery(name, "must be the only position"));
    if (before != null) {
      return new Position.Before(before);
    }
    if (after != null) {
      return new Position.After(after);
    }
    return around == null ? new Position.Newest() : new Position.Around(around);
  }

  /** A search goes from the newer to the older, and so does what is skipped. */
  private static void refuseOnTheWayUp(Input input, Given<String> search, Given<Integer> skip) {
    if (!Objects.requireNonNullElse(search.orNull(), "").isEmpty()) {
      input.rejectQuery("search", "goes with before_seq alone");
    }
    if (Objects.requireNonNullElse(skip.orNull(), 0) > 0) {
      input.rejectQuery("skip", "goes with before_seq alone");
    }
  }

  /** Where a neighbouring page is; by position from here on, whatever was skipped to get here. */
  private static String link(ReadHistory.Query query, String parameter, long seq, String relation) {
    var address =
        new StringBuilder("</api/chat/rooms/")
            .append(query.room().id().value())
            .append("/messages?")
            .append(parameter)
            .append('=')
            .append(seq)
            .append("&limit=")
            .append(query.limit());
    if (!query.text().isEmpty()) {
      address.append("&search=").append(URLEncoder.encode(query.text(), StandardCharsets.UTF_8));
    }
    return address.append(">; rel=\"").append(relation).append('"').toString();
  }

  private void send(Context request) {
    var author = bearer.user(request);
    var input = new Input(request).json();
    var id = input.id(RoomPath.PARAMETER);
    var content = input.required("content", Content::new);
    var clientId = clientId(input);
    input.check();
    RoomId room = RoomPath.room(id);
    limits.message(request, author.id());
    answer.later(
        request,
        sendMessage.send(new SendMessage.Command(author, room, content.get(), clientId)),
        written -> answer.json(request, 201, MessageJson.of(WrittenMessage.of(written))));
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
}
