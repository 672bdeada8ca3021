package chat.adapter.web.limit;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code RateLimit-Policy} and {@code RateLimit}, lists of structured fields (RFC 9651): the limits
 * that a call falls under, {@code q} of them in {@code w} seconds, and for those that are told,
 * {@code r} left and {@code t} seconds until there is one more.
 */
final class Headers {
  private Headers() {}

  static void policies(Context request, @Nullable Allowances<?>... limits) {
    var policies =
        Stream.of(limits)
            .filter(Objects::nonNull)
            .map(limit -> policy(limit.rate()))
            .collect(Collectors.joining(", "));
    if (!policies.isEmpty()) {
      request.header("RateLimit-Policy", policies);
    }
  }

  private static String policy(Rate rate) {
    return "\"%s\";q=%d;w=%d".formatted(rate.policy(), rate.quota(), rate.window().toSeconds());
  }

  static void left(Context request, Reservation reservation) {
    var allowance = reservation.allowance();
    // Never later than Retry-After, which was set a moment before and rounds up as well.
    var more = Duration.ofNanos(allowance.nanosUntilMore());
    request.header(
        "RateLimit",
        "\"%s\";r=%d;t=%d"
            .formatted(
                reservation.rate().policy(),
                allowance.left(),
                more.plusNanos(999_999_999).toSeconds()));
  }
}
