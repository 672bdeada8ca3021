package chat.adapter.web.http;

import chat.domain.message.Appended;
import org.jspecify.annotations.Nullable;

/**
 * Why clients don't get what they ask for, where REST and sockets have the same reason: both say
 * the same of it, each in its own form.
 */
public enum CommonRefusal {
  NO_SUCH_ROOM("not_found", 404, "room_not_found", "Chat room not found"),
  NO_SUCH_MESSAGE("not_found", 404, "message_not_found", "Message not found"),
  NOT_THE_AUTHOR(
      "forbidden", 403, "not_the_author", "Only its author can edit or delete a message"),
  MESSAGE_DELETED("gone", 410, "message_deleted", "The message was deleted"),
  CLIENT_ID_CONFLICT(
      "client_id_conflict",
      409,
      "client_id_conflict",
      "You used that client_id here for other content"),
  OVERLOADED("overloaded", 503, null, "The server is overloaded"),
  STOPPING("unavailable", 503, null, "The server is being stopped"),
  INTERNAL("internal", 500, null, "Internal server error");

  private final String code;
  private final int status;
  private final @Nullable String problem;
  private final String detail;

  /**
   * @param code what a socket's error is called
   * @param problem what a problem of REST is called; null where its status says enough
   */
  CommonRefusal(String code, int status, @Nullable String problem, String detail) {
    this.code = code;
    this.status = status;
    this.problem = problem;
    this.detail = detail;
  }

  /** Why something wasn't written. */
  public static CommonRefusal of(Appended.Reason reason) {
    return switch (reason) {
      case NO_SUCH_ROOM -> NO_SUCH_ROOM;
      case NO_SUCH_MESSAGE -> NO_SUCH_MESSAGE;
      case NOT_THE_AUTHOR -> NOT_THE_AUTHOR;
      case DELETED -> MESSAGE_DELETED;
      case CLIENT_ID_TAKEN -> CLIENT_ID_CONFLICT;
    };
  }

  /** What a socket's error is called, for programs. */
  public String code() {
    return code;
  }

  /** What people read of it. */
  public String detail() {
    return detail;
  }

  /** What REST answers. */
  public Problem problem() {
    return problem == null ? Problem.of(status, detail) : Problem.of(status, problem, detail);
  }
}
