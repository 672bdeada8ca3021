package chat.adapter.security.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.PasswordHasher;
import chat.testkit.user.PasswordHasherContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptPasswordHasherTest implements PasswordHasherContract {
  private final BcryptPasswordHasher cheap = new BcryptPasswordHasher(4);

  @Override
  public PasswordHasher hasher() {
    return new BcryptPasswordHasher(5);
  }

  @Override
  public PasswordHasher hasherOfLessWork() {
    return cheap;
  }

  /** Adds up the work. */
  private static final class CountedRounds extends BcryptPasswordHasher.Rounds {
    private long rounds;

    @Override
    byte[] hash(int cost, byte[] secret) {
      rounds += 1L << cost;
      return super.hash(cost, secret);
    }

    @Override
    boolean verify(int cost, byte[] secret, byte[] hash) {
      rounds += 1L << cost;
      return super.verify(cost, secret, hash);
    }

    long taken() {
      long taken = rounds;
      rounds = 0;
      return taken;
    }
  }

  @Test
  void a_check_is_as_much_work_for_a_hash_of_lower_cost_and_for_a_malformed_one() {
    var counted = new CountedRounds();
    var hasher = new BcryptPasswordHasher(8, counted);
    var right = new Password("correct horse");
    var wrong = new Password("correct house");
    for (int cost = 4; cost <= 8; cost++) {
      var hash = new BcryptPasswordHasher(cost).hash(right);
      assertThat(hasher.matches(right, hash)).isTrue();
      assertThat(counted.taken()).as("cost %s", cost).isEqualTo(1 << 8);
      assertThat(hasher.matches(wrong, hash)).isFalse();
      assertThat(counted.taken()).as("cost %s", cost).isEqualTo(1 << 8);
    }
    assertThat(hasher.matches(right, new PasswordHash("none"))).isFalse();
    assertThat(counted.taken()).isEqualTo(1 << 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 32, Integer.MAX_VALUE})
  void a_cost_that_bcrypt_does_not_know_is_refused(int cost) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BcryptPasswordHasher(cost))
        .withMessage("a bcrypt cost is 4 to 31, not " + cost);
  }

  @Test
  void a_hash_says_its_version_and_cost_and_has_60_characters() {
    assertThat(cheap.hash(new Password("correct horse")).value()).matches("\\$2b\\$04\\$.{53}");
    assertThat(new BcryptPasswordHasher(5).hash(new Password("correct horse")).value())
        .startsWith("$2b$05$")
        .hasSize(60);
  }

  @Test
  void a_hash_of_another_cost_still_matches() {
    var before = new BcryptPasswordHasher(5).hash(new Password("correct horse"));
    assertThat(cheap.matches(new Password("correct horse"), before)).isTrue();
    assertThat(cheap.matches(new Password("correct house"), before)).isFalse();
  }

  /** Made with Python's bcrypt, which the original service used, and with the C library's crypt. */
  @ParameterizedTest
  @CsvSource({
    "correct horse, $2a$04$hytmrhby2RPol.0qmM2SUeE8NoKs/A5CUSJ8tB4nvrtV2yPXYbxWi",
    "correct horse, $2b$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
    "correct horse, $2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
    "пароль, $2a$04$xMwK3/fjYHRdE9/50q8H/.EIuXQ9b6471QeYWUW6GrKVlR2lY2aDS",
    "пароль, $2b$04$4/Ps68UAZtbSh73qr.lXpe5GSYV86KbMlnE6RoHgl.9jggNTkIesS",
    "café noir, $2b$04$lmUJ3NcrsyBpQgQ/lhd.sOoG401qOVlIomK3acypNvgzlmkftZlz6",
  })
  void hashes_of_other_implementations_match(String password, String hash) {
    assertThat(cheap.matches(new Password(password), new PasswordHash(hash))).isTrue();
    assertThat(cheap.matches(new Password(password + "!"), new PasswordHash(hash))).isFalse();
  }

  @Test
  void all_72_bytes_of_another_implementations_longest_password_count() {
    var hash = new PasswordHash("$2b$04$bKbsRuIiDMJ0dYeQtyhaG.u0c1cRnwC3s2KOXtLCJ1kdfu6CJa7j2");
    assertThat(cheap.matches(new Password("x".repeat(72)), hash)).isTrue();
    assertThat(cheap.matches(new Password("x".repeat(71)), hash)).isFalse();
    assertThat(cheap.matches(new Password("x".repeat(71) + "y"), hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2x$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
        "$2$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
        "$2b$03$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
        "$2b$32$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
        "$2b$+4$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2",
        "$2b$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHL=2",
        "$2b$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQé",
        "$2b$04$zMPG66w.Bcy2XONIXpU0vOQz23IRVx/WoRY71yEXYwAbMBPqaHLQ2\n",
      })
  void what_is_almost_a_hash_matches_nothing(String hash) {
    assertThat(cheap.matches(new Password("correct horse"), new PasswordHash(hash))).isFalse();
  }
}
