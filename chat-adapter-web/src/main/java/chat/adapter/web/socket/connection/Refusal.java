package chat.adapter.web.socket.connection;

import chat.adapter.web.http.CommonRefusal;
import chat.adapter.web.http.StoreOutage;
import chat.adapter.web.limit.Permit;
import chat.application.Overloaded;
import chat.domain.message.ClientId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a client's frame came to nothing; the socket stays open.
 *
 * @param code for programs
 * @param detail for people, without anything of the server's inside
 * @param clientId the sender's name for what failed, if it gave one
 * @param retryAfter when sending the same again is sensible, if it is
 */
public record Refusal(
    String code, String detail, @Nullable ClientId clientId, @Nullable Duration retryAfter) {
  private static final Duration STOP_PAUSE = Duration.ofSeconds(1);

  /** What REST says too. */
  public static Refusal of(CommonRefusal why, @Nullable ClientId clientId) {
    return new Refusal(why.code(), why.detail(), clientId, null);
  }

  public static Refusal invalid(String detail, @Nullable ClientId clientId) {
    return new Refusal("invalid", detail, clientId, null);
  }

  public static Refusal overloaded(Overloaded overloaded, @Nullable ClientId clientId) {
    return of(CommonRefusal.OVERLOADED, clientId).retriedAfter(overloaded.retryAfter());
  }

  public static Refusal unavailable(StoreOutage outage, @Nullable ClientId clientId) {
    return new Refusal(
        "unavailable",
        outage.words() + "; a message may not have been stored",
        clientId,
        outage.retryAfter());
  }

  public static Refusal draining(@Nullable ClientId clientId) {
    return of(CommonRefusal.STOPPING, clientId).retriedAfter(STOP_PAUSE);
  }

  public static Refusal alreadyJoined() {
    return new Refusal("already_joined", "the room is joined", null, null);
  }

  public static Refusal notJoined() {
    return new Refusal("not_joined", "the room isn't joined", null, null);
  }

  public static Refusal tooManyRooms(int most) {
    return new Refusal("too_many_rooms", "at most " + most + " rooms over one socket", null, null);
  }

  public static Refusal unauthorized() {
    return new Refusal("unauthorized", "the token is no good, or somebody else's", null, null);
  }

  public static Refusal rateLimited(Permit permit, @Nullable ClientId clientId) {
    // At least a millisecond: none would say that it may be now.
    var pause = Duration.ofMillis(permit.retryAfter().toMillis() + 1);
    return new Refusal("rate_limited", "too much at once; slow down", clientId, pause);
  }

  public static Refusal internal(@Nullable ClientId clientId) {
    return of(CommonRefusal.INTERNAL, clientId);
  }

  private Refusal retriedAfter(Duration pause) {
    return new Refusal(code, detail, clientId, pause);
  }
}
