package chat.adapter.web.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What each key may still take. An allowance that is full again is forgotten, since a new one would
 * be the same. Of the others there are at most about {@code maxKeys}, however many keys come: what
 * is beyond shares {@value #SHARED} allowances by its hash, so that nobody gets away without a
 * limit, and nobody can predict with whom they share. Thread-safe; no lock is held for all keys,
 * and taking allocates nothing but a new key's allowance.
 */
final class Allowances<K> {
  static final int SHARED = 1_024;

  private static final long SWEEP_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long SWEEP_WHEN_FULL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Rate rate;
  private final Bandwidth bandwidth;
  private final TimeMeter clock;
  private final int maxKeys;
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final ConcurrentHashMap<K, Allowance> allowances = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<Allowance> shared = new AtomicReferenceArray<>(SHARED);
  private final AtomicLong sweptAt;

  Allowances(Rate rate, TimeMeter clock, int maxKeys) {
    this.rate = rate;
    this.clock = clock;
    this.maxKeys = maxKeys;
    bandwidth = rate.bandwidth();
    sweptAt = new AtomicLong(clock.currentTimeNanos());
  }

  Rate rate() {
    return rate;
  }

  /** Takes one. */
  Permit take(K key) {
    while (true) {
      var allowance = of(key);
      long nanos = allowance.take();
      if (nanos == Allowance.TAKEN) {
        return Permit.GRANTED;
      }
      if (nanos != Allowance.FORGOTTEN) {
        return new Permit(Duration.ofNanos(nanos));
      }
      // Whoever forgot it may not have come to remove it yet.
      allowances.remove(key, allowance);
    }
  }

  /** Takes one in such a way that it can be given back and told about. */
  Reservation reserve(K key) {
    while (true) {
      var allowance = of(key);
      long nanos = allowance.take();
      if (nanos != Allowance.FORGOTTEN) {
        return new Reservation(rate, allowance, new Permit(Duration.ofNanos(nanos)));
      }
      allowances.remove(key, allowance);
    }
  }

  /** How many keys are kept. */
  int keys() {
    return allowances.size();
  }

  private Allowance of(K key) {
    var known = allowances.get(key);
    if (known != null) {
      return known;
    }
    sweepIfDue();
    return allowances.size() < maxKeys
        ? allowances.computeIfAbsent(key, unused -> new Allowance(bandwidth, clock))
        : shared(key);
  }

  private Allowance shared(K key) {
    // The upper bits of a product with the golden ratio are the well-mixed ones.
    int place = ((key.hashCode() ^ seed) * 0x9E3779B9) >>> (Integer.SIZE - 10);
    var known = shared.get(place);
    if (known != null) {
      return known;
    }
    var fresh = new Allowance(bandwidth, clock);
    var other = shared.compareAndExchange(place, null, fresh);
    return other == null ? fresh : other;
  }

  /** Only new keys make more of them, so that it is enough to clean up when one comes. */
  private void sweepIfDue() {
    long now = clock.currentTimeNanos();
    long last = sweptAt.get();
    long pause = allowances.size() < maxKeys ? SWEEP_NANOS : SWEEP_WHEN_FULL_NANOS;
    if (now - last >= pause && sweptAt.compareAndSet(last, now)) {
      allowances.values().removeIf(Allowance::forgetIfFull);
    }
  }
}
