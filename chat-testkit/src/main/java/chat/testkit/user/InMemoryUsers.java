package chat.testkit.user;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import chat.domain.user.Credentials;
import chat.domain.user.NewUser;
import chat.domain.user.PasswordHash;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.domain.user.Users;
import chat.testkit.PlainNameSkeletons;
import chat.testkit.StoreSwitch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users in memory. Thread-safe: one lock for all. */
public final class InMemoryUsers implements Users {
  private final StoreSwitch store;
  private final Map<UserId, User> users = new HashMap<>();
  private final Map<UserId, PasswordHash> passwords = new HashMap<>();
  private final Map<String, UserId> names = new HashMap<>();
  private final Set<String> emails = new HashSet<>();
  private final Map<Skeleton, Username> looks = new HashMap<>();
  private final NameSkeletons skeletons = new PlainNameSkeletons();

  public InMemoryUsers() {
    this(new StoreSwitch());
  }

  public InMemoryUsers(StoreSwitch store) {
    this.store = store;
  }

  @Override
  public Addition add(NewUser user) {
    store.check();
    var addition = insert(user);
    store.committed();
    return addition;
  }

  private synchronized Addition insert(NewUser user) {
    var email = user.email();
    var look = skeletons.of(user.username().value());
    if (names.containsKey(user.username().key())
        || isTaken(user.username(), looks.get(look))
        || (email != null && emails.contains(email.key()))) {
      return new Addition.Taken();
    }
    var id = new UserId(users.size() + 1L);
    var added = new User(id, user.username(), email, user.createdAt());
    users.put(id, added);
    passwords.put(id, user.password());
    names.put(user.username().key(), id);
    looks.putIfAbsent(look, user.username());
    if (email != null) {
      emails.add(email.key());
    }
    return new Addition.Added(added);
  }

  private static boolean isTaken(Username name, @Nullable Username alike) {
    return alike != null && !(Text.isAscii(name.value()) && Text.isAscii(alike.value()));
  }

  @Override
  public Optional<User> find(UserId id) {
    store.check();
    synchronized (this) {
      return Optional.ofNullable(users.get(id));
    }
  }

  @Override
  public Optional<Credentials> credentials(Username username) {
    store.check();
    synchronized (this) {
      return Optional.ofNullable(names.get(username.key()))
          .flatMap(id -> Optional.ofNullable(users.get(id)))
          .flatMap(
              user ->
                  Optional.ofNullable(passwords.get(user.id()))
                      .map(password -> new Credentials(user.identity(), password)));
    }
  }

  @Override
  public boolean replacePassword(UserId id, PasswordHash expected, PasswordHash next) {
    store.check();
    boolean replaced;
    synchronized (this) {
      replaced = passwords.replace(id, expected, next);
    }
    store.committed();
    return replaced;
  }
}
