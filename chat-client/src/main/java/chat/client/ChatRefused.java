package chat.client;

/**
 * The server said no, and will say it again: the request is at fault, or whoever made it. Nothing
 * was changed, except perhaps with the code {@code internal}, a fault of the server.
 */
public final class ChatRefused extends ChatException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;
  private final String detail;

  ChatRefused(String code, int status, String detail) {
    super(code + ": " + detail);
    this.code = code;
    this.status = status;
    this.detail = detail;
  }

  /**
   * Why, for a program: a code of chat.v1 such as {@code invalid}, {@code not_found}, {@code
   * forbidden}, {@code gone}, {@code client_id_conflict} or {@code unauthorized}, over REST as
   * well; or the last word of a problem's {@code type}, such as {@code room_name_taken}.
   */
  public String code() {
    return code;
  }

  /** The HTTP status, or 0 when the answer came over the socket. */
  public int status() {
    return status;
  }

  /** Why, for a person. */
  public String detail() {
    return detail;
  }
}
