package chat.client;

import chat.client.event.Joined;
import chat.client.event.LoggedEvent;
import chat.client.event.Member;
import chat.client.event.MessageDeleted;
import chat.client.event.MessageEdited;
import chat.client.event.MessagePosted;
import chat.client.event.Reset;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;

/** What frames of chat.v1 tell, as the caller's types. */
final class Frames {
  private static final Map<String, Reset.Reason> REASONS =
      Map.of(
          "epoch", Reset.Reason.EPOCH,
          "too_far", Reset.Reason.TOO_FAR,
          "ahead", Reset.Reason.AHEAD);

  private Frames() {}

  static LoggedEvent message(JsonNode frame) {
    return new MessagePosted(
        Json.number(frame, "room_id"),
        Json.number(frame, "seq"),
        Json.number(frame, "id"),
        Json.number(frame, "user_id"),
        Json.text(frame, "username"),
        Json.text(frame, "content"),
        Json.time(frame, "timestamp"),
        Json.optionalText(frame, "client_id"),
        Json.optionalTime(frame, "edited_at"),
        frame.path("deleted").asBoolean());
  }

  static LoggedEvent edited(JsonNode frame) {
    return new MessageEdited(
        Json.number(frame, "room_id"),
        Json.number(frame, "seq"),
        Json.number(frame, "id"),
        Json.number(frame, "message_seq"),
        Json.number(frame, "user_id"),
        Json.text(frame, "username"),
        Json.text(frame, "content"),
        Json.time(frame, "timestamp"),
        Json.optionalTime(frame, "edited_at"),
        frame.path("deleted").asBoolean());
  }

  static LoggedEvent deleted(JsonNode frame) {
    return new MessageDeleted(
        Json.number(frame, "room_id"),
        Json.number(frame, "seq"),
        Json.number(frame, "id"),
        Json.number(frame, "message_seq"),
        Json.number(frame, "user_id"),
        Json.text(frame, "username"),
        Json.time(frame, "timestamp"));
  }

  static Joined joined(JsonNode frame) {
    var members = new ArrayList<Member>();
    for (var member : frame.path("members")) {
      members.add(new Member(Json.number(member, "user_id"), Json.text(member, "username")));
    }
    return new Joined(
        Json.number(frame, "room_id"),
        Json.number(frame, "seq"),
        members,
        frame.path("online").asInt(members.size()));
  }

  static Reset reset(JsonNode frame) {
    var reason = REASONS.getOrDefault(frame.path("reason").asText(), Reset.Reason.OTHER);
    return new Reset(Json.number(frame, "room_id"), reason, Json.number(frame, "seq"));
  }

  static Ack ack(JsonNode frame) {
    return new Ack(
        Json.number(frame, "room_id"),
        Json.text(frame, "client_id"),
        Json.number(frame, "id"),
        Json.number(frame, "seq"),
        Json.time(frame, "timestamp"),
        frame.path("duplicate").asBoolean());
  }
}
