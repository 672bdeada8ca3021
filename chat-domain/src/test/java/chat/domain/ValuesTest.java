package chat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Epoch;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.room.RoomName;
import chat.domain.token.Claims;
import chat.domain.token.TokenId;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.Password;
import chat.domain.user.PasswordHash;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ValuesTest {
  private static DynamicTest refused(String what, String field, ThrowingCallable value) {
    return DynamicTest.dynamicTest(
        what,
        () ->
            assertThatThrownBy(value)
                .isInstanceOfSatisfying(
                    InvalidValue.class,
                    invalid -> {
                      assertThat(invalid.field()).isEqualTo(field);
                      assertThat(invalid.problem()).startsWith("must ");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> a_malformed_value_cannot_exist() {
    return Stream.of(
        refused("a blank name", "username", () -> new Username(" \t ")),
        refused("a name of two", "username", () -> new Username("  ab  ")),
        refused("a name of 51", "username", () -> new Username("x".repeat(51))),
        refused("a name with a line break", "username", () -> new Username("al\nice")),
        refused("a name with a control", "username", () -> new Username("ali\u0007ce")),
        refused("a name with half an emoji", "username", () -> new Username("alice\ud83d")),
        refused(
            "a name that unfolds into hundreds",
            "username",
            () -> new Username("\ufdfa".repeat(10))),
        refused("an empty room name", "name", () -> new RoomName("")),
        refused("a room name of 101", "name", () -> new RoomName("x".repeat(101))),
        refused("mail without at", "email", () -> new Email("alice.example.com")),
        refused("mail with two ats", "email", () -> new Email("a@b@example.com")),
        refused("mail with nothing before", "email", () -> new Email("@example.com")),
        refused("mail with nothing behind", "email", () -> new Email("alice@")),
        refused("mail with a blank", "email", () -> new Email("al ice@example.com")),
        refused("mail of 255", "email", () -> new Email("a@" + "x".repeat(253))),
        refused("a password of five", "password", () -> new Password("12345")),
        refused("a password of 73 bytes", "password", () -> new Password("x".repeat(73))),
        refused("37 letters of two bytes", "password", () -> new Password("é".repeat(37))),
        refused("a password with NUL", "password", () -> new Password("123\0456")),
        refused("a password with half a pair", "password", () -> new Password("12345\udc00")),
        refused("an empty hash", "password_hash", () -> new PasswordHash("")),
        refused("empty content", "content", () -> new Content("")),
        refused("blank content", "content", () -> new Content(" \n\t\u2003")),
        refused("content of 4,001", "content", () -> new Content("😀".repeat(4_001))),
        refused("content with NUL", "content", () -> new Content("a\0b")),
        refused("content with half a pair", "content", () -> new Content("a\ud800b")),
        refused("an empty client id", "client_id", () -> new ClientId("")),
        refused("a client id of 65", "client_id", () -> new ClientId("x".repeat(65))),
        refused("a client id with a blank", "client_id", () -> new ClientId("a b")),
        refused("a client id with an umlaut", "client_id", () -> new ClientId("ä")),
        refused("an empty jti", "jti", () -> new TokenId("")),
        refused("a jti of 65", "jti", () -> new TokenId("x".repeat(65))),
        refused("user 0", "user_id", () -> new UserId(0)),
        refused("room 0", "room_id", () -> new RoomId(0)),
        refused("message -1", "message_id", () -> new MessageId(-1)));
  }

  @Test
  void the_largest_values_are_accepted() {
    assertThat(new Username("😀".repeat(50)).value()).hasSize(100);
    assertThat(new RoomName("x".repeat(100)).value()).hasSize(100);
    assertThat(new Password("é".repeat(36)).value()).hasSize(36);
    assertThat(new Content("😀".repeat(4_000)).text()).hasSize(8_000);
    assertThat(new Email("a@" + "x".repeat(252)).value()).hasSize(254);
  }

  @Test
  void names_are_trimmed_and_content_isnt() {
    assertThat(new Username("\u2003 alice ").value()).isEqualTo("alice");
    assertThat(new RoomName(" general ").value()).isEqualTo("general");
    assertThat(new Content("  as typed\n").text()).isEqualTo("  as typed\n");
  }

  @Test
  void names_that_people_take_for_the_same_have_the_same_key() {
    for (var same :
        List.of(
            List.of("alice", "ALICE", "Ａｌｉｃｅ"),
            List.of("straße", "STRASSE", "Strasse"),
            List.of("Σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ"),
            List.of("é-é-é", "e\u0301-É-e\u0301"),
            List.of("ﬁne", "FINE"))) {
      assertThat(same.stream().map(name -> new Username(name).key()).distinct())
          .as(same.toString())
          .hasSize(1);
    }
    assertThat(new Username("resume").key()).isNotEqualTo(new Username("résumé").key());
  }

  @Test
  void folding_twice_is_folding_once() {
    for (int c = Character.MIN_CODE_POINT; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c) && Character.getType(c) != Character.SURROGATE) {
        var once = Text.folded(Character.toString(c));
        assertThat(Text.folded(once)).as("U+%04X", c).isEqualTo(once);
      }
    }
  }

  @Test
  void times_are_kept_as_finely_as_the_stores_keep_them() {
    var fine = Instant.parse("2026-05-01T10:00:00.123456789Z");
    var alice = new Identity(new UserId(1), new Username("alice"));
    var draft = new Draft.Post(new RoomId(1), alice, new Content("hi"), new ClientId("c"), fine);
    assertThat(draft.at()).isEqualTo(Instant.parse("2026-05-01T10:00:00.123Z"));
    var claims = new Claims(new TokenId("t"), alice, new Epoch("e"), fine, fine);
    assertThat(claims.expiresAt()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
  }
}
