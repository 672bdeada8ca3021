package chat.adapter.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.user.UserId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final UserId ALICE = new UserId(1);
  private static final UserId BOB = new UserId(2);

  private final SettableTime time = new SettableTime();
  private final Limits limits =
      limits(
          LimitSettings.OFF
              .with(Limit.MESSAGES, 10)
              .with(Limit.FRAMES, 4)
              .with(Limit.JOINS, 2)
              .with(Limit.SOCKETS, 3));

  @Test
  void five_seconds_worth_goes_at_once_and_then_one_has_to_wait() {
    assertThat(granted(50, () -> limits.messages(ALICE))).isEqualTo(50);

    assertThat(limits.messages(ALICE)).isEqualTo(new Permit(Duration.ofMillis(100)));
  }

  @Test
  void after_the_pause_that_was_told_there_is_exactly_one_more() {
    granted(50, () -> limits.messages(ALICE));

    time.pass(limits.messages(ALICE).retryAfter());

    assertThat(granted(5, () -> limits.messages(ALICE))).isEqualTo(1);
  }

  @Test
  void refusals_do_not_make_the_pause_longer() {
    granted(1_000, () -> limits.messages(ALICE));

    time.pass(Duration.ofSeconds(1));

    assertThat(granted(1_000, () -> limits.messages(ALICE))).isEqualTo(10);
  }

  @Test
  void no_more_than_five_seconds_worth_is_saved_up() {
    granted(50, () -> limits.messages(ALICE));

    time.pass(Duration.ofDays(365));

    assertThat(granted(1_000, () -> limits.messages(ALICE))).isEqualTo(50);
  }

  @Test
  void each_user_and_each_limit_counts_for_itself() {
    granted(50, () -> limits.messages(ALICE));

    assertThat(limits.messages(BOB)).isEqualTo(Permit.GRANTED);
    assertThat(granted(50, () -> limits.joins(ALICE))).isEqualTo(10);
  }

  @Test
  void frames_are_counted_for_each_socket() {
    var one = limits.frames();
    var other = limits.frames();

    assertThat(granted(30, one::take)).isEqualTo(20);
    assertThat(one.take().retryAfter()).isEqualTo(Duration.ofMillis(250));
    assertThat(other.take().granted()).isTrue();
  }

  @Test
  void a_socket_that_goes_on_in_spite_of_refusals_is_flooding() {
    var frames = limits.frames();

    granted(20 + 20, frames::take);
    assertThat(frames.flooding()).isFalse();
    frames.take();
    assertThat(frames.flooding()).isTrue();
    time.pass(Duration.ofMinutes(1));
    assertThat(frames.flooding()).isTrue();
  }

  @Test
  void a_socket_that_is_a_little_too_fast_for_long_is_not_flooding() {
    var frames = limits.frames();

    for (int second = 0; second < 600; second++) {
      granted(6, frames::take);
      time.pass(Duration.ofSeconds(1));
    }

    assertThat(frames.take().granted()).isTrue();
    assertThat(frames.flooding()).isFalse();
  }

  @Test
  void a_user_has_so_many_sockets_at_once_and_another_when_one_is_gone() {
    var places = Stream.generate(() -> limits.sockets(ALICE).orElseThrow()).limit(3).toList();

    assertThat(limits.sockets(ALICE)).isEmpty();
    assertThat(limits.sockets(BOB)).isPresent();
    places.get(0).close();
    // Whoever ends a socket may find that somebody else ended it too.
    places.get(0).close();
    assertThat(limits.sockets(ALICE)).isPresent();
    assertThat(limits.sockets(ALICE)).isEmpty();
  }

  @Test
  void users_without_sockets_are_forgotten() {
    var places = new SocketPlaces<UserId>(2);
    var taken = new ArrayList<SocketPlace>();
    for (long user = 1; user <= 100; user++) {
      taken.add(places.take(new UserId(user)).orElseThrow());
      taken.add(places.take(new UserId(user)).orElseThrow());
      assertThat(places.take(new UserId(user))).isEmpty();
    }
    assertThat(places.keys()).isEqualTo(100);

    taken.forEach(SocketPlace::close);

    assertThat(places.keys()).isZero();
  }

  @Test
  void without_limits_everything_is_granted_and_nothing_kept() {
    var off = limits(LimitSettings.OFF);
    var frames = off.frames();

    assertThat(granted(10_000, () -> off.messages(ALICE))).isEqualTo(10_000);
    assertThat(granted(10_000, () -> off.joins(ALICE))).isEqualTo(10_000);
    assertThat(granted(10_000, frames::take)).isEqualTo(10_000);
    assertThat(frames.flooding()).isFalse();
    assertThat(Stream.generate(() -> off.sockets(ALICE)).limit(10_000))
        .allMatch(place -> place.isPresent());
    assertThat(off.messages()).isNull();
  }

  @Test
  void an_address_has_so_many_connections_but_for_this_machine_and_proxies() throws Exception {
    var one = LimitSettings.OFF.with(Limit.CONNECTIONS_OF_ADDRESS, 1);
    var stranger = InetAddress.getByName("192.0.2.1");
    var direct = limits(one);

    var place = direct.connection(stranger, false).orElseThrow();
    assertThat(direct.connection(stranger, false)).isEmpty();
    assertThat(direct.connection(InetAddress.getByName("192.0.2.2"), false)).isPresent();
    place.close();
    assertThat(direct.connection(stranger, false)).isPresent();

    var same = InetAddress.getByName("2001:db8::1");
    assertThat(direct.connection(same, false)).isPresent();
    assertThat(direct.connection(InetAddress.getByName("2001:db8::2"), false)).isEmpty();

    for (int i = 0; i < 10; i++) {
      assertThat(direct.connection(InetAddress.getLoopbackAddress(), false)).isPresent();
      assertThat(limits(one.behind(1)).connection(stranger, false)).isPresent();
    }
  }

  @Test
  void when_the_server_is_behind_no_address_gets_more_than_a_few_connections() throws Exception {
    var many = LimitSettings.OFF.with(Limit.CONNECTIONS_OF_ADDRESS, 100);
    var behind = limits(many);
    var stranger = InetAddress.getByName("192.0.2.1");
    for (var address : List.of(stranger, InetAddress.getLoopbackAddress())) {
      var places = new ArrayList<SocketPlace>();
      for (int i = 0; i < 16; i++) {
        places.add(behind.connection(address, true).orElseThrow());
      }
      assertThat(behind.connection(address, true)).isEmpty();
      places.add(behind.connection(address, false).orElseThrow());
      places.get(0).close();
      assertThat(behind.connection(address, true)).isEmpty();
      places.get(1).close();
      assertThat(behind.connection(address, true)).isPresent();
    }

    assertThat(behind.connection(InetAddress.getByName("192.0.2.2"), true)).isPresent();
    var one = limits(many.with(Limit.CONNECTIONS_OF_ADDRESS, 1));
    assertThat(one.connection(stranger, true)).isPresent();
    assertThat(one.connection(stranger, true)).isEmpty();
    for (int i = 0; i < 100; i++) {
      assertThat(limits(LimitSettings.OFF).connection(stranger, true)).isPresent();
      assertThat(limits(many.behind(1)).connection(stranger, true)).isPresent();
    }
  }

  @Test
  void a_limit_is_never_negative() {
    assertThatThrownBy(() -> LimitSettings.OFF.with(Limit.FAILED_LOGINS_OF_NAME, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Limits limits(LimitSettings settings) {
    return new Limits(settings, time, 1_000);
  }

  private static long granted(int attempts, Supplier<Permit> asking) {
    return Stream.generate(asking).limit(attempts).filter(Permit::granted).count();
  }
}
