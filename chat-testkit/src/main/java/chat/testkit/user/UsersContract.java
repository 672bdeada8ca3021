package chat.testkit.user;

import static java.time.Instant.parse;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.Text;
import chat.domain.user.Credentials;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import chat.domain.user.Users.Addition;
import chat.testkit.Elsewhere;
import chat.testkit.Lookalikes;
import chat.testkit.Moments;
import chat.testkit.Race;
import chat.testkit.Tag;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What {@link Users} promises. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface UsersContract {
  /** The store under test; it may hold anything from other tests. */
  Users users();

  @Test
  default void an_added_user_is_found_under_the_id_it_was_given() {
    var alice = SampleUsers.newUser();
    var user = SampleUsers.added(users(), alice);
    assertThat(user)
        .isEqualTo(new User(user.id(), alice.username(), alice.email(), alice.createdAt()));
    assertThat(users().find(user.id())).contains(user);
  }

  @Test
  default void a_user_may_have_no_email() {
    var user = SampleUsers.added(users(), SampleUsers.named("bob " + Tag.next()));
    var other = SampleUsers.added(users(), SampleUsers.named("bob " + Tag.next()));
    assertThat(user.email()).isNull();
    assertThat(users().find(user.id())).contains(user);
    assertThat(users().find(other.id())).contains(other);
  }

  @Test
  default void an_unknown_id_finds_nobody() {
    SampleUsers.registered(users());
    assertThat(users().find(new UserId(Long.MAX_VALUE))).isEmpty();
  }

  @Test
  default void an_unknown_name_has_no_credentials() {
    SampleUsers.registered(users());
    assertThat(users().credentials(SampleUsers.username())).isEmpty();
  }

  @Test
  default void credentials_are_the_identity_and_the_hash_to_the_last_character() {
    var hash = new PasswordHash(padded("$2a$12$aBcD./eF\\'\"% ", PasswordHash.MAX_CHARACTERS));
    var alice = new NewUser(SampleUsers.username(), null, hash, parse("2026-01-01T00:00:00Z"));
    var user = SampleUsers.added(users(), alice);
    assertThat(users().credentials(alice.username()))
        .contains(new Credentials(new Identity(user.id(), alice.username()), hash));
  }

  @Test
  default void ids_are_never_given_twice() {
    var ids = Stream.generate(() -> SampleUsers.registered(users()).id()).limit(5).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  default void a_name_is_taken_in_whatever_way_it_is_written() {
    for (var pair : Lookalikes.SAME) {
      var names = pair.tagged(Tag.next());
      var first = SampleUsers.added(users(), SampleUsers.named(names.one()));
      assertThat(users().add(SampleUsers.named(names.other())))
          .as("%s after %s", names.other(), names.one())
          .isEqualTo(new Addition.Taken());
      assertThat(users().credentials(new Username(names.other())).map(Credentials::identity))
          .as("%s after %s", names.other(), names.one())
          .contains(first.identity());
    }
  }

  @Test
  default void names_that_only_a_collation_takes_for_one_are_two() {
    for (var pair : Lookalikes.DIFFERENT) {
      var names = pair.tagged(Tag.next());
      var first = SampleUsers.added(users(), SampleUsers.named(names.one()));
      assertThat(users().credentials(new Username(names.other()))).as(names.other()).isEmpty();
      assertThat(users().add(SampleUsers.named(names.other())))
          .as("%s after %s", names.other(), names.one())
          .isInstanceOf(Addition.Added.class);
      assertThat(users().credentials(new Username(names.one())).map(Credentials::identity))
          .as(names.one())
          .contains(first.identity());
    }
  }

  @Test
  default void a_name_is_taken_by_one_that_looks_like_it_whichever_is_first() {
    for (var pair : Lookalikes.ALIKE) {
      for (var names : List.of(pair, pair.swapped())) {
        var tagged = names.tagged(Tag.next());
        var first = SampleUsers.added(users(), SampleUsers.named(tagged.one()));
        assertThat(users().add(SampleUsers.named(tagged.other())))
            .as("%s after %s", tagged.other(), tagged.one())
            .isEqualTo(new Addition.Taken());
        assertThat(users().credentials(new Username(tagged.other()))).as(tagged.other()).isEmpty();
        assertThat(users().find(first.id())).contains(first);
      }
    }
  }

  @Test
  default void names_in_ascii_that_look_alike_are_two() {
    for (var pair : Lookalikes.ALIKE_IN_ASCII) {
      var names = pair.tagged(Tag.next());
      for (var name : List.of(names.one(), names.other())) {
        var user = SampleUsers.added(users(), SampleUsers.named(name));
        assertThat(users().credentials(user.username()).map(Credentials::identity))
            .contains(user.identity());
        assertThat(users().add(SampleUsers.named(name))).isEqualTo(new Addition.Taken());
      }
    }
  }

  @Test
  default void a_name_that_looks_like_two_in_ascii_is_taken() {
    var tag = Tag.next();
    // The second letter is Cyrillic.
    var like = SampleUsers.named("c\u043ern " + tag);
    SampleUsers.added(users(), SampleUsers.named("corn " + tag));
    assertThat(users().add(like)).isEqualTo(new Addition.Taken());
    SampleUsers.added(users(), SampleUsers.named("com " + tag));
    assertThat(users().add(like)).isEqualTo(new Addition.Taken());
    assertThat(users().add(SampleUsers.named("c\u043em " + tag))).isEqualTo(new Addition.Taken());
  }

  @Test
  default void of_eight_who_want_names_that_look_alike_exactly_one_gets_it() {
    for (int round = 0; round < 5; round++) {
      var tag = Tag.next();
      var spellings = List.of("coop", "co\u200bop", "c\u043eop", "\u0441oop");
      var additions =
          Race.of(8, i -> users().add(SampleUsers.named(spellings.get(i % 4) + " " + tag)));
      assertThat(additions).filteredOn(Addition.Added.class::isInstance).hasSize(1);
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  default void names_are_the_same_whatever_the_language_of_the_machine() {
    var tag = Tag.next();
    var turkish = Locale.forLanguageTag("tr");
    var user =
        Elsewhere.in(turkish, () -> SampleUsers.added(users(), SampleUsers.named("TITLE " + tag)));
    var name = new Username("title " + tag);
    assertThat(users().credentials(name).map(Credentials::identity)).contains(user.identity());
    assertThat(Elsewhere.in(turkish, () -> users().credentials(name))).isPresent();
    assertThat(Elsewhere.in(turkish, () -> users().add(SampleUsers.named(name.value()))))
        .isEqualTo(new Addition.Taken());
  }

  @Test
  default void a_name_is_kept_as_it_was_written() {
    var tag = Tag.next();
    for (var written :
        List.of(
            "MiXeD",
            "Straße",
            "ｗｉｄｅ",
            "cafe\u0301",
            "👩‍👩‍👧‍👦",
            "z͑̐a̷l͜g̈o",
            "שָׁלוֹם",
            "a''\"\\%_")) {
      var name = written + " " + tag;
      var user = SampleUsers.added(users(), SampleUsers.named(name));
      assertThat(users().find(user.id()).orElseThrow().username().value()).isEqualTo(name);
      assertThat(
              users().credentials(new Username(name)).orElseThrow().identity().username().value())
          .isEqualTo(name);
    }
  }

  @Test
  default void the_longest_names_are_told_apart_by_their_last_character() {
    // 4 bytes in UTF-8 each; then one character that unfolds to four, for the longest key.
    for (var filler : List.of("🍣", "㍿")) {
      var stem = filled(Tag.next(), filler, Username.MAX_CHARACTERS - 1, 3 * 50 - 1);
      var one = SampleUsers.added(users(), SampleUsers.named(stem + "1"));
      var two = SampleUsers.added(users(), SampleUsers.named(stem + "2"));
      assertThat(users().credentials(one.username()).map(Credentials::identity))
          .contains(one.identity());
      assertThat(users().credentials(two.username()).map(Credentials::identity))
          .contains(two.identity());
    }
  }

  @Test
  default void an_email_is_taken_in_whatever_case_it_is_written() {
    for (var pair : Lookalikes.SAME) {
      var address = "@" + Tag.next() + ".example.org";
      SampleUsers.added(users(), SampleUsers.reachableAt(pair.one() + address));
      assertThat(users().add(SampleUsers.reachableAt(pair.other() + address)))
          .as("%s after %s", pair.other(), pair.one())
          .isEqualTo(new Addition.Taken());
    }
  }

  @Test
  default void emails_that_only_a_collation_takes_for_one_are_two() {
    var pairs = new ArrayList<>(Lookalikes.DIFFERENT);
    pairs.addAll(Lookalikes.ALIKE);
    for (var pair : pairs) {
      var address = "@" + Tag.next() + ".example.org";
      SampleUsers.added(users(), SampleUsers.reachableAt(pair.one() + address));
      var user = SampleUsers.added(users(), SampleUsers.reachableAt(pair.other() + address));
      assertThat(users().find(user.id())).contains(user);
    }
  }

  @Test
  default void the_longest_emails_are_told_apart_by_their_last_character() {
    var stem = filled("a@" + Tag.next(), "㍿", Email.MAX_CHARACTERS - 1, 3 * 254 - 1);
    var one = SampleUsers.added(users(), SampleUsers.reachableAt(stem + "1"));
    var two = SampleUsers.added(users(), SampleUsers.reachableAt(stem + "2"));
    assertThat(users().find(one.id())).contains(one);
    assertThat(users().find(two.id())).contains(two);
  }

  @Test
  default void one_users_name_may_be_anothers_email() {
    var address = Tag.next() + "@example.org";
    SampleUsers.added(users(), SampleUsers.named(address));
    assertThat(users().add(SampleUsers.reachableAt(address))).isInstanceOf(Addition.Added.class);
  }

  @Test
  default void a_refused_addition_leaves_its_name_and_its_email_free() {
    var alice = SampleUsers.newUser();
    SampleUsers.added(users(), alice);
    var name = "carol " + Tag.next();
    var email = SampleUsers.email();
    var hash = SampleUsers.passwordHash();

    var takenEmail = new NewUser(new Username(name), alice.email(), hash, alice.createdAt());
    assertThat(users().add(takenEmail)).isEqualTo(new Addition.Taken());
    assertThat(users().credentials(takenEmail.username())).isEmpty();
    var takenName = new NewUser(alice.username(), email, hash, alice.createdAt());
    assertThat(users().add(takenName)).isEqualTo(new Addition.Taken());

    assertThat(users().add(new NewUser(new Username(name), email, hash, alice.createdAt())))
        .isInstanceOf(Addition.Added.class);
  }

  @Test
  default void a_refused_addition_changes_nothing_of_the_user_who_was_first() {
    var alice = SampleUsers.newUser();
    var user = SampleUsers.added(users(), alice);
    var again =
        new NewUser(
            new Username(alice.username().value().toUpperCase(Locale.ROOT)),
            alice.email(),
            SampleUsers.passwordHash(),
            alice.createdAt().plusSeconds(1));
    assertThat(users().add(again)).isEqualTo(new Addition.Taken());
    assertThat(users().find(user.id())).contains(user);
    assertThat(users().credentials(alice.username()))
        .contains(new Credentials(user.identity(), alice.password()));
  }

  @Test
  default void a_name_taken_by_one_and_an_email_taken_by_another_are_taken() {
    var alice = SampleUsers.newUser();
    var bob = SampleUsers.newUser();
    SampleUsers.added(users(), alice);
    SampleUsers.added(users(), bob);
    var both = new NewUser(alice.username(), bob.email(), bob.password(), bob.createdAt());
    assertThat(users().add(both)).isEqualTo(new Addition.Taken());
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  default void times_are_kept_to_the_millisecond_in_every_time_zone() {
    for (var moment : Moments.TRICKY) {
      var alice = new NewUser(SampleUsers.username(), null, SampleUsers.passwordHash(), moment);
      var user =
          Elsewhere.in(ZoneId.of("America/New_York"), () -> SampleUsers.added(users(), alice));
      assertThat(user.createdAt()).isEqualTo(moment);
      var read = Elsewhere.in(ZoneId.of("Asia/Tokyo"), () -> users().find(user.id()));
      assertThat(read.orElseThrow().createdAt()).isEqualTo(moment);
    }
  }

  @Test
  default void a_password_is_replaced_where_it_is_the_expected_one() {
    var alice = SampleUsers.newUser();
    var bob = SampleUsers.newUser();
    var user = SampleUsers.added(users(), alice);
    SampleUsers.added(users(), bob);
    var next = new PasswordHash(padded("$2b$12$next ", PasswordHash.MAX_CHARACTERS - 1));

    assertThat(users().replacePassword(user.id(), alice.password(), next)).isTrue();

    assertThat(users().credentials(alice.username()))
        .contains(new Credentials(user.identity(), next));
    assertThat(users().find(user.id())).contains(user);
    assertThat(users().credentials(bob.username()).map(Credentials::password))
        .contains(bob.password());
  }

  @Test
  default void a_password_stays_where_another_one_is_expected() {
    var alice = SampleUsers.newUser();
    var bob = SampleUsers.newUser();
    var user = SampleUsers.added(users(), alice);
    SampleUsers.added(users(), bob);
    var next = SampleUsers.passwordHash();
    var otherCase = new PasswordHash(alice.password().value().toUpperCase(Locale.ROOT));

    for (var expected : List.of(bob.password(), otherCase, next)) {
      assertThat(users().replacePassword(user.id(), expected, next)).isFalse();
    }
    assertThat(users().replacePassword(new UserId(Long.MAX_VALUE), alice.password(), next))
        .isFalse();

    assertThat(users().credentials(alice.username()).map(Credentials::password))
        .contains(alice.password());
    assertThat(users().credentials(bob.username()).map(Credentials::password))
        .contains(bob.password());
  }

  @Test
  default void of_eight_who_replace_one_password_exactly_one_does() {
    for (int round = 0; round < 5; round++) {
      var alice = SampleUsers.newUser();
      var id = SampleUsers.added(users(), alice).id();
      var next = Stream.generate(SampleUsers::passwordHash).limit(8).toList();
      var replaced = Race.of(8, i -> users().replacePassword(id, alice.password(), next.get(i)));
      assertThat(replaced).containsOnlyOnce(true);
      assertThat(users().credentials(alice.username()).map(Credentials::password))
          .contains(next.get(replaced.indexOf(true)));
    }
  }

  @Test
  default void of_eight_who_want_one_name_exactly_one_gets_it() {
    for (int round = 0; round < 5; round++) {
      var tag = Tag.next();
      var spellings = List.of("straße", "STRASSE", "Strasse", "ｓtrasse");
      var candidates =
          IntStream.range(0, 8)
              .mapToObj(i -> newUser(spellings.get(i % 4) + " " + tag, SampleUsers.email()))
              .toList();
      var additions = Race.of(8, i -> users().add(candidates.get(i)));
      assertThat(additions).hasOnlyElementsOfTypes(Addition.Added.class, Addition.Taken.class);
      assertThat(additions).filteredOn(Addition.Added.class::isInstance).hasSize(1);

      for (int i = 0; i < 8; i++) {
        if (additions.get(i) instanceof Addition.Added added) {
          assertThat(users().find(added.user().id())).contains(added.user());
        } else {
          // Who lost the race left nothing behind: the address is still free.
          var next = newUser("bob " + Tag.next(), emailOf(candidates.get(i)));
          assertThat(users().add(next)).isInstanceOf(Addition.Added.class);
        }
      }
    }
  }

  @Test
  default void of_eight_who_want_one_email_exactly_one_gets_it() {
    for (int round = 0; round < 5; round++) {
      var address = Tag.next() + "@example.org";
      var additions =
          Race.of(
              8,
              i ->
                  users()
                      .add(
                          SampleUsers.reachableAt(
                              i % 2 == 0 ? address : address.toUpperCase(Locale.ROOT))));
      assertThat(additions).hasOnlyElementsOfTypes(Addition.Added.class, Addition.Taken.class);
      assertThat(additions).filteredOn(Addition.Added.class::isInstance).hasSize(1);
    }
  }

  @Test
  default void eight_who_want_different_names_all_get_them() {
    var users = Race.of(8, i -> SampleUsers.added(users(), SampleUsers.newUser()));
    assertThat(users).extracting(User::id).doesNotHaveDuplicates();
    assertThat(users).allSatisfy(user -> assertThat(users().find(user.id())).contains(user));
  }

  private static NewUser newUser(String name, Email email) {
    return new NewUser(
        new Username(name), email, SampleUsers.passwordHash(), parse("2026-01-01T00:00:00Z"));
  }

  private static Email emailOf(NewUser user) {
    var email = user.email();
    if (email == null) {
      throw new AssertionError("no e-mail address: " + user);
    }
    return email;
  }

  private static String padded(String start, int length) {
    return start + "x".repeat(length - start.length() - 1) + " ";
  }

  /** The start and as much of the filler as both bounds, of characters and of the key's, let in. */
  private static String filled(String start, String filler, int length, int keyLength) {
    var text = new StringBuilder(start);
    while (Text.length(text + filler) <= length
        && Text.length(Text.folded(text + filler)) <= keyLength) {
      text.append(filler);
    }
    return text.toString();
  }
}
