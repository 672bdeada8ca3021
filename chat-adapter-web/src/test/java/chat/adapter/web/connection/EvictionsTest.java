package chat.adapter.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EvictionsTest {
  private long now = Long.MAX_VALUE - 5;
  private final Evictions evictions = new Evictions(() -> now);

  @Test
  void an_address_counts_for_a_second_whatever_its_port() throws UnknownHostException {
    evictions.add(new InetSocketAddress(address(1), 4_711));
    assertThat(evictions.isRecent(address(1))).isTrue();
    assertThat(evictions.isRecent(address(2))).isFalse();

    now += TimeUnit.SECONDS.toNanos(1);
    assertThat(evictions.isRecent(address(1))).isFalse();
  }

  @Test
  void another_eviction_begins_another_second() throws UnknownHostException {
    evictions.add(new InetSocketAddress(address(1), 4_711));
    now += TimeUnit.MILLISECONDS.toNanos(900);
    evictions.add(new InetSocketAddress(address(1), 4_712));
    now += TimeUnit.MILLISECONDS.toNanos(900);
    assertThat(evictions.isRecent(address(1))).isTrue();
  }

  @Test
  void of_very_many_addresses_the_latest_are_remembered() throws UnknownHostException {
    for (int i = 0; i < 5_000; i++) {
      evictions.add(new InetSocketAddress(address(i), 4_711));
    }
    assertThat(evictions.isRecent(address(0))).isFalse();
    assertThat(evictions.isRecent(address(4_999))).isTrue();
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
  }
}
