package chat.adapter.web.limit;

import chat.adapter.web.http.Problem;
import chat.adapter.web.http.Refusal;
import chat.application.Source;
import chat.domain.InvalidValue;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls over REST to the limits. A limited call's answer says what is left in {@code
 * RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-11), whether it
 * went well or not; without a limit it says nothing. Thread-safe.
 */
public final class CallLimits {
  private final Limits limits;

  public CallLimits(Limits limits) {
    this.limits = limits;
  }

  /**
   * The caller sends, edits or deletes a message.
   *
   * @throws Refusal when that is too many
   */
  public void message(Context request, UserId caller) {
    take(request, limits.messages(), caller, "You send too many messages");
  }

  /**
   * The caller searches for messages or rooms.
   *
   * @throws Refusal when that is too often
   */
  public void search(Context request, UserId caller) {
    take(request, limits.searches(), caller, "You search too often");
  }

  /**
   * The caller reads history or rooms, or searches them.
   *
   * @param text what for; nothing but blanks is no search
   * @throws Refusal when that is too often
   */
  public void read(Context request, UserId caller, String text) {
    if (text.isBlank()) {
      take(request, limits.reads(), caller, "You read too often");
    } else {
      search(request, caller);
    }
  }

  /**
   * The caller opens a room.
   *
   * @throws Refusal when that is too many
   */
  public void room(Context request, UserId caller) {
    take(request, limits.rooms(), caller, "You open too many rooms");
  }

  /**
   * Somebody registers.
   *
   * @throws Refusal when that is too many from their address
   */
  public void registration(Context request) {
    take(
        request,
        limits.registrations(),
        address(request),
        "Too many registrations from your address");
  }

  /**
   * Somebody is about to try a password. It counts as a wrong one until it is known to be another:
   * otherwise as many could be tried as are checked at a time, before the first was found wrong.
   *
   * <p>An address that the name has logged in from counts for itself, and the others for all of
   * them together: strangers who guess can't lock out whom the name belongs to.
   *
   * @param name what was typed as the user name
   * @throws Refusal when there were too many wrong ones; nothing may be checked then, or guessing
   *     could go on
   */
  public LoginAttempt login(Context request, String name) {
    var ofAddress = limits.failedLoginsOfAddress();
    var ofName = limits.failedLoginsOfName();
    Headers.policies(request, ofAddress, ofName);
    var address = address(request);
    var byAddress = ofAddress == null ? null : ofAddress.reserve(address);
    if (byAddress != null && !byAddress.permit().granted()) {
      throw refusal(request, byAddress, "Too many failed logins from your address");
    }
    var key = key(name);
    var byName = ofName == null || key.isEmpty() ? null : limits.failedLogin(key.get(), address);
    if (byName != null && !byName.permit().granted()) {
      if (byAddress != null) {
        byAddress.giveBack();
      }
      throw refusal(request, byName, "Too many failed logins for this username");
    }
    return new LoginAttempt(
        byAddress,
        byName,
        () -> key.ifPresent(known -> limits.knownAddresses().add(known, address)));
  }

  /** Where the call comes from. */
  public Source source(Context request) {
    return new Source(address(request).toString());
  }

  /** Where the login for a name comes from: known when the name has logged in from there. */
  public Source source(Context request, String name) {
    var address = address(request);
    boolean isKnown =
        key(name).filter(key -> limits.knownAddresses().contains(key, address)).isPresent();
    return new Source(address.toString(), isKnown);
  }

  private static <K> void take(
      Context request, @Nullable Allowances<K> allowances, K key, String otherwise) {
    if (allowances == null) {
      return;
    }
    Headers.policies(request, allowances);
    var reservation = allowances.reserve(key);
    if (!reservation.permit().granted()) {
      throw refusal(request, reservation, otherwise);
    }
    Headers.left(request, reservation);
  }

  private static Refusal refusal(Context request, Reservation reservation, String detail) {
    Headers.left(request, reservation);
    return new Refusal(Problem.rateLimited(detail, reservation.permit().retryAfter()));
  }

  private ClientAddress address(Context request) {
    var forwarded = request.req().getHeaders("X-Forwarded-For");
    return limits.address(request.req().getRemoteAddr(), Collections.list(forwarded));
  }

  /** What the name is counted under; empty when it is nobody's, because it can't be. */
  private static Optional<String> key(String name) {
    try {
      return Optional.of(new Username(name).key());
    } catch (InvalidValue nobodysName) {
      return Optional.empty();
    }
  }
}
