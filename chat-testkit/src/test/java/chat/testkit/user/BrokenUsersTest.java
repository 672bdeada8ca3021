package chat.testkit.user;

import static chat.testkit.Verdict.failures;
import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import chat.domain.user.Credentials;
import chat.domain.user.Email;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import chat.testkit.Meeting;
import chat.testkit.PlainNameSkeletons;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Keepers of users that break one promise each, and what the contract says of them. */
class BrokenUsersTest {
  /** Does it well, slowly; every step may be spoilt. */
  static class Sound implements Users, UsersContract {
    /** A user as the table has it. */
    record Row(UserId id, NewUser user) {}

    private static final NameSkeletons SKELETONS = new PlainNameSkeletons();

    /** Every name is compared with every other, again and again. */
    private static final Map<String, Skeleton> LOOKS = new ConcurrentHashMap<>();

    private final List<Row> rows = new CopyOnWriteArrayList<>();

    @Override
    public Users users() {
      return this;
    }

    String nameKey(String name) {
      return new Username(name).key();
    }

    String emailKey(String email) {
      return new Email(email).key();
    }

    String keptName(String name) {
      return name;
    }

    PasswordHash keptHash(PasswordHash hash) {
      return hash;
    }

    Instant kept(Instant time) {
      return time;
    }

    Instant read(Instant time) {
      return time;
    }

    @Override
    public synchronized Addition add(NewUser user) {
      return isTaken(user) ? new Addition.Taken() : insert(user);
    }

    boolean isTaken(NewUser user) {
      return rows.stream()
          .anyMatch(row -> sameName(row.user(), user) || sameEmail(row.user(), user));
    }

    boolean sameName(NewUser one, NewUser other) {
      return nameKey(one.username().value()).equals(nameKey(other.username().value()))
          || lookAlike(one.username().value(), other.username().value());
    }

    static Skeleton look(String name) {
      return LOOKS.computeIfAbsent(name, SKELETONS::of);
    }

    boolean lookAlike(String one, String other) {
      return !(Text.isAscii(one) && Text.isAscii(other)) && look(one).equals(look(other));
    }

    boolean sameEmail(NewUser one, NewUser other) {
      var first = one.email();
      var second = other.email();
      return first != null
          && second != null
          && emailKey(first.value()).equals(emailKey(second.value()));
    }

    final synchronized Addition insert(NewUser user) {
      var row =
          new Row(
              nextId(rows.size() + 1L),
              new NewUser(
                  new Username(keptName(user.username().value())),
                  user.email(),
                  keptHash(user.password()),
                  kept(user.createdAt())));
      rows.add(row);
      return new Addition.Added(user(row));
    }

    @Override
    public synchronized boolean replacePassword(
        UserId id, PasswordHash expected, PasswordHash next) {
      boolean asExpected =
          rows.stream()
              .anyMatch(row -> row.id().equals(id) && row.user().password().equals(expected));
      if (asExpected) {
        rows.replaceAll(row -> row.id().equals(id) ? withPassword(row, keptHash(next)) : row);
      }
      return asExpected;
    }

    static Row withPassword(Row row, PasswordHash password) {
      var user = row.user();
      return new Row(
          row.id(), new NewUser(user.username(), user.email(), password, user.createdAt()));
    }

    UserId nextId(long next) {
      return new UserId(next);
    }

    final List<Row> rows() {
      return rows;
    }

    private User user(Row row) {
      var user = row.user();
      return new User(row.id(), user.username(), user.email(), read(user.createdAt()));
    }

    @Override
    public Optional<User> find(UserId id) {
      return rows.stream().filter(row -> row.id().equals(id)).findFirst().map(this::user);
    }

    @Override
    public Optional<Credentials> credentials(Username username) {
      return rows.stream()
          .filter(row -> nameKey(row.user().username().value()).equals(nameKey(username.value())))
          .findFirst()
          .map(row -> new Credentials(user(row).identity(), row.user().password()));
    }
  }

  static class IsBlindToLookalikes extends Sound {
    @Override
    boolean lookAlike(String one, String other) {
      return false;
    }
  }

  static class TakesAllLookalikesForOne extends Sound {
    @Override
    boolean lookAlike(String one, String other) {
      return look(one).equals(look(other));
    }
  }

  static class LogsLookalikesIn extends Sound {
    @Override
    public Optional<Credentials> credentials(Username username) {
      return super.credentials(username)
          .or(
              () ->
                  rows().stream()
                      .filter(row -> lookAlike(row.user().username().value(), username.value()))
                      .findFirst()
                      .flatMap(row -> super.credentials(row.user().username())));
    }
  }

  static class ReplacesAnyPassword extends Sound {
    @Override
    public synchronized boolean replacePassword(
        UserId id, PasswordHash expected, PasswordHash next) {
      return rows().stream()
          .filter(row -> row.id().equals(id))
          .findFirst()
          .map(row -> super.replacePassword(id, row.user().password(), next))
          .orElse(false);
    }
  }

  static class ReplacesThePasswordsOfAll extends Sound {
    @Override
    public synchronized boolean replacePassword(
        UserId id, PasswordHash expected, PasswordHash next) {
      boolean replaced = super.replacePassword(id, expected, next);
      if (replaced) {
        rows().replaceAll(row -> withPassword(row, next));
      }
      return replaced;
    }
  }

  static class OnlySaysThatItReplaces extends Sound {
    @Override
    public synchronized boolean replacePassword(
        UserId id, PasswordHash expected, PasswordHash next) {
      return super.replacePassword(id, expected, expected);
    }
  }

  static class LooksBeforeItReplaces extends Sound {
    private final Meeting meeting = new Meeting();

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what is wrong with it.
    public boolean replacePassword(UserId id, PasswordHash expected, PasswordHash next) {
      boolean asExpected =
          rows().stream()
              .anyMatch(row -> row.id().equals(id) && row.user().password().equals(expected));
      meeting.attend();
      if (asExpected) {
        rows().replaceAll(row -> row.id().equals(id) ? withPassword(row, next) : row);
      }
      return asExpected;
    }
  }

  static class MindsTheCaseOfNames extends IsBlindToLookalikes {
    @Override
    String nameKey(String name) {
      return name;
    }
  }

  static class LowersNamesByTheMachinesLanguage extends Sound {
    @Override
    String nameKey(String name) {
      return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.getDefault());
    }
  }

  static class DropsAccentsOfNames extends Sound {
    @Override
    String nameKey(String name) {
      return super.nameKey(
          "name" + Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", ""));
    }
  }

  static class TakesAllEmojiForOne extends Sound {
    @Override
    String nameKey(String name) {
      return super.nameKey(name).replaceAll("[^\\x{0}-\\x{ffff}]", "?");
    }
  }

  static class CutsKeysOfNames extends Sound {
    @Override
    String nameKey(String name) {
      var key = super.nameKey(name);
      return key.substring(
          0, key.offsetByCodePoints(0, Math.min(49, key.codePointCount(0, key.length()))));
    }
  }

  static class KeepsNamesFolded extends Sound {
    @Override
    String keptName(String name) {
      return super.nameKey(name);
    }
  }

  static class MindsTheCaseOfEmails extends Sound {
    @Override
    String emailKey(String email) {
      return email;
    }
  }

  static class DropsAccentsOfEmails extends Sound {
    @Override
    String emailKey(String email) {
      return Normalizer.normalize(super.emailKey(email), Normalizer.Form.NFKD)
          .replaceAll("\\p{M}", "");
    }
  }

  static class CutsKeysOfEmails extends Sound {
    @Override
    String emailKey(String email) {
      var key = super.emailKey(email);
      return key.substring(0, Math.min(254, key.length()));
    }
  }

  static class LetsManyHaveOneEmail extends Sound {
    @Override
    boolean sameEmail(NewUser one, NewUser other) {
      return false;
    }
  }

  static class LetsOneHaveNoEmail extends Sound {
    @Override
    boolean sameEmail(NewUser one, NewUser other) {
      return super.sameEmail(one, other) || (one.email() == null && other.email() == null);
    }
  }

  static class TakesNamesForEmails extends Sound {
    @Override
    boolean isTaken(NewUser user) {
      var email = user.email();
      return super.isTaken(user)
          || (email != null && credentials(new Username("xxx" + email.key())).isPresent());
    }

    @Override
    public Optional<Credentials> credentials(Username username) {
      return username.value().startsWith("xxx")
          ? super.credentials(new Username(username.value().substring(3)))
          : super.credentials(username);
    }
  }

  static class ReplacesWhoWasFirst extends Sound {
    @Override
    public synchronized Addition add(NewUser user) {
      if (isTaken(user)) {
        rows().replaceAll(row -> sameName(row.user(), user) ? new Row(row.id(), user) : row);
        return new Addition.Taken();
      }
      return super.add(user);
    }
  }

  static class ReservesWhatItRefuses extends Sound {
    private final List<NewUser> refused = new ArrayList<>();

    @Override
    boolean isTaken(NewUser user) {
      boolean taken =
          super.isTaken(user)
              || refused.stream()
                  .anyMatch(other -> sameName(other, user) || sameEmail(other, user));
      if (taken) {
        refused.add(user);
      }
      return taken;
    }
  }

  static class LooksBeforeItAdds extends Sound {
    private final Meeting meeting = new Meeting();

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what is wrong with it.
    public Addition add(NewUser user) {
      boolean taken = isTaken(user);
      meeting.attend();
      return taken ? new Addition.Taken() : insert(user);
    }
  }

  static class FindsSomebodyForEveryId extends Sound {
    @Override
    public Optional<User> find(UserId id) {
      return super.find(id).or(() -> super.find(new UserId(1)));
    }
  }

  static class GivesIdsTwice extends Sound {
    @Override
    UserId nextId(long next) {
      return new UserId(Math.max(next - 1, 1));
    }
  }

  static class CutsHashes extends Sound {
    @Override
    PasswordHash keptHash(PasswordHash hash) {
      return new PasswordHash(hash.value().stripTrailing());
    }
  }

  static class KeepsWholeSeconds extends Sound {
    @Override
    Instant kept(Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  static class EndsIn2038 extends Sound {
    @Override
    Instant kept(Instant time) {
      var end = Instant.ofEpochSecond(Integer.MAX_VALUE);
      return time.isAfter(end) ? end : time;
    }
  }

  static class KeepsLocalTimes extends Sound {
    @Override
    Instant kept(Instant time) {
      return LocalDateTime.ofInstant(time, ZoneId.systemDefault()).toInstant(ZoneOffset.UTC);
    }

    @Override
    Instant read(Instant time) {
      return LocalDateTime.ofInstant(time, ZoneOffset.UTC)
          .atZone(ZoneId.systemDefault())
          .toInstant();
    }
  }

  @Test
  void a_sound_store_passes() {
    assertThat(failures(InMemoryUsersTest.class)).isEmpty();
    assertThat(failures(Sound.class)).isEmpty();
  }

  @Test
  void a_store_that_cuts_hashes_is_caught() {
    assertThat(failures(CutsHashes.class))
        .containsExactly(
            "a_password_is_replaced_where_it_is_the_expected_one",
            "credentials_are_the_identity_and_the_hash_to_the_last_character");
  }

  @Test
  void a_store_that_cuts_keys_of_emails_is_caught() {
    assertThat(failures(CutsKeysOfEmails.class))
        .containsExactly("the_longest_emails_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_cuts_keys_of_names_is_caught() {
    assertThat(failures(CutsKeysOfNames.class))
        .containsExactly("the_longest_names_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_drops_accents_of_emails_is_caught() {
    assertThat(failures(DropsAccentsOfEmails.class))
        .containsExactly("emails_that_only_a_collation_takes_for_one_are_two");
  }

  @Test
  void a_store_that_drops_accents_of_names_is_caught() {
    assertThat(failures(DropsAccentsOfNames.class))
        .containsExactly(
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "names_that_only_a_collation_takes_for_one_are_two",
            "the_longest_names_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_ends_in_2038_is_caught() {
    assertThat(failures(EndsIn2038.class))
        .containsExactly("times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_finds_somebody_for_every_id_is_caught() {
    assertThat(failures(FindsSomebodyForEveryId.class))
        .containsExactly("an_unknown_id_finds_nobody");
  }

  @Test
  void a_store_that_gives_ids_twice_is_caught() {
    assertThat(failures(GivesIdsTwice.class))
        .containsExactly(
            "a_name_is_kept_as_it_was_written",
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_password_is_replaced_where_it_is_the_expected_one",
            "a_password_stays_where_another_one_is_expected",
            "a_user_may_have_no_email",
            "eight_who_want_different_names_all_get_them",
            "emails_that_only_a_collation_takes_for_one_are_two",
            "ids_are_never_given_twice",
            "the_longest_emails_are_told_apart_by_their_last_character",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_keeps_local_times_is_caught() {
    assertThat(failures(KeepsLocalTimes.class))
        .containsExactly("times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_keeps_names_folded_is_caught() {
    assertThat(failures(KeepsNamesFolded.class))
        .containsExactly(
            "a_name_is_kept_as_it_was_written",
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "the_longest_names_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_keeps_whole_seconds_is_caught() {
    assertThat(failures(KeepsWholeSeconds.class))
        .containsExactly(
            "an_added_user_is_found_under_the_id_it_was_given",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_lets_many_have_one_email_is_caught() {
    assertThat(failures(LetsManyHaveOneEmail.class))
        .containsExactly(
            "a_refused_addition_leaves_its_name_and_its_email_free",
            "an_email_is_taken_in_whatever_case_it_is_written",
            "of_eight_who_want_one_email_exactly_one_gets_it");
  }

  @Test
  void a_store_that_lets_one_have_no_email_is_caught() {
    assertThat(failures(LetsOneHaveNoEmail.class))
        .containsExactly(
            "a_name_is_kept_as_it_was_written",
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_name_is_taken_in_whatever_way_it_is_written",
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "a_user_may_have_no_email",
            "ids_are_never_given_twice",
            "names_in_ascii_that_look_alike_are_two",
            "names_that_only_a_collation_takes_for_one_are_two",
            "of_eight_who_want_names_that_look_alike_exactly_one_gets_it",
            "the_longest_names_are_told_apart_by_their_last_character",
            "times_are_kept_to_the_millisecond_in_every_time_zone");
  }

  @Test
  void a_store_that_looks_before_it_adds_is_caught() {
    assertThat(failures(LooksBeforeItAdds.class))
        .containsExactly(
            "of_eight_who_want_names_that_look_alike_exactly_one_gets_it",
            "of_eight_who_want_one_email_exactly_one_gets_it",
            "of_eight_who_want_one_name_exactly_one_gets_it");
  }

  @Test
  void a_store_that_lowers_names_by_the_machines_language_is_caught() {
    assertThat(failures(LowersNamesByTheMachinesLanguage.class))
        .containsExactly(
            "a_name_is_taken_in_whatever_way_it_is_written",
            "names_are_the_same_whatever_the_language_of_the_machine");
  }

  @Test
  void a_store_that_minds_the_case_of_emails_is_caught() {
    assertThat(failures(MindsTheCaseOfEmails.class))
        .containsExactly(
            "an_email_is_taken_in_whatever_case_it_is_written",
            "of_eight_who_want_one_email_exactly_one_gets_it");
  }

  @Test
  void a_store_that_minds_the_case_of_names_is_caught() {
    assertThat(failures(MindsTheCaseOfNames.class))
        .containsExactly(
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_name_is_taken_in_whatever_way_it_is_written",
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "names_are_the_same_whatever_the_language_of_the_machine",
            "of_eight_who_want_names_that_look_alike_exactly_one_gets_it",
            "of_eight_who_want_one_name_exactly_one_gets_it");
  }

  @Test
  void a_store_that_replaces_who_was_first_is_caught() {
    assertThat(failures(ReplacesWhoWasFirst.class))
        .containsExactly(
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_name_is_taken_in_whatever_way_it_is_written",
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "a_refused_addition_changes_nothing_of_the_user_who_was_first",
            "a_refused_addition_leaves_its_name_and_its_email_free",
            "of_eight_who_want_one_name_exactly_one_gets_it");
  }

  @Test
  void a_store_that_reserves_what_it_refuses_is_caught() {
    assertThat(failures(ReservesWhatItRefuses.class))
        .containsExactly(
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "a_refused_addition_leaves_its_name_and_its_email_free",
            "of_eight_who_want_one_name_exactly_one_gets_it");
  }

  @Test
  void a_store_that_takes_all_emoji_for_one_is_caught() {
    assertThat(failures(TakesAllEmojiForOne.class))
        .containsExactly("names_that_only_a_collation_takes_for_one_are_two");
  }

  @Test
  void a_store_that_takes_names_for_emails_is_caught() {
    assertThat(failures(TakesNamesForEmails.class))
        .containsExactly(
            "one_users_name_may_be_anothers_email",
            "the_longest_emails_are_told_apart_by_their_last_character");
  }

  @Test
  void a_store_that_replaces_any_password_is_caught() {
    assertThat(failures(ReplacesAnyPassword.class))
        .containsExactly(
            "a_password_stays_where_another_one_is_expected",
            "of_eight_who_replace_one_password_exactly_one_does");
  }

  @Test
  void a_store_that_replaces_the_passwords_of_all_is_caught() {
    assertThat(failures(ReplacesThePasswordsOfAll.class))
        .containsExactly("a_password_is_replaced_where_it_is_the_expected_one");
  }

  @Test
  void a_store_that_only_says_that_it_replaces_is_caught() {
    assertThat(failures(OnlySaysThatItReplaces.class))
        .containsExactly(
            "a_password_is_replaced_where_it_is_the_expected_one",
            "of_eight_who_replace_one_password_exactly_one_does");
  }

  @Test
  void a_store_that_looks_before_it_replaces_is_caught() {
    assertThat(failures(LooksBeforeItReplaces.class))
        .containsExactly("of_eight_who_replace_one_password_exactly_one_does");
  }

  @Test
  void a_store_that_is_blind_to_lookalikes_is_caught() {
    assertThat(failures(IsBlindToLookalikes.class))
        .containsExactly(
            "a_name_is_taken_by_one_that_looks_like_it_whichever_is_first",
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "of_eight_who_want_names_that_look_alike_exactly_one_gets_it");
  }

  @Test
  void a_store_that_takes_all_lookalikes_for_one_is_caught() {
    assertThat(failures(TakesAllLookalikesForOne.class))
        .containsExactly(
            "a_name_that_looks_like_two_in_ascii_is_taken",
            "names_in_ascii_that_look_alike_are_two");
  }

  @Test
  void a_store_that_logs_lookalikes_in_is_caught() {
    assertThat(failures(LogsLookalikesIn.class))
        .containsExactly("a_name_is_taken_by_one_that_looks_like_it_whichever_is_first");
  }
}
