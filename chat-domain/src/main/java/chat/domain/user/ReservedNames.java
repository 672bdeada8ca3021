package chat.domain.user;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names that nobody may take, because others would believe whom they name: those of who runs a
 * server, and those that mean everybody. Neither may names that look like them. Who has one from
 * before keeps it. Thread-safe.
 */
public final class ReservedNames {
  /** As they are compared: folded. */
  public static final Set<String> KEYS =
      Set.of(
          "admin",
          "administrator",
          "all",
          "channel",
          "chat",
          "everyone",
          "here",
          "moderator",
          "official",
          "room",
          "root",
          "security",
          "server",
          "staff",
          "support",
          "system",
          "webmaster");

  private final NameSkeletons skeletons;

  /** Made by the first who asks, not at the start: skeletons may have tables to load. */
  private volatile @Nullable Set<Skeleton> looks;

  public ReservedNames(NameSkeletons skeletons) {
    this.skeletons = skeletons;
  }

  public boolean contains(Username name) {
    return KEYS.contains(name.key()) || looks().contains(skeletons.of(name.value()));
  }

  private Set<Skeleton> looks() {
    var known = looks;
    if (known == null) {
      // Several may do this at once, and come to the same.
      known = KEYS.stream().map(skeletons::of).collect(Collectors.toUnmodifiableSet());
      looks = known;
    }
    return known;
  }
}
