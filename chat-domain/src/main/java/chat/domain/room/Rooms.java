package chat.domain.room;

import chat.domain.StoreUnavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the rooms. Every method blocks until the store has answered, may be called from any thread,
 * and throws {@link StoreUnavailable} when there is no store.
 */
public interface Rooms {
  /**
   * Opens a room unless the name is taken, where names are the same when their keys are ({@link
   * RoomName#key()}), or when they look alike, as those of users ({@link
   * chat.domain.user.Users#add}). Of several calls at once with the same key exactly one opens.
   * What was opened survives a crash of this process and is seen by every later read.
   */
  Opening open(NewRoom room);

  /** The room of that id. */
  Optional<Room> find(RoomId id);

  /**
   * Those of the rooms that there are, each under its id. One look into an index, however many are
   * asked for.
   */
  Map<RoomId, Room> find(Collection<RoomId> ids);

  /** The room of that id with its creator's name and how many messages it has, in one snapshot. */
  Optional<RoomDetails> details(RoomId id);

  /**
   * The rooms whose name contains a text anywhere, folded as {@link chat.domain.Text#folded} does;
   * every character of the text stands for itself. In order of their ids.
   *
   * @param text an empty one is in every name
   * @param skip how many of them to leave out first, 0 or more
   * @param limit how many to return at most, 1 or more
   */
  List<Room> search(String text, int skip, int limit);

  /**
   * How far those of the rooms have come that there are, each as of the last commit. It is asked
   * for every list of rooms: for a hundred it shouldn't cost much more than for one, however much
   * was said in them.
   */
  Map<RoomId, RoomHead> heads(Collection<RoomId> rooms);

  /**
   * The rooms that have those names, each under its key; a key that no room has is left out. One
   * look into an index, however many rooms there are.
   *
   * @param keys as {@link RoomName#key()} has them
   */
  Map<String, Room> named(Collection<String> keys);

  /** What became of an opening. */
  sealed interface Opening {
    /** What the one function makes of it that is for its case. */
    <T> T fold(Function<Opened, T> opened, Function<NameTaken, T> nameTaken);

    /** The room is there, under an id that was never given before. */
    record Opened(Room room) implements Opening {
      @Override
      public <T> T fold(Function<Opened, T> opened, Function<NameTaken, T> nameTaken) {
        return opened.apply(this);
      }
    }

    /** There is a room of that name; nothing was stored. */
    record NameTaken() implements Opening {
      @Override
      public <T> T fold(Function<Opened, T> opened, Function<NameTaken, T> nameTaken) {
        return nameTaken.apply(this);
      }
    }
  }
}
