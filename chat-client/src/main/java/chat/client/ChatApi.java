package chat.client;

import chat.client.rest.Message;
import chat.client.rest.Page;
import chat.client.rest.Place;
import chat.client.rest.RoomDetails;
import chat.client.rest.RoomSummary;
import chat.client.rest.User;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server's calls over REST, for one user or for nobody yet. Every call blocks until it is
 * answered, on the caller's thread alone; a call that says so is tried again, at most twice, when
 * the connection breaks, and after the pause that the server asks for when it has too much to do
 * (503 or 429), for at most 15 seconds in all. Safe for use by several threads.
 *
 * <p>Every call throws {@link ChatRefused} when the server says no, and {@link ChatUnavailable}
 * when it can't be reached or goes on having too much to do. A token that has ended is replaced by
 * a fresh one, where the {@link Credentials} can get it, before a call is refused.
 */
public final class ChatApi {
  private static final int PAGE = 100;
  private static final Pattern LINK = Pattern.compile("<([^>]*)>; *rel=\"([a-z]+)\"");

  private final Calls calls;
  private final @Nullable Session session;

  ChatApi(Calls calls, @Nullable Session session) {
    this.calls = calls;
    this.session = session;
  }

  /**
   * For nobody: {@link #register} and {@link #logIn} work, everything else is refused.
   *
   * @param address where the server is, such as {@code http://localhost:8000}
   */
  public static ChatApi at(String address) {
    return new ChatApi(new Calls(address, SharedHttp.get()), null);
  }

  /** For a user. Nothing is called yet. */
  public static ChatApi at(String address, Credentials credentials) {
    var calls = new Calls(address, SharedHttp.get());
    return new ChatApi(calls, new Session(calls, credentials));
  }

  /** Makes a user known, without an e-mail address. Not tried again. */
  public User register(String username, String password) {
    return register(username, Optional.empty(), password);
  }

  /** Makes a user known. Not tried again. */
  public User register(String username, Optional<String> email, String password) {
    var body = Json.object().put("username", username).put("password", password);
    email.ifPresent(address -> body.put("email", address));
    var request = withBody(calls.request("api/register"), "POST", body);
    return user(Calls.json(calls.call(request, null, false)));
  }

  /** A fresh token. Tried again. What {@code Credentials.of} does by itself. */
  public String logIn(String username, String password) {
    return calls.logIn(username, password);
  }

  /**
   * Ends the token that this uses: its sockets close. Credentials that can get a fresh one do so at
   * the next call. Not tried again.
   */
  public void logOut() {
    var request = calls.request("api/logout").POST(BodyPublishers.noBody());
    if (session == null) {
      calls.call(request, null, false);
    } else {
      var token = session.token();
      calls.call(request, session, false);
      session.ended(token);
    }
  }

  /** Who this is. Tried again. */
  public User me() {
    return user(get("api/users/me"));
  }

  /** Every room, in the order in which they were opened, read page by page. Tried again. */
  public Stream<RoomSummary> rooms() {
    // A page that isn't full is the last one.
    return Stream.iterate(
            findRooms("", 0),
            page -> !page.isEmpty(),
            new UnaryOperator<List<RoomSummary>>() {
              private int skip;

              @Override
              public List<RoomSummary> apply(List<RoomSummary> page) {
                skip += page.size();
                return page.size() < PAGE ? List.of() : findRooms("", skip);
              }
            })
        .flatMap(List::stream);
  }

  /**
   * The rooms with this text in their name, up to 100 of them, without the first {@code skip}.
   * Tried again.
   */
  public List<RoomSummary> findRooms(String search, int skip) {
    var path = "api/chat/rooms?search=%s&skip=%d&limit=%d";
    var rooms = new ArrayList<RoomSummary>();
    for (var room : get(path.formatted(Calls.encoded(search), skip, PAGE))) {
      rooms.add(summary(room));
    }
    return rooms;
  }

  /** One room. Tried again. */
  public RoomDetails room(long id) {
    var room = get("api/chat/rooms/" + id);
    return new RoomDetails(
        Json.number(room, "id"),
        Json.text(room, "name"),
        Json.number(room, "created_by"),
        Json.time(room, "created_at"),
        Json.text(room, "creator_username"),
        Json.number(room, "message_count"));
  }

  /** Opens a room. Not tried again. */
  public RoomSummary openRoom(String name) {
    var request =
        withBody(calls.request("api/chat/rooms"), "POST", Json.object().put("name", name));
    return summary(Calls.json(calls.call(request, session, false)));
  }

  /** A part of a room's history. Tried again. */
  public Page history(long room, Place place) {
    var query = new StringBuilder("api/chat/rooms/" + room + "/messages?limit=" + place.limit());
    if (place.side() != Place.Side.NEWEST) {
      var side = place.side().name().toLowerCase(Locale.ROOT);
      query.append('&').append(side).append("_seq=").append(place.seq());
    }
    if (!place.search().isEmpty()) {
      query.append("&search=").append(Calls.encoded(place.search()));
    }
    return page(calls.request(query.toString()));
  }

  /** The messages before those of a page, if there are any. Tried again. */
  public Optional<Page> older(Page page) {
    return page.older().map(address -> page(calls.request(address)));
  }

  /** The messages after those of a page, if there are any. Tried again. */
  public Optional<Page> newer(Page page) {
    return page.newer().map(address -> page(calls.request(address)));
  }

  /**
   * The whole history of a room, the newest first, read page by page as the stream is used. Tried
   * again.
   */
  public Stream<Message> history(long room) {
    return Stream.iterate(
            Optional.of(history(room, Place.newest())),
            Optional::isPresent,
            page -> page.flatMap(this::older))
        .flatMap(page -> page.orElseThrow().messages().stream());
  }

  /** Changes what this user said. Tried again: repeating it changes nothing more. */
  public Message edit(long room, long message, String content) {
    var request =
        withBody(
            calls.request(message(room, message)), "PATCH", Json.object().put("content", content));
    return message(Calls.json(calls.call(request, session, true)));
  }

  /** Takes back what this user said. Tried again: repeating it changes nothing more. */
  public void delete(long room, long message) {
    calls.call(calls.request(message(room, message)).DELETE(), session, true);
  }

  private JsonNode get(String path) {
    return Calls.json(calls.call(calls.request(path).GET(), session, true));
  }

  private Page page(HttpRequest.Builder request) {
    var response = calls.call(request.GET(), session, true);
    var messages = new ArrayList<Message>();
    for (var message : Calls.json(response)) {
      messages.add(message(message));
    }
    return new Page(messages, link(response, "next"), link(response, "prev"));
  }

  private static Optional<URI> link(HttpResponse<?> response, String relation) {
    return response.headers().allValues("Link").stream()
        .flatMap(value -> LINK.matcher(value).results())
        .filter(link -> link.group(2).equals(relation))
        .map(link -> URI.create(link.group(1)))
        .findFirst();
  }

  private static HttpRequest.Builder withBody(
      HttpRequest.Builder request, String method, ObjectNode body) {
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.toString()));
  }

  private static String message(long room, long message) {
    return "api/chat/rooms/" + room + "/messages/" + message;
  }

  private static User user(JsonNode user) {
    return new User(
        Json.number(user, "id"),
        Json.text(user, "username"),
        Json.optionalText(user, "email"),
        Json.time(user, "created_at"));
  }

  private static RoomSummary summary(JsonNode room) {
    return new RoomSummary(
        Json.number(room, "id"),
        Json.text(room, "name"),
        Json.number(room, "created_by"),
        Json.time(room, "created_at"));
  }

  private static Message message(JsonNode message) {
    return new Message(
        Json.number(message, "id"),
        Json.number(message, "room_id"),
        Json.number(message, "seq"),
        Json.number(message, "user_id"),
        Json.text(message, "username"),
        Json.text(message, "content"),
        Json.time(message, "timestamp"),
        Json.optionalTime(message, "edited_at"),
        message.path("deleted").asBoolean());
  }

  @Override
  public String toString() {
    return "ChatApi";
  }
}
