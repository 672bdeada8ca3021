package chat.adapter.web.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many frames one socket may send. The socket holds it, so that it goes with the socket; until
 * the first frame it is next to nothing. Thread-safe.
 */
public final class FrameLimit {
  private final @Nullable Rate rate;
  private final TimeMeter clock;

  // Guarded by this.
  private @Nullable Allowance frames;
  private @Nullable Allowance refusals;
  private boolean flooding;

  FrameLimit(@Nullable Rate rate, TimeMeter clock) {
    this.rate = rate;
    this.clock = clock;
  }

  /** A frame came in. Without a limit always granted. */
  public Permit take() {
    if (rate == null) {
      return Permit.GRANTED;
    }
    synchronized (this) {
      if (frames == null) {
        frames = new Allowance(rate.bandwidth(), clock);
      }
      long nanos = frames.take();
      if (nanos == Allowance.TAKEN) {
        return Permit.GRANTED;
      }
      if (refusals == null) {
        refusals = new Allowance(rate.bandwidth(), clock);
      }
      flooding |= refusals.take() != Allowance.TAKEN;
      return new Permit(Duration.ofNanos(nanos));
    }
  }

  /**
   * Whether as many frames as may be sent were sent once more on top of them, in spite of the
   * refusals: the client doesn't listen, and to go on answering it is of no use. Stays so.
   */
  public synchronized boolean flooding() {
    return flooding;
  }
}
