package chat.adapter.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownAddressesTest {
  private final KnownAddresses known = new KnownAddresses();

  private static ClientAddress address(int number) {
    return new ClientAddress(false, number);
  }

  @Test
  void an_address_is_known_for_the_name_that_logged_in_there() {
    known.add("alice", address(1));
    assertThat(known.contains("alice", address(1))).isTrue();
    assertThat(known.contains("alice", address(2))).isFalse();
    assertThat(known.contains("bob", address(1))).isFalse();
  }

  @Test
  void of_a_names_addresses_the_latest_are_kept() {
    for (int i = 0; i < KnownAddresses.ADDRESSES; i++) {
      known.add("alice", address(i));
    }
    known.add("alice", address(0));
    known.add("alice", address(1_000));
    assertThat(known.contains("alice", address(0))).isTrue();
    assertThat(known.contains("alice", address(1))).isFalse();
    assertThat(known.contains("alice", address(2))).isTrue();
    assertThat(known.contains("alice", address(1_000))).isTrue();
  }

  @Test
  void of_all_names_those_that_logged_in_last_are_kept() {
    known.add("alice", address(1));
    known.add("bob", address(1));
    for (int i = 0; i < KnownAddresses.NAMES - 2; i++) {
      known.add("user" + i, address(1));
    }
    known.add("alice", address(1));
    known.add("somebody", address(1));
    assertThat(known.contains("alice", address(1))).isTrue();
    assertThat(known.contains("bob", address(1))).isFalse();
    assertThat(known.contains("user0", address(1))).isTrue();
  }
}
