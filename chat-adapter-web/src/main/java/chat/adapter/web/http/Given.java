package chat.adapter.web.http;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What a request gave for one input; to be asked for after {@link Input#check()}. */
public final class Given<T> {
  private final @Nullable T value;

  Given(@Nullable T value) {
    this.value = value;
  }

  /** The value of a required input. */
  public T get() {
    if (value == null) {
      throw new NoSuchElementException("a required input was not checked");
    }
    return value;
  }

  /** The value, or null when the client left it out. */
  public @Nullable T orNull() {
    return value;
  }
}
