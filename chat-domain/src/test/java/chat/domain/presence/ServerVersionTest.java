package chat.domain.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerVersionTest {
  @Test
  void versions_are_compared_number_by_number() {
    assertThat(isOlder("0.1.0", "0.2.0")).isTrue();
    assertThat(isOlder("0.9.0", "0.10.0")).isTrue();
    assertThat(isOlder("1.2", "1.2.1")).isTrue();
    assertThat(isOlder("0.2.0", "0.1.9")).isFalse();
  }

  @Test
  void equal_versions_are_not_older() {
    assertThat(isOlder("0.2.0", "0.2.0")).isFalse();
    assertThat(isOlder("1.2", "1.2.0")).isFalse();
    assertThat(isOlder("1.2.0", "1.2")).isFalse();
  }

  @Test
  void what_is_no_number_counts_as_zero() {
    assertThat(isOlder("unknown", "0.1.0")).isTrue();
    assertThat(isOlder("", "0.0.1")).isTrue();
    assertThat(isOlder("0.2.0-rc1", "0.2.0")).isFalse();
    assertThat(isOlder("0.99999999999999999999.0", "0.1.0")).isTrue();
  }

  private static boolean isOlder(String one, String other) {
    return new ServerVersion(one).isOlderThan(new ServerVersion(other));
  }
}
