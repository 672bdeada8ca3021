package chat.domain.message;

import java.time.Instant;
import java.util.function.Function;

/** What a message says now. */
public sealed interface Body {
  /** What the one function makes of it that is for its case. */
  <T> T fold(
      Function<Original, T> original, Function<Edited, T> edited, Function<Deleted, T> deleted);

  /** What it said from the beginning. */
  record Original(Content content) implements Body {
    @Override
    public <T> T fold(
        Function<Original, T> original, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return original.apply(this);
    }
  }

  /** What its author made of it, the last time at that moment. */
  record Edited(Content content, Instant at) implements Body {
    @Override
    public <T> T fold(
        Function<Original, T> original, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return edited.apply(this);
    }
  }

  /** Nothing any more: its author took it back. */
  record Deleted(Instant at) implements Body {
    @Override
    public <T> T fold(
        Function<Original, T> original, Function<Edited, T> edited, Function<Deleted, T> deleted) {
      return deleted.apply(this);
    }
  }
}
