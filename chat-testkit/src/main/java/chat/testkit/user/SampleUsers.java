package chat.testkit.user;

import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.Username;
import chat.domain.user.Users;
import chat.domain.user.Users.Addition;
import chat.testkit.Tag;
import java.time.Instant;

/** Users that nobody else has. */
public final class SampleUsers {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123Z");

  private SampleUsers() {}

  public static Username username() {
    return new Username("alice " + Tag.next());
  }

  public static Email email() {
    return new Email("alice-" + Tag.next() + "@example.org");
  }

  public static PasswordHash passwordHash() {
    return new PasswordHash("Hash-" + Tag.next());
  }

  /** One to be added, with an e-mail address. */
  public static NewUser newUser() {
    return new NewUser(username(), email(), passwordHash(), NOON);
  }

  /** One to be added under that name, without an e-mail address. */
  public static NewUser named(String name) {
    return new NewUser(new Username(name), null, passwordHash(), NOON);
  }

  /** One to be added with that e-mail address. */
  public static NewUser reachableAt(String email) {
    return new NewUser(username(), new Email(email), passwordHash(), NOON);
  }

  /** Adds one whose name nobody has. */
  public static Identity registered(Users users) {
    return added(users, named("alice " + Tag.next())).identity();
  }

  /** Adds that one, whose name and address nobody must have. */
  public static User added(Users users, NewUser user) {
    if (users.add(user) instanceof Addition.Added added) {
      return added.user();
    }
    throw new AssertionError("the name or the e-mail address is taken: " + user);
  }
}
