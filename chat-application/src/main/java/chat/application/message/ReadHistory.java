package chat.application.message;

import chat.application.room.ReadableRoom;
import chat.domain.InvalidValue;
import chat.domain.message.Message;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads what was said in a room, the newest first. */
public interface ReadHistory {
  /**
   * Without a text it blocks on the store, and is done when it returns. With one it searches in
   * bounded time when the reader's turn comes ({@link chat.application.SearchPool}), on a thread
   * for searches; the stage fails with {@link chat.application.Overloaded} when too many search,
   * and with {@link chat.domain.StoreUnavailable} when there is no store.
   */
  CompletionStage<Page> read(Query query);

  /**
   * @param text what the messages must contain, without regard to case; empty for every message.
   *     Those that contain it can be read from the newest or before a position alone
   * @param position which of the messages
   * @param skip how many of the newest to leave out, 0 or more; from the newest or before a
   *     position alone
   * @param limit how many to return at most, 1 or more
   */
  record Query(ReadableRoom room, String text, Position position, int skip, int limit) {
    public Query {
      boolean backwards = position.goesBackwards();
      if (!backwards && !text.isEmpty()) {
        throw new InvalidValue("search", "can't start at such a position");
      }
      if (!backwards && skip > 0) {
        throw new InvalidValue("skip", "can't start at such a position");
      }
    }
  }

  /** Where in a room a page lies. */
  sealed interface Position {
    /** What the one function makes of it that is for its case. */
    <T> T fold(
        Function<Newest, T> newest,
        Function<Before, T> before,
        Function<After, T> after,
        Function<Around, T> around);

    /** Whether the page goes from what is newer to what is older. */
    default boolean goesBackwards() {
      return fold(newest -> true, before -> true, after -> false, around -> false);
    }

    /** At its end. */
    record Newest() implements Position {
      @Override
      public <T> T fold(
          Function<Newest, T> newest,
          Function<Before, T> before,
          Function<After, T> after,
          Function<Around, T> around) {
        return newest.apply(this);
      }
    }

    /** The nearest with a smaller {@code seq}. */
    record Before(long seq) implements Position {
      @Override
      public <T> T fold(
          Function<Newest, T> newest,
          Function<Before, T> before,
          Function<After, T> after,
          Function<Around, T> around) {
        return before.apply(this);
      }
    }

    /** The nearest with a larger {@code seq}. */
    record After(long seq) implements Position {
      @Override
      public <T> T fold(
          Function<Newest, T> newest,
          Function<Before, T> before,
          Function<After, T> after,
          Function<Around, T> around) {
        return after.apply(this);
      }
    }

    /**
     * The nearest on both sides of a {@code seq}, half of them each where there are enough, and the
     * message that has it.
     */
    record Around(long seq) implements Position {
      @Override
      public <T> T fold(
          Function<Newest, T> newest,
          Function<Before, T> before,
          Function<After, T> after,
          Function<Around, T> around) {
        return around.apply(this);
      }
    }
  }

  /**
   * Some of the history, always the newest first; deleted messages keep their place. A search looks
   * at a bounded number of messages, so that its page may be short and still have older ones.
   *
   * @param older where older messages are ({@link Position.Before}), empty when there are none
   * @param newer where newer messages are ({@link Position.After}), empty when there are none, and
   *     in a search
   */
  record Page(List<Message> messages, OptionalLong older, OptionalLong newer) {
    public Page {
      messages = List.copyOf(messages);
    }
  }
}
