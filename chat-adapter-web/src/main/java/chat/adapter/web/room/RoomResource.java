package chat.adapter.web.room;

import chat.adapter.web.authentication.Bearer;
import chat.adapter.web.http.Answer;
import chat.adapter.web.http.Input;
import chat.adapter.web.http.Json;
import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.adapter.web.http.Routes;
import chat.adapter.web.limit.CallLimits;
import chat.application.room.FindRooms;
import chat.application.room.OpenRoom;
import chat.application.room.RoomAccess;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomName;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens rooms and looks them up. */
public final class RoomResource {
  private static final String ROOMS = "/api/chat/rooms";

  private final Answer answer;
  private final Bearer bearer;
  private final CallLimits limits;
  private final RoomAccess roomAccess;
  private final OpenRoom openRoom;
  private final FindRooms findRooms;

  public RoomResource(
      Answer answer,
      Bearer bearer,
      CallLimits limits,
      RoomAccess roomAccess,
      OpenRoom openRoom,
      FindRooms findRooms) {
    this.answer = answer;
    this.bearer = bearer;
    this.limits = limits;
    this.roomAccess = roomAccess;
    this.openRoom = openRoom;
    this.findRooms = findRooms;
  }

  public void install(Routes routes) {
    routes.get(ROOMS, this::find);
    routes.post(ROOMS, this::open);
    routes.get(ROOMS + "/{" + RoomPath.PARAMETER + "}", this::read);
  }

  private void find(Context request) {
    var reader = bearer.user(request);
    var input = new Input(request);
    var search = input.text("search", 200);
    var skip = input.number("skip", 0, Integer.MAX_VALUE, 0);
    var limit = input.number("limit", 1, 100, 100);
    input.check();
    limits.read(request, reader.id(), search.get());
    answer.later(
        request,
        findRooms.search(reader, search.get(), skip.get(), limit.get()),
        rooms -> answer.json(request, 200, rooms.stream().map(RoomJson::of).toList()));
  }

  private void open(Context request) {
    var creator = bearer.user(request);
    var input = new Input(request).json();
    var name = input.required("name", RoomName::chosen);
    input.check();
    limits.room(request, creator.id());
    var opened =
        openRoom
            .open(new OpenRoom.Command(name.get(), creator))
            .orElseThrow(RoomResource::nameTaken);
    var room = RoomJson.of(new FindRooms.Found(opened, RoomHead.start(opened.id())));
    request.header("Location", ROOMS + "/" + room.id());
    answer.json(request, 201, room);
  }

  private static Refusal nameTaken() {
    return new Refusal(
        Problem.of(409, "room_name_taken", "There is a chat room of that name already"));
  }

  private void read(Context request) {
    var reader = bearer.user(request);
    var input = new Input(request);
    var id = input.id(RoomPath.PARAMETER);
    input.check();
    limits.read(request, reader.id(), "");
    var details =
        roomAccess
            .readable(reader, RoomPath.room(id))
            .flatMap(findRooms::details)
            .orElseThrow(RoomPath::noSuchRoom);
    answer.json(request, 200, RoomDetailsJson.of(details));
  }

  private static @Nullable String time(Optional<Instant> at) {
    return at.map(Json::time).orElse(null);
  }

  private record RoomJson(
      String name,
      long id,
      long createdBy,
      String createdAt,
      long lastSeq,
      @Nullable String lastMessageAt) {
    static RoomJson of(FindRooms.Found found) {
      var room = found.room();
      return new RoomJson(
          room.name().value(),
          room.id().value(),
          room.createdBy().value(),
          Json.time(room.createdAt()),
          found.head().seq(),
          time(found.head().lastMessageAt()));
    }
  }

  private record RoomDetailsJson(
      String name,
      long id,
      long createdBy,
      String createdAt,
      long lastSeq,
      @Nullable String lastMessageAt,
      String creatorUsername,
      long messageCount) {
    static RoomDetailsJson of(FindRooms.Details found) {
      var room = found.room().room();
      return new RoomDetailsJson(
          room.name().value(),
          room.id().value(),
          room.createdBy().value(),
          Json.time(room.createdAt()),
          found.head().seq(),
          time(found.head().lastMessageAt()),
          found.room().creator().value(),
          found.room().messages());
    }
  }
}
