package chat.testkit.token;

import chat.domain.token.Claims;
import chat.domain.token.Revocation;
import chat.domain.token.RevokedTokens;
import chat.domain.token.TokenId;
import chat.domain.user.UserId;
import chat.testkit.StoreSwitch;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Revoked tokens in memory. Thread-safe: one lock for all. */
public final class InMemoryRevokedTokens implements RevokedTokens {
  private final StoreSwitch store;
  private final Map<TokenId, Revocation> revocations = new HashMap<>();
  private final Map<TokenId, Claims> issued = new HashMap<>();

  public InMemoryRevokedTokens() {
    this(new StoreSwitch());
  }

  public InMemoryRevokedTokens(StoreSwitch store) {
    this.store = store;
  }

  @Override
  public void add(Revocation revocation) {
    store.check();
    synchronized (this) {
      revocations.putIfAbsent(revocation.token(), revocation);
    }
    store.committed();
  }

  @Override
  public void remember(Claims token) {
    store.check();
    synchronized (this) {
      issued.put(token.id(), token);
    }
    store.committed();
  }

  @Override
  public Set<TokenId> addAllOf(UserId user, Instant revokedAt) {
    store.check();
    var revoked = revokeAllOf(user, revokedAt);
    store.committed();
    return revoked;
  }

  private synchronized Set<TokenId> revokeAllOf(UserId user, Instant revokedAt) {
    var theirs =
        issued.values().stream()
            .filter(token -> token.who().id().equals(user))
            .filter(token -> token.expiresAt().isAfter(revokedAt.minus(CLOCKS_DIFFER)))
            .toList();
    for (var token : theirs) {
      revocations.putIfAbsent(token.id(), new Revocation(token.id(), revokedAt, token.expiresAt()));
    }
    return theirs.stream().map(Claims::id).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean contains(TokenId token) {
    store.check();
    synchronized (this) {
      return revocations.containsKey(token);
    }
  }

  @Override
  public Optional<Instant> latestExpiry() {
    store.check();
    synchronized (this) {
      return issued.values().stream().map(Claims::expiresAt).max(Comparator.naturalOrder());
    }
  }

  @Override
  public Set<TokenId> among(Set<TokenId> tokens) {
    store.check();
    synchronized (this) {
      return tokens.stream()
          .filter(revocations::containsKey)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  @Override
  public int purge(Instant expiredBy) {
    store.check();
    int purged = forget(expiredBy);
    store.committed();
    return purged;
  }

  private synchronized int forget(Instant expiredBy) {
    int before = revocations.size();
    issued.values().removeIf(token -> !token.expiresAt().isAfter(expiredBy));
    revocations.values().removeIf(revocation -> !revocation.expiresAt().isAfter(expiredBy));
    return before - revocations.size();
  }
}
