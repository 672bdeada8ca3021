package chat.adapter.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {
  private static final String CONNECTION = "203.0.113.9";

  @Test
  void without_proxies_what_a_client_says_of_itself_counts_for_nothing() {
    assertThat(behind(0, "192.0.2.1", "198.51.100.7, 192.0.2.2")).isEqualTo(address(CONNECTION));
  }

  @Test
  void behind_a_proxy_it_is_whom_the_proxy_was_called_by() {
    assertThat(behind(1, "192.0.2.1")).isEqualTo(address("192.0.2.1"));
  }

  @Test
  void what_the_client_wrote_before_the_proxies_counts_for_nothing() {
    assertThat(behind(1, "1.1.1.1, 2.2.2.2,192.0.2.1")).isEqualTo(address("192.0.2.1"));
    assertThat(behind(2, "1.1.1.1, 192.0.2.1, 10.0.0.1")).isEqualTo(address("192.0.2.1"));
  }

  @Test
  void the_lines_of_the_header_are_one_list() {
    assertThat(behind(2, "1.1.1.1", "192.0.2.1", "10.0.0.1")).isEqualTo(address("192.0.2.1"));
  }

  @Test
  void when_proxies_wrote_less_than_they_should_it_is_the_connection() {
    assertThat(behind(1)).isEqualTo(address(CONNECTION));
    assertThat(behind(2, "192.0.2.1")).isEqualTo(address(CONNECTION));
    for (var nobody : new String[] {"", "unknown", "1.1.1.1,", "chat.example", "1.1.1.1, _x"}) {
      assertThat(behind(1, nobody)).as(nobody).isEqualTo(address(CONNECTION));
    }
  }

  @Test
  void a_connection_without_an_address_is_limited_too() {
    var addresses = new ClientAddresses(0);

    assertThat(addresses.of("", List.of())).isEqualTo(addresses.of("/run/chat.sock", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1, 192.0.2.1:4711",
    "192.0.2.1, ' 192.0.2.1 '",
    "192.0.2.1, ::ffff:192.0.2.1",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff",
    "2001:db8:0:1::1, 2001:0DB8:0000:0001::2",
    "2001:db8:0:1::1, [2001:db8:0:1::3]",
    "2001:db8:0:1::1, [2001:db8:0:1::3]:4711",
    "fe80::1, fe80::2%eth0",
  })
  void these_are_one_client(String one, String other) {
    assertThat(ClientAddress.parse(other)).isPresent().isEqualTo(ClientAddress.parse(one));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2",
    "2001:db8:0:1::1, 2001:db8:0:2::1",
    "0.0.0.1, ::1",
    "0.0.0.0, ::",
  })
  void these_are_two_clients(String one, String other) {
    assertThat(address(one)).isNotEqualTo(address(other)).isNotEqualByComparingTo(address(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "0x7f.1",
        "1:2",
        ":",
        "[",
        "[]",
        "[::1",
        "[1.2.3.4]",
        "1::2::3",
        "g::1",
        "::1]",
        "chat.example:80",
        "١.١.١.١",
        "%",
        "a"
      })
  void this_is_no_address(String text) {
    assertThat(ClientAddress.parse(text)).isEqualTo(Optional.empty());
  }

  private static ClientAddress behind(int proxies, String... forwardedFor) {
    return new ClientAddresses(proxies).of(CONNECTION, List.of(forwardedFor));
  }

  private static ClientAddress address(String text) {
    return ClientAddress.parse(text).orElseThrow();
  }
}
